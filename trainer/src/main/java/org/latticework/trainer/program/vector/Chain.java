package org.latticework.trainer.program.vector;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.vector.kernel.Topology;

/**
 * Operations of edges, or of pairs of edges, and the sums that they end in, run tile by tile: a
 * tile is some nodes with all their edges, or some edges with all their pairs. Values that others
 * read are whole, those inside are there for a tile. Back, what was inside is computed again for
 * each tile; but products that the way back reads are kept where they take little memory.
 */
final class Chain implements Segment {
  private static final int TILE = 256; // rows
  private static final long MOST_KEPT = 1L << 26; // floats

  private final List<Operation> operations;
  private final Operations source;
  private final Domain domain;
  private final Place place; // of rows in tiles
  private final Set<Value> outside; // whole, since others read them
  private final List<Value> products = new ArrayList<>(); // worth keeping
  private final Set<Value> whole = new HashSet<>(); // now
  private final Tiles tiles = new Tiles();
  private int stride; // of all products together

  Chain(List<Operation> operations, Operations source, Domain domain, Set<Value> outside) {
    this.operations = List.copyOf(operations);
    this.source = source;
    this.domain = domain;
    this.place = domain == Domain.EDGE ? Place.CENTER : Place.LINE_TARGET;
    this.outside = outside;
    findProducts();
  }

  /** Finds values that the way back reads and that cannot be had again without a product. */
  private void findProducts() {
    Set<Value> backReads = new HashSet<>();
    operations.forEach(operation -> backReads.addAll(operation.backReads()));
    Set<Value> costly = new HashSet<>();
    for (Operation operation : operations) {
      Value out = operation.out();
      boolean costs =
          operation.kind() == Operation.Kind.PRODUCT
              || operation.inputs().stream().anyMatch(costly::contains);
      if (costs && operation.isInside() && !outside.contains(out)) {
        if (backReads.contains(out)) {
          products.add(out);
          stride += source.value(out).stride;
        } else {
          costly.add(out);
        }
      }
    }
  }

  @Override
  public List<Operation> operations() {
    return operations;
  }

  @Override
  public void forward(boolean training) {
    Topology topology = source.topology;
    tiles.cut(topology.starts(place), topology.rows(place.to()), TILE);
    whole.clear();
    whole.addAll(outside);
    if (training && (long) topology.rows(domain) * stride <= MOST_KEPT) {
      whole.addAll(products);
    }
    for (Operation operation : operations) {
      Value out = operation.out();
      source.value(out).reserve(0, isInside(out) ? tiles.mostRows() : rows(out));
    }
    for (int tile = 0; tile < tiles.count(); tile++) {
      move(tile, false);
      for (Operation operation : operations) {
        operation
            .kernel()
            .forward(tiles.first(tile, isOfRows(operation)), tiles.rows(tile, isOfRows(operation)));
      }
    }
  }

  private int rows(Value value) {
    return source.topology.rows(value.domain());
  }

  private boolean isOfRows(Operation operation) {
    return operation.out().domain() == domain;
  }

  private boolean isInside(Value value) {
    return value.domain() == domain && !whole.contains(value);
  }

  /** Moves what is inside to a tile. */
  private void move(int tile, boolean gradientsToo) {
    int first = tiles.first(tile, true);
    for (Operation operation : operations) {
      Value out = operation.out();
      if (isInside(out)) {
        source.value(out).move(first);
      }
      if (gradientsToo && isOfRows(operation) && !outside.contains(out)) {
        source.gradient(out).move(first);
      }
    }
  }

  @Override
  public void reserve(Gradients gradients) {
    for (Operation operation : operations) {
      Value out = operation.out();
      if (gradients.isNeeded(out)) {
        boolean inside = isOfRows(operation) && !outside.contains(out);
        source.gradient(out).reserve(0, inside ? tiles.mostRows() : rows(out));
      }
    }
  }

  @Override
  public void backward(Gradients gradients) {
    List<Operation> back = operations.stream().filter(gradients::goesBack).toList();
    if (back.isEmpty()) {
      return;
    }
    List<Operation> again = again(back);
    back.forEach(operation -> operation.kernel().beginBackward());
    for (int tile = 0; tile < tiles.count(); tile++) {
      move(tile, true);
      for (Operation operation : again) {
        operation.kernel().forward(tiles.first(tile, true), tiles.rows(tile, true));
      }
      for (int k = back.size() - 1; k >= 0; k--) {
        Operation operation = back.get(k);
        operation
            .kernel()
            .backward(
                tiles.first(tile, isOfRows(operation)), tiles.rows(tile, isOfRows(operation)));
      }
    }
    back.forEach(operation -> operation.kernel().endBackward());
  }

  /** Returns what is done again for the way back, in its order. */
  private List<Operation> again(List<Operation> back) {
    Set<Value> needed = new LinkedHashSet<>();
    back.forEach(operation -> needed.addAll(operation.backReads()));
    List<Operation> again = new ArrayList<>();
    for (int k = operations.size() - 1; k >= 0; k--) {
      Operation operation = operations.get(k);
      if (isInside(operation.out()) && needed.contains(operation.out())) {
        again.add(0, operation);
        needed.addAll(operation.inputs());
      }
    }
    return again;
  }
}
