package org.latticework.trainer.network.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticework.trainer.batch.CrystalBatch;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.nd4j.Nd4jProgram;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A network of ours with the golden's parameters, and the last linear map, which is no part of a
 * network. Crystals with a state go through one by one, since states are constants of a program:
 * nothing in such a network goes from one crystal to another.
 */
final class GoldenModel implements AutoCloseable {
  private static final String TABLE = "features";

  private final List<Nd4jProgram> bodies = new ArrayList<>();
  private final List<CrystalBatch> batches = new ArrayList<>();
  private final Weights weights;
  private final INDArray headWeights; // d × 1
  private final INDArray headBias; // 1
  private final INDArray targets; // B × 1

  GoldenModel(GoldenNetwork golden) {
    Program program = inDoubles(golden.config().program());
    GoldenGraph graph = golden.graph();
    if (golden.hasStates()) {
      for (int crystal = 0; crystal < graph.size(); crystal++) {
        add(withState(program, golden.state(crystal)), graph.batch(crystal, crystal + 1));
      }
    } else {
      add(program, graph.batch(0, graph.size()));
    }
    Map<String, INDArray> first = golden.arrays("parameters");
    this.weights = weights(program.parameters());
    weights
        .matrices()
        .forEach(
            (name, matrix) -> {
              INDArray begin =
                  first.containsKey(name) ? first.get(name) : golden.arrays("running").get(name);
              matrix.assign((name.equals(TABLE) ? golden.table() : begin).reshape(matrix.shape()));
            });
    String head = head(first);
    this.headWeights = first.get(head + "Weights");
    this.headBias = first.get(head + "Bias");
    this.targets = golden.targets();
  }

  private void add(Program program, CrystalBatch batch) {
    bodies.add(new Nd4jProgram(program, Optional.empty(), DataType.DOUBLE));
    batches.add(batch);
  }

  static Weights weights(List<Parameter> parameters) {
    long length = parameters.stream().mapToLong(Parameter::length).sum();
    return new Weights(parameters, Nd4j.zeros(DataType.DOUBLE, length));
  }

  /** Returns the golden's name of the last linear map, up to "Weights": the last of the head's. */
  static String head(Map<String, INDArray> parameters) {
    String last =
        parameters.keySet().stream()
            .filter(name -> name.startsWith("head/"))
            .reduce((one, other) -> other)
            .orElseThrow();
    return last.substring(0, last.length() - "Bias".length());
  }

  /** Features per element are floats, in networks. Here a parameter has them in doubles. */
  private static Program inDoubles(Program program) {
    List<Parameter> parameters = new ArrayList<>(program.parameters());
    List<Step> steps = new ArrayList<>();
    for (Step step : program.steps()) {
      if (step instanceof Step.ElementFeatures table) {
        Parameter rows = Parameter.embedding(TABLE, 24, table.out().channels());
        parameters.add(0, rows);
        steps.add(new Step.Table(table.out(), rows));
      } else {
        steps.add(step);
      }
    }
    return new Program(steps, parameters, program.knots(), program.output(), program.named());
  }

  /** Replaces the constant that the crystal's vector begins as, which is the first in MEGNet. */
  private static Program withState(Program program, List<Double> state) {
    List<Step> steps = new ArrayList<>(program.steps());
    for (int k = 0; k < steps.size(); k++) {
      if (steps.get(k) instanceof Step.Constant constant) {
        steps.set(k, new Step.Constant(constant.out(), state));
        return new Program(
            steps, program.parameters(), program.knots(), program.output(), program.named());
      }
    }
    throw new IllegalArgumentException("A program without constants has no state");
  }

  /** Returns the outputs, B × 1. */
  INDArray forward(boolean training) {
    return rows(training).mmul(headWeights).addi(headBias.getDouble(0));
  }

  private INDArray rows(boolean training) {
    List<INDArray> rows = new ArrayList<>();
    for (int k = 0; k < bodies.size(); k++) {
      rows.add(bodies.get(k).forward(batches.get(k), weights, training).dup('c'));
    }
    return Nd4j.vstack(rows);
  }

  /** Returns a value of the last forward pass, row after row. */
  double[] named(String name) {
    return bodies.stream().flatMapToDouble(body -> Arrays.stream(body.named(name))).toArray();
  }

  /** What a pass forward and backward comes to. */
  record Pass(double loss, Weights gradients, INDArray headWeights, INDArray headBias) {}

  /** Computes the mean squared error and its gradients. */
  Pass pass() {
    INDArray rows = rows(true);
    INDArray off = rows.mmul(headWeights).addi(headBias.getDouble(0)).subi(targets);
    INDArray back = off.mul(2.0 / off.length()); // ∂L/∂output
    Weights gradients = weights(weights.parameters());
    INDArray into = back.mmul(headWeights.transpose());
    long row = 0;
    for (int k = 0; k < bodies.size(); k++) {
      Weights part = weights(weights.parameters());
      long next = row + batches.get(k).crystals();
      bodies
          .get(k)
          .backward(
              into.get(NDArrayIndex.interval(row, next), NDArrayIndex.all()).dup('c'),
              weights,
              part);
      gradients.flat().addi(part.flat());
      row = next;
    }
    return new Pass(
        off.mul(off).meanNumber().doubleValue(),
        gradients,
        rows.transpose().mmul(back),
        back.sum(0));
  }

  /** Takes a step of plain gradient descent, and returns what it began with. */
  Pass step(double rate) {
    Pass pass = pass();
    for (Parameter parameter : weights.parameters()) {
      INDArray gradient = pass.gradients().matrix(parameter.name());
      boolean still = parameter.name().equals(TABLE);
      double factor = still ? 0 : parameter.isTrained() ? rate : 1;
      weights.matrix(parameter.name()).subi(gradient.mul(factor));
    }
    headWeights.subi(pass.headWeights().mul(rate));
    headBias.subi(pass.headBias().mul(rate));
    return pass;
  }

  Weights weights() {
    return weights;
  }

  INDArray headWeights() {
    return headWeights;
  }

  INDArray headBias() {
    return headBias;
  }

  @Override
  public void close() {
    bodies.forEach(Nd4jProgram::close);
  }
}
