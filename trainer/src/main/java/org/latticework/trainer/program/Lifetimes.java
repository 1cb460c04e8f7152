package org.latticework.trainer.program;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How long the values of a program are needed in a forward pass: until they have been read for the
 * last time; those with names, and the output, to the end.
 */
public final class Lifetimes {
  private final List<Step> steps;
  private final int[] last; // by value, the step that reads it last; its own where none does
  private final Set<Value> stay;

  public Lifetimes(Program program) {
    steps = program.steps();
    last = new int[steps.size()];
    for (Step step : steps) {
      last[step.out().index()] = step.out().index();
      step.inputs().forEach(input -> last[input.index()] = step.out().index());
    }
    stay = new HashSet<>(program.named().values());
    stay.add(program.output());
  }

  /** Returns the values that are not needed any more once a step is done. */
  public List<Value> ending(Step step) {
    return Stream.concat(Stream.of(step.out()), step.inputs().stream().distinct())
        .filter(value -> last[value.index()] == step.out().index() && !stay.contains(value))
        .toList();
  }

  /**
   * Returns how many numbers are needed at once for each row of a domain, where a buffer serves
   * values of one width, one after the other.
   */
  public long held(Domain domain) {
    Map<Integer, Integer> alive = new HashMap<>(); // by width
    Map<Integer, Integer> most = new HashMap<>();
    for (Step step : steps) {
      if (step.out().domain() == domain) {
        int width = step.out().width();
        most.merge(width, alive.merge(width, 1, Integer::sum), Math::max);
      }
      ending(step).stream()
          .filter(value -> value.domain() == domain)
          .forEach(value -> alive.merge(value.width(), -1, Integer::sum));
    }
    return most.entrySet().stream()
        .mapToLong(buffers -> (long) buffers.getKey() * buffers.getValue())
        .sum();
  }
}
