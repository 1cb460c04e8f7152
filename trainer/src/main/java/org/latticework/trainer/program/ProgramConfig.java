package org.latticework.trainer.program;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.featurizer.graph.GraphMemory;
import org.latticework.trainer.network.GraphNeeds;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.network.Parameter;

/**
 * A network that is a program. Its parts are what the names of its parameters begin with: {@code
 * embedding}, {@code block-1}, …, {@code head}.
 */
public interface ProgramConfig extends NetworkConfig {
  /** The most channels of a layer: no network of the field is near it. */
  int WIDEST = 4096;

  /** The most blocks. */
  int DEEPEST = 64;

  /** Writes the program. */
  Program program();

  @Override
  default int outputWidth() {
    return program().output().channels();
  }

  @Override
  default int elementFeatures() {
    return 0;
  }

  /** Returns nothing: programs expand distances themselves. */
  @Override
  default Optional<GaussianBasis> gaussians() {
    return Optional.empty();
  }

  /** Returns what its steps read: directions, and pairs of edges, which need reverses. */
  @Override
  default GraphNeeds needs() {
    Program program = program();
    return new GraphNeeds(
        program.readsDirections(),
        program.readsLines(),
        GraphNeeds.Neighbors.ANY,
        Double.POSITIVE_INFINITY);
  }

  /** Returns the buffers of a forward pass; rows of crystals count as rows of nodes. */
  @Override
  default GraphMemory memoryOfPass() {
    Lifetimes lifetimes = new Lifetimes(program());
    return memory(lifetimes::held);
  }

  /** Returns all values, which stay for the way back. */
  @Override
  default GraphMemory memoryOfStep() {
    Program program = program();
    return memory(program::width);
  }

  private static GraphMemory memory(ToLongFunction<Domain> numbers) {
    return new GraphMemory(
        Float.BYTES * (numbers.applyAsLong(Domain.ATOM) + numbers.applyAsLong(Domain.CRYSTAL)),
        Float.BYTES * numbers.applyAsLong(Domain.EDGE),
        Float.BYTES * numbers.applyAsLong(Domain.LINE));
  }

  @Override
  default boolean averagesAtoms() {
    return program().averaged().isPresent();
  }

  @Override
  default String words() {
    return kind();
  }

  @Override
  default List<String> parts() {
    Set<String> parts = new LinkedHashSet<>();
    parameters().forEach(parameter -> parts.add(part(parameter.name())));
    parts.remove(HEAD);
    List<String> all = new ArrayList<>(parts);
    all.add(HEAD);
    return List.copyOf(all);
  }

  @Override
  default String part(String parameter) {
    return Program.part(parameter);
  }

  @Override
  default List<Parameter> parameters() {
    return program().parameters();
  }

  /**
   * Refuses numbers that no network has.
   *
   * @param elements 1 … 118
   * @param blocks 1 … {@link #DEEPEST}
   * @param widths of layers, 1 … {@link #WIDEST} each
   * @throws IllegalArgumentException if one is beyond
   */
  static void check(int elements, int blocks, List<Integer> widths) {
    if (!(elements >= 1 && elements <= 118)) {
      throw new IllegalArgumentException("Elements go from 1 to 118, got " + elements);
    }
    if (!(blocks >= 1 && blocks <= DEEPEST)) {
      throw new IllegalArgumentException(
          "A network has 1 to %d blocks, got %d".formatted(DEEPEST, blocks));
    }
    for (int width : widths) {
      if (!(width >= 1 && width <= WIDEST)) {
        throw new IllegalArgumentException(
            "A layer has 1 to %d channels, got %d".formatted(WIDEST, width));
      }
    }
  }
}
