package org.latticework.trainer.program.vector;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.Value;

/**
 * Which steps are done at once: a product that begins with the other term of a sum instead of being
 * added to it; rows that are added while they are gathered; a linear map of a linear map of fewer
 * channels; and sums of messages whose filters are interpolated. What a step takes in nobody else
 * reads, and it has no name.
 */
final class Fusions {
  private final Program program;
  private final Map<Value, List<Step>> readers = new HashMap<>();
  private final Set<Value> inner = new HashSet<>(); // whose linear map is taken into others
  private final Set<Value> absorbed = new HashSet<>();

  Fusions(Program program) {
    this.program = program;
    for (Step step : program.steps()) {
      for (Value input : step.inputs()) {
        readers.computeIfAbsent(input, key -> new ArrayList<>()).add(step);
      }
    }
    program.steps().forEach(this::findInner);
    for (int k = program.steps().size() - 1; k >= 0; k--) {
      Step step = program.steps().get(k);
      if (!absorbed.contains(step.out())) {
        filteredSum(step).ifPresent(this::absorb);
        started(step).ifPresent(product -> absorbed.add(product.out()));
        gathered(step).ifPresent(this::absorb);
      }
    }
  }

  /** A sum of messages: what is gathered, and the table that is interpolated. */
  record FilteredSum(Step.Multiply product, Step.Gather gather, Step.Interpolate filter) {}

  /** Two terms, the second of which is gathered. */
  record Gathered(Step first, Step.Gather second) {}

  /** Returns whether a step is done together with a later one. */
  boolean isAbsorbed(Step step) {
    return absorbed.contains(step.out()) || inner.contains(step.out());
  }

  /** Returns the linear map that the input of another is, if both are done at once. */
  Optional<Step.Dense> inner(Step.Dense step) {
    return inner.contains(step.x()) && maker(step.x()) instanceof Step.Dense dense
        ? Optional.of(dense)
        : Optional.empty();
  }

  /** Returns the product that a sum begins another with. */
  Optional<Step.Dense> started(Step step) {
    if (step instanceof Step.Add add && !add.a().equals(add.b())) {
      for (Value term : List.of(add.b(), add.a())) {
        if (maker(term) instanceof Step.Dense dense && isOnlyReadOnce(term) && isFree(term)) {
          return Optional.of(dense);
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the terms of a sum that is done while one or both are gathered. */
  Optional<Gathered> gathered(Step step) {
    if (!(step instanceof Step.Add add) || add.a().equals(add.b()) || started(step).isPresent()) {
      return Optional.empty();
    }
    if (maker(add.b()) instanceof Step.Gather second && isOnlyReadOnce(add.b())) {
      return Optional.of(new Gathered(maker(add.a()), second));
    }
    return maker(add.a()) instanceof Step.Gather second && isOnlyReadOnce(add.a())
        ? Optional.of(new Gathered(maker(add.b()), second))
        : Optional.empty();
  }

  /** Returns the gather that a term of such a sum is, if nobody else reads it. */
  Optional<Step.Gather> gather(Step term) {
    return term instanceof Step.Gather gather && isOnlyReadOnce(gather.out())
        ? Optional.of(gather)
        : Optional.empty();
  }

  /** Returns what a sum of messages consists of. */
  Optional<FilteredSum> filteredSum(Step step) {
    if (step instanceof Step.Reduce sum
        && sum.place() == Place.CENTER
        && !sum.mean()
        && maker(sum.x()) instanceof Step.Multiply product
        && isOnlyReadOnce(product.out())
        && product.a().channels() == product.b().channels()
        && product.out().components() == 1
        && isOnlyReadOnce(product.a())
        && isOnlyReadOnce(product.b())) {
      return filteredSum(product, maker(product.a()), maker(product.b()))
          .or(() -> filteredSum(product, maker(product.b()), maker(product.a())));
    }
    return Optional.empty();
  }

  private static Optional<FilteredSum> filteredSum(Step.Multiply product, Step one, Step two) {
    return one instanceof Step.Gather gather
            && gather.place() == Place.NEIGHBOR
            && two instanceof Step.Interpolate filter
        ? Optional.of(new FilteredSum(product, gather, filter))
        : Optional.empty();
  }

  private void absorb(FilteredSum sum) {
    absorbed.addAll(List.of(sum.product().out(), sum.gather().out(), sum.filter().out()));
  }

  private void absorb(Gathered sum) {
    gather(sum.first()).ifPresent(gather -> absorbed.add(gather.out()));
    absorbed.add(sum.second().out());
  }

  /** Finds a linear map that widens rows of edges, and that only linear maps read. */
  private void findInner(Step step) {
    if (step instanceof Step.Dense dense
        && dense.x().channels() < dense.out().channels()
        && dense.out().components() == 1
        && !isNamed(dense.out())
        && !readers.getOrDefault(dense.out(), List.of()).isEmpty()
        && readers.get(dense.out()).stream().allMatch(reader -> reader instanceof Step.Dense)
        && !inner.contains(dense.x())) {
      inner.add(dense.out());
    }
  }

  private boolean isFree(Value value) {
    return !inner.contains(value);
  }

  private Step maker(Value value) {
    return program.steps().get(value.index());
  }

  private boolean isNamed(Value value) {
    return program.output().equals(value) || program.named().containsValue(value);
  }

  private boolean isOnlyReadOnce(Value value) {
    return readers.getOrDefault(value, List.of()).size() == 1 && !isNamed(value);
  }
}
