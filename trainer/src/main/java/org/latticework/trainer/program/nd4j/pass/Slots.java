package org.latticework.trainer.program.nd4j.pass;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.latticework.trainer.program.Lifetimes;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.Value;

/**
 * Names of buffers for the values of a program: two have the same where their lives do not overlap
 * and their rows are alike.
 */
public final class Slots {
  private final String use;
  private final Map<String, Deque<String>> free = new HashMap<>(); // by shape
  private final Map<String, Integer> made = new HashMap<>(); // by shape
  private final String[] names; // by value; empty where it has none

  private Slots(String use, int values) {
    this.use = use;
    this.names = new String[values];
    Arrays.fill(names, "");
  }

  /** For values that all stay until the backward pass. */
  public static Slots kept(Program program) {
    Slots slots = new Slots("kept", program.steps().size());
    program.steps().forEach(step -> slots.take(step.out()));
    return slots;
  }

  /** For values that stay until they have been read for the last time, named ones to the end. */
  public static Slots forward(Program program) {
    Lifetimes lifetimes = new Lifetimes(program);
    Slots slots = new Slots("value", program.steps().size());
    for (Step step : program.steps()) {
      slots.take(step.out());
      lifetimes.ending(step).forEach(slots::give);
    }
    return slots;
  }

  /** For gradients, which are complete when the first step to read their value is reached again. */
  public static Slots backward(Program program) {
    List<Step> steps = program.steps();
    Slots slots = new Slots("gradient", steps.size());
    slots.take(program.output());
    for (int k = steps.size() - 1; k >= 0; k--) {
      steps.get(k).inputs().forEach(slots::take);
      slots.give(steps.get(k).out());
    }
    return slots;
  }

  /** Returns the name of the buffer of a value. */
  public String name(Value value) {
    return names[value.index()];
  }

  private static String shape(Value value) {
    return "%s %d".formatted(value.domain(), value.width());
  }

  private void take(Value value) {
    String shape = shape(value);
    Deque<String> names = free.computeIfAbsent(shape, s -> new ArrayDeque<>());
    if (this.names[value.index()].isEmpty()) {
      this.names[value.index()] =
          names.isEmpty()
              ? "%s %s %d".formatted(use, shape, made.merge(shape, 1, Integer::sum))
              : names.pop();
    }
  }

  private void give(Value value) {
    if (!names[value.index()].isEmpty()) {
      free.get(shape(value)).push(names[value.index()]);
    }
  }
}
