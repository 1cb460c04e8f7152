package org.latticework.trainer.program.vector;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Topology;

/**
 * Operations of edges, or of pairs of edges, and the sums that they end in, run tile by tile: a
 * tile is some nodes with all their edges, or some edges with all their pairs. Values that others
 * read are whole, those inside are there for a tile. Back, what was inside is computed again for
 * each tile; but products that the way back reads are kept where they take little memory.
 */
final class Chain implements Segment {
  private static final int TILE = 256; // rows

  private final List<Operation> operations;
  private final Operations source;
  private final Domain domain;
  private final Place place; // of rows in tiles
  private final long mostKept; // floats, of products
  private final boolean[] ofRows; // by operation; else a sum
  private final boolean[] outside; // by operation; others read its result
  private final boolean[] product; // by operation; its result is worth keeping
  private final Tiles tiles = new Tiles();
  private int stride; // of all products together
  private boolean keeps; // products of the last batch

  /**
   * Lays out a chain.
   *
   * @param operations in their order
   * @param source of their values
   * @param domain of the rows in tiles, edges or pairs
   * @param readByOthers values that are needed whole
   * @param mostKept how many floats of products are kept for the way back; beyond, none are
   */
  Chain(
      List<Operation> operations,
      Operations source,
      Domain domain,
      Set<Value> readByOthers,
      long mostKept) {
    this.operations = List.copyOf(operations);
    this.source = source;
    this.domain = domain;
    this.mostKept = mostKept;
    this.place = domain == Domain.EDGE ? Place.CENTER : Place.LINE_TARGET;
    this.ofRows = new boolean[operations.size()];
    this.outside = new boolean[operations.size()];
    this.product = new boolean[operations.size()];
    for (int k = 0; k < ofRows.length; k++) {
      Value out = operations.get(k).out();
      ofRows[k] = out.domain() == domain;
      outside[k] = readByOthers.contains(out);
    }
    findProducts();
  }

  /** Finds values that the way back reads and that cannot be had again without a product. */
  private void findProducts() {
    Set<Value> backReads = new HashSet<>();
    operations.forEach(operation -> backReads.addAll(operation.backReads()));
    Set<Value> costly = new HashSet<>();
    for (int k = 0; k < ofRows.length; k++) {
      Operation operation = operations.get(k);
      boolean costs =
          operation.kind() == Operation.Kind.PRODUCT
              || operation.inputs().stream().anyMatch(costly::contains);
      if (costs && ofRows[k] && !outside[k]) {
        product[k] = backReads.contains(operation.out());
        if (product[k]) {
          stride += source.arrays.value(operation.out()).stride;
        } else {
          costly.add(operation.out());
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
    keeps = training && (long) topology.rows(domain) * stride <= mostKept;
    for (int k = 0; k < ofRows.length; k++) {
      Value out = operations.get(k).out();
      if (isInside(k)) {
        source.arrays.value(out).reserve(0, tiles.mostRows());
      } else {
        source.arrays.reserve(out);
      }
    }
    operations.forEach(it -> it.kernel().beginForward(0, topology.rows(domain)));
    for (int tile = 0; tile < tiles.count(); tile++) {
      move(tile);
      for (int k = 0; k < ofRows.length; k++) {
        Kernel kernel = operations.get(k).kernel();
        kernel.forward(tiles.first(tile, ofRows[k]), tiles.rows(tile, ofRows[k]));
      }
    }
  }

  /** Returns whether the value of an operation is there for a tile alone. */
  private boolean isInside(int operation) {
    return ofRows[operation] && !outside[operation] && !(keeps && product[operation]);
  }

  /** Moves values inside to a tile. */
  private void move(int tile) {
    for (int k = 0; k < ofRows.length; k++) {
      if (isInside(k)) {
        source.arrays.value(operations.get(k).out()).move(tiles.first(tile, true));
      }
    }
  }

  /** Moves gradients of values that nobody else reads to a tile. */
  private void moveGradients(int tile) {
    for (int k = 0; k < ofRows.length; k++) {
      if (ofRows[k] && !outside[k]) {
        source.arrays.gradient(operations.get(k).out()).move(tiles.first(tile, true));
      }
    }
  }

  @Override
  public List<Value> whole() {
    return IntStream.range(0, ofRows.length)
        .filter(k -> !ofRows[k] || outside[k])
        .mapToObj(k -> operations.get(k).out())
        .toList();
  }

  @Override
  public Set<Value> backReads(Gradients gradients) {
    Set<Value> read = new HashSet<>();
    operations.stream().filter(gradients::goesBack).forEach(it -> read.addAll(it.backReads()));
    for (int k = ofRows.length - 1; k >= 0; k--) {
      if (ofRows[k] && !outside[k] && read.contains(operations.get(k).out())) {
        read.addAll(operations.get(k).inputs()); // to compute it again
      }
    }
    return read;
  }

  @Override
  public void backward(Gradients gradients) {
    List<Integer> back = new ArrayList<>(); // last first
    for (int k = ofRows.length - 1; k >= 0; k--) {
      if (gradients.goesBack(operations.get(k))) {
        back.add(k);
      }
    }
    List<Integer> again = again(back);
    for (int k : back) {
      if (ofRows[k] && !outside[k]) {
        source.arrays.gradient(operations.get(k).out()).reserve(0, tiles.mostRows());
      }
    }
    back.forEach(k -> operations.get(k).kernel().beginBackward());
    for (int tile = 0; tile < tiles.count(); tile++) {
      move(tile);
      moveGradients(tile);
      for (int k : again) {
        operations.get(k).kernel().forward(tiles.first(tile, true), tiles.rows(tile, true));
      }
      for (int k : back) {
        Kernel kernel = operations.get(k).kernel();
        kernel.backward(tiles.first(tile, ofRows[k]), tiles.rows(tile, ofRows[k]));
      }
    }
    back.forEach(k -> operations.get(k).kernel().endBackward());
    for (int k = 0; keeps && k < ofRows.length; k++) {
      if (product[k]) {
        source.arrays.give(operations.get(k).out());
      }
    }
  }

  /** Returns what is done again for the way back, in its order. */
  private List<Integer> again(List<Integer> back) {
    Set<Value> needed = new HashSet<>();
    back.forEach(k -> needed.addAll(operations.get(k).backReads()));
    List<Integer> again = new ArrayList<>();
    for (int k = ofRows.length - 1; k >= 0; k--) {
      if (isInside(k) && needed.contains(operations.get(k).out())) {
        again.add(0, k);
        needed.addAll(operations.get(k).inputs());
      }
    }
    return again;
  }
}
