package org.latticework.trainer.program;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticework.trainer.network.Parameter;

/**
 * The body of a network as a list of steps. Immutable; {@link ProgramBuilder} makes it.
 *
 * @param steps in an order in which each reads what earlier ones computed; the value of a step has
 *     its index
 * @param parameters in the order of the flat vector, running statistics last
 * @param knots at which functions of the distance are tabulated; empty where none is
 * @param output what the last linear map reads, one row a crystal
 * @param named values by the names that a network gives them: its atoms after each layer, say
 */
public record Program(
    List<Step> steps,
    List<Parameter> parameters,
    Optional<Knots> knots,
    Value output,
    Map<String, Value> named) {
  /** The name of the vectors of atoms that a network ends with, one row a node. */
  public static final String ATOMS = "atoms";

  /** The name of the value of atoms whose mean over each crystal is the output, if there is one. */
  public static final String AVERAGED = "averaged";

  /** The name of the weights that atoms are read with, one row a node, where they are. */
  public static final String ATTENTION = "attention";

  public Program {
    steps = List.copyOf(steps);
    parameters = List.copyOf(parameters);
    named = Map.copyOf(named);
    for (int k = 0; k < steps.size(); k++) {
      if (steps.get(k).out().index() != k) {
        throw new IllegalArgumentException(
            "Step %d of a program writes value %d".formatted(k, steps.get(k).out().index()));
      }
    }
    if (output.domain() != Domain.CRYSTAL) {
      throw new IllegalArgumentException("A program ends with crystals, got " + output);
    }
  }

  /** Returns the value of a name. */
  public Value value(String name) {
    Value value = named.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "No value \"%s\", have %s".formatted(name, named.keySet()));
    }
    return value;
  }

  /**
   * Returns the value of atoms whose mean over each crystal is the output; empty where it is
   * something else.
   */
  public Optional<Value> averaged() {
    return Optional.ofNullable(named.get(AVERAGED));
  }

  /**
   * Returns the part of a network that a parameter belongs to: what its name begins with, blocks
   * counted from 1. {@code block0/updateWeights} belongs to {@code block-1}.
   */
  public static String part(String parameter) {
    String layer = parameter.substring(0, parameter.indexOf('/'));
    String kind = layer.replaceAll("\\d+$", "");
    return kind.equals(layer)
        ? layer
        : "%s-%d".formatted(kind, Integer.parseInt(layer.substring(kind.length())) + 1);
  }

  /** Returns how many numbers all values together have in each row of a domain. */
  public long width(Domain domain) {
    return steps.stream()
        .map(Step::out)
        .filter(value -> value.domain() == domain)
        .mapToLong(Value::width)
        .sum();
  }

  /** Returns whether it reads the directions of edges. */
  public boolean readsDirections() {
    return steps.stream()
        .anyMatch(step -> step instanceof Step.Harmonics || step instanceof Step.Angular);
  }

  /** Returns whether it computes on pairs of edges. */
  public boolean readsLines() {
    return steps.stream().anyMatch(step -> step.out().domain() == Domain.LINE);
  }
}
