package org.latticework.trainer.program.nd4j;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.batch.CrystalBatch;
import org.latticework.trainer.network.Network;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.program.Knots;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.nd4j.pass.BatchRows;
import org.latticework.trainer.program.nd4j.pass.GradientPath;
import org.latticework.trainer.program.nd4j.pass.HostGraph;
import org.latticework.trainer.program.nd4j.pass.Pass;
import org.latticework.trainer.program.nd4j.pass.Scratch;
import org.latticework.trainer.program.nd4j.pass.Slots;
import org.latticework.trainer.rows.RowMajor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A program in ND4J's operations: one a step, forward and, in the opposite order, backward. In
 * training all values are kept for the way back.
 */
public final class Nd4jProgram implements Network {
  private final Program program;
  private final Scratch scratch;
  private final List<Operation> operations;
  private final Slots kept;
  private final Slots forward;
  private final Slots backward;
  private GradientPath path;
  private Optional<BatchRows> rows = Optional.empty();
  private Pass pass; // the last; none before the first batch

  /**
   * Makes a network.
   *
   * @param features what {@link Step.ElementFeatures} reads; empty where no step does
   * @param type FLOAT or DOUBLE
   */
  public Nd4jProgram(Program program, Optional<AtomFeatures> features, DataType type) {
    this.program = program;
    this.scratch = new Scratch(type);
    this.operations = Operations.of(program, features, scratch);
    this.kept = Slots.kept(program);
    this.forward = Slots.forward(program);
    this.backward = Slots.backward(program);
    this.path = new GradientPath(program, Set.of());
  }

  @Override
  public void freeze(Set<String> parts) {
    path =
        new GradientPath(
            program,
            program.parameters().stream()
                .map(Parameter::name)
                .filter(name -> parts.contains(Program.part(name)))
                .collect(Collectors.toSet()));
  }

  @Override
  public INDArray forward(CrystalBatch batch, Weights weights, boolean training) {
    rows.ifPresent(BatchRows::close);
    BatchRows now =
        new BatchRows(
            new HostGraph(batch, program.readsLines()),
            program.knots().map(Knots::rows).orElse(0),
            scratch);
    rows = Optional.of(now);
    pass =
        new Pass(
            now,
            weights,
            path,
            training,
            training ? kept : forward,
            backward,
            scratch,
            program.steps().size());
    for (int k = 0; k < operations.size(); k++) {
      if (now.count(program.steps().get(k).out().domain()) > 0) {
        operations.get(k).forward(pass);
      }
    }
    return pass.value(program.output());
  }

  /**
   * Returns a value of the last forward pass by its name, a copy: a row for each row of its domain,
   * with one component after the other.
   *
   * @throws IllegalArgumentException if the program has no such name
   */
  public double[] named(String name) {
    Value value = program.value(name);
    int count = rows.orElseThrow().count(value.domain());
    double[] numbers = count == 0 ? new double[0] : RowMajor.values(pass.value(value));
    double[] rowwise = new double[numbers.length];
    for (int k = 0; k < numbers.length; k++) {
      int component = k / (count * value.channels());
      int row = k / value.channels() % count;
      int channel = k % value.channels();
      rowwise[row * value.width() + component * value.channels() + channel] = numbers[k];
    }
    return rowwise;
  }

  @Override
  public void backward(INDArray gradient, Weights weights, Weights gradients) {
    gradients.flat().assign(0);
    pass.turn(gradients);
    pass.add(program.output(), gradient);
    for (int k = operations.size() - 1; k >= 0; k--) {
      Value out = program.steps().get(k).out();
      if (path.learns(out) && rows.orElseThrow().count(out.domain()) > 0) {
        if (path.isRead(out)) {
          operations.get(k).backward(pass);
        } else {
          operations.get(k).unread(pass);
        }
      }
    }
  }

  @Override
  public void close() {
    rows.ifPresent(BatchRows::close);
    rows = Optional.empty();
    operations.forEach(Operation::close);
    scratch.close();
  }
}
