package org.latticework.trainer.program.nd4j;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.batch.CrystalBatch;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.rows.RowMajor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A program with random parameters on some crystals, in ND4J and in plain loops. */
final class ProgramCase implements AutoCloseable {
  private static final AtomFeatures FEATURES = features();

  final Program program;
  final Nd4jProgram network;
  final PlainProgram plain;
  final double[] parameters;
  final double[][] coefficients; // B × output width; of a loss
  final CrystalBatch batch;
  private final DataType type;

  ProgramCase(Program program, List<CrystalGraph> graphs, DataType type) {
    Random random = new Random(7);
    this.program = program;
    this.type = type;
    this.network = new Nd4jProgram(program, Optional.of(FEATURES), type);
    this.plain = new PlainProgram(program, new PlainGraph(graphs), FEATURES);
    this.batch = new CrystalBatch(new GraphBatch(graphs).features(type));
    int length = Math.toIntExact(program.parameters().stream().mapToLong(Parameter::length).sum());
    this.parameters = random.doubles(length, 0.2, 1).map(x -> 1.3 * x - 0.5).toArray();
    this.coefficients = new double[graphs.size()][];
    for (int b = 0; b < coefficients.length; b++) {
      coefficients[b] = random.doubles(program.output().channels(), -1, 1).toArray();
    }
  }

  private static AtomFeatures features() {
    Random random = new Random(3);
    float[][] rows = new float[100][2];
    for (float[] row : rows) {
      row[0] = random.nextFloat();
      row[1] = random.nextFloat();
    }
    return new AtomFeatures(rows);
  }

  Weights weights() {
    return new Weights(
        program.parameters(),
        Nd4j.createFromArray(parameters).castTo(type).reshape(1, parameters.length));
  }

  double[] forward(boolean training) {
    return RowMajor.values(network.forward(batch, weights(), training));
  }

  /** Returns the gradient of the loss after a forward pass in training, flat. */
  double[] gradient() {
    Weights weights = weights();
    network.forward(batch, weights, true);
    INDArray flat = Nd4j.valueArrayOf(new long[] {1, parameters.length}, 77.0, type);
    Weights gradients = new Weights(program.parameters(), flat);
    network.backward(Nd4j.createFromArray(coefficients).castTo(type), weights, gradients);
    return flat.reshape(parameters.length).toDoubleVector();
  }

  @Override
  public void close() {
    network.close();
  }
}
