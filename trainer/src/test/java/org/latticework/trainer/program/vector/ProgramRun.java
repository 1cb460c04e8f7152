package org.latticework.trainer.program.vector;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.batch.CrystalBatch;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.network.Network;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.nd4j.Nd4jProgram;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A batch through a program, forward and back. */
final class ProgramRun {
  private final double[] output;
  private final double[] gradient;

  private ProgramRun(double[] output, double[] gradient) {
    this.output = output;
    this.gradient = gradient;
  }

  /** Returns B rows of its width; not a copy. */
  double[] output() {
    return output;
  }

  /**
   * Returns the gradient of all parameters for ∂L/∂output = sin of each output's number; not a
   * copy.
   */
  double[] gradient() {
    return gradient;
  }

  /** The same parameters for all runs: those that a seed begins with, and some disorder. */
  static double[] parameters(Program program, long seed) {
    Nd4j.getRandom().setSeed(seed);
    long length = program.parameters().stream().mapToLong(Parameter::length).sum();
    Weights weights =
        new Weights(program.parameters(), Nd4j.create(DataType.DOUBLE, new long[] {length}, 'c'));
    weights.begin();
    Random random = new Random(seed);
    double[] flat = weights.flat().toDoubleVector();
    for (int k = 0; k < flat.length; k++) {
      flat[k] = (float) (flat[k] + 0.2 * (random.nextDouble() - 0.5));
    }
    return flat;
  }

  static Network reference(Program program, Optional<AtomFeatures> features) {
    return new Nd4jProgram(program, features, DataType.DOUBLE);
  }

  static ProgramRun of(
      Network network, Program program, double[] flat, List<CrystalGraph> crystals, DataType type) {
    return of(network, program, flat, crystals, type, true);
  }

  static ProgramRun of(
      Network network,
      Program program,
      double[] flat,
      List<CrystalGraph> crystals,
      DataType type,
      boolean training) {
    CrystalBatch batch = new CrystalBatch(new GraphBatch(crystals).features(type));
    Weights weights = new Weights(program.parameters(), Nd4j.createFromArray(flat).castTo(type));
    Weights gradients =
        new Weights(program.parameters(), Nd4j.zeros(type, flat.length).addi(Double.NaN));
    INDArray output = network.forward(batch, weights, training);
    double[] numbers = output.castTo(DataType.DOUBLE).dup('c').ravel().toDoubleVector();
    if (!training) {
      return new ProgramRun(numbers, new double[0]);
    }
    double[] back = new double[numbers.length];
    for (int k = 0; k < back.length; k++) {
      back[k] = Math.sin(k + 1);
    }
    INDArray gradient = Nd4j.createFromArray(back).reshape('c', output.shape()).castTo(type);
    network.backward(gradient, weights, gradients);
    return new ProgramRun(
        numbers, gradients.flat().castTo(DataType.DOUBLE).ravel().toDoubleVector());
  }
}
