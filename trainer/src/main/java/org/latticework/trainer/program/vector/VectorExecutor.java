package org.latticework.trainer.program.vector;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.batch.Edges;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Parameters;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.vector.kernel.Rows;
import org.latticework.trainer.program.vector.kernel.Variable;

/**
 * Computes a program on plain arrays, forward and backward, on one thread. All sums are in an order
 * that depends on the batch alone.
 *
 * <p>On the chained path, steps of edges run a tile of whole nodes at a time; of what is inside of
 * a chain, only products are kept for the way back, where they take little memory. On the plain
 * path, each step runs over all rows. Both give the same up to rounding. A value that nothing reads
 * any more gives its array to another.
 */
public final class VectorExecutor {
  private static final long MOST_KEPT = 1L << 26; // floats, of a chain
  private final Program program;
  private final Operations source;
  private final List<Segment> segments;
  private final List<Operation> operations;
  private final int elements;
  private Gradients gradients;
  private Lifetimes lifetimes;
  private boolean knowsTables; // whole ones, of the parameters that are loaded

  /**
   * Lays out a program.
   *
   * @param features what {@link Step.ElementFeatures} reads; empty where no step does
   * @param chained whether steps of edges run in chains
   */
  public VectorExecutor(Program program, Optional<AtomFeatures> features, boolean chained) {
    this(program, features, chained, MOST_KEPT);
  }

  /**
   * Lays out a program.
   *
   * @param mostKept how many floats each chain keeps for the way back; where it would be more, all
   *     are computed again
   */
  VectorExecutor(Program program, Optional<AtomFeatures> features, boolean chained, long mostKept) {
    this.program = program;
    this.source = new Operations(program, features);
    this.segments = chained ? Schedule.chained(program, source, mostKept) : Schedule.plain(source);
    this.operations = segments.stream().flatMap(it -> it.operations().stream()).toList();
    this.elements = known(program, features);
    this.gradients = new Gradients(operations, program.output());
    this.lifetimes = new Lifetimes(program, segments, gradients);
  }

  private static int known(Program program, Optional<AtomFeatures> features) {
    OptionalInt tables =
        program.steps().stream()
            .flatMapToInt(
                step ->
                    step instanceof Step.Table table
                        ? IntStream.of(Math.toIntExact(table.rows().rows()))
                        : IntStream.empty())
            .min();
    int most = features.map(AtomFeatures::elements).orElse(Integer.MAX_VALUE);
    return Math.min(most, tables.orElse(most));
  }

  /** Returns the largest atomic number that it knows. */
  public int elements() {
    return elements;
  }

  /**
   * Leaves parts of the network as they are.
   *
   * @param parts as {@link Program#part} names them
   */
  public void freeze(Set<String> parts) {
    source.variables.forEach(
        (name, variable) -> {
          if (parts.contains(Program.part(name))) {
            variable.freeze();
          }
        });
    gradients = new Gradients(operations, program.output());
    lifetimes = new Lifetimes(program, segments, gradients);
  }

  /**
   * Takes over parameters.
   *
   * @param flat all of them, in the program's order
   * @param training whether {@link #backward} may follow
   */
  public void load(float[] flat, boolean training) {
    int at = 0;
    for (Variable variable : source.variables.values()) {
      System.arraycopy(flat, at, variable.values, 0, variable.values.length);
      at += variable.values.length;
    }
    load(training);
  }

  /** Takes over parameters by their names, to predict. */
  public void load(Parameters parameters) {
    for (Parameter parameter : program.parameters()) {
      float[] values = parameters.values(parameter.name());
      Variable variable = source.variables.get(parameter.name());
      System.arraycopy(values, 0, variable.values, 0, variable.values.length);
    }
    load(false);
  }

  private void load(boolean training) {
    operations.forEach(operation -> operation.kernel().load(training));
    knowsTables = false;
  }

  /**
   * Computes a batch.
   *
   * @param edges of N nodes
   * @param rows of the nodes' elements in tables, N numbers
   * @param nodeCounts how many nodes each crystal has, B numbers
   * @param training whether batch norms use the batch's statistics and {@link #backward} may follow
   */
  public void forward(Edges edges, int[] rows, int[] nodeCounts, boolean training) {
    source.read(edges, rows, nodeCounts);
    if (training) {
      source.variables.values().forEach(Variable::clearGradient);
    }
    operations.forEach(operation -> operation.kernel().begin(training));
    source.useWholeTables(!training);
    for (int k = 0; k < segments.size(); k++) {
      boolean known = knowsTables && segments.get(k).isOfKnots();
      if (!known || training) {
        segments.get(k).forward(training);
      }
      lifetimes.over(k, training).forEach(source.arrays::give);
    }
    knowsTables = !training;
  }

  /** Copies a value of the last batch, row by row; it is the output, or one with a name. */
  public float[] copy(Value value) {
    Rows rows = source.arrays.value(value);
    int count = source.topology.rows(value.domain());
    float[] copy = new float[Math.multiplyExact(count, value.width())];
    for (int row = 0; row < count; row++) {
      for (int c = 0; c < rows.components; c++) {
        System.arraycopy(
            rows.data,
            rows.at(row) + c * rows.padded,
            copy,
            row * value.width() + c * rows.channels,
            rows.channels);
      }
    }
    return copy;
  }

  /**
   * Goes back from the output of a batch in training.
   *
   * @param gradient ∂L/∂output, B × its width
   */
  public void backward(float[] gradient) {
    Value output = program.output();
    source.arrays.reserveGradient(output);
    Rows end = source.arrays.gradient(output);
    for (int row = 0; row < source.topology.rows(output.domain()); row++) {
      System.arraycopy(gradient, row * output.width(), end.data, end.at(row), output.width());
    }
    for (int k = segments.size() - 1; k >= 0; k--) {
      lifetimes.gradientsOf(k).forEach(source.arrays::reserveGradient);
      segments.get(k).backward(gradients);
      lifetimes.made(k).forEach(source.arrays::give);
      segments.get(k).whole().forEach(source.arrays::giveGradient);
    }
  }

  /**
   * Copies the gradients of the parameters; in the place of running statistics, what is to be
   * subtracted from them.
   *
   * @param flat receives all, in the program's order
   */
  public void copyGradients(float[] flat) {
    int at = 0;
    for (Variable variable : source.variables.values()) {
      for (double value : variable.gradient) {
        flat[at++] = (float) value;
      }
    }
  }
}
