package org.latticework.trainer.program.vector;

import java.util.Optional;
import java.util.Set;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.batch.CrystalBatch;
import org.latticework.trainer.memory.RowBuffers;
import org.latticework.trainer.network.Network;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.vector.VectorArrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Between ND4J's arrays and a {@link VectorExecutor}. */
public final class VectorProgram implements Network {
  private final Program program;
  private final VectorExecutor executor;
  private final RowBuffers buffers = new RowBuffers(DataType.FLOAT);
  private final float[] flat; // parameters, then gradients
  private int[] elements = new int[0];
  private float[] gradientRows = new float[0];

  /**
   * Makes a network.
   *
   * @param features what atoms begin with; empty where no step reads such a table
   */
  public VectorProgram(Program program, Optional<AtomFeatures> features) {
    this(program, features, true);
  }

  /**
   * Makes a network.
   *
   * @param chained whether steps of edges run in chains
   */
  public VectorProgram(Program program, Optional<AtomFeatures> features, boolean chained) {
    this(program, new VectorExecutor(program, features, chained));
  }

  VectorProgram(Program program, VectorExecutor executor) {
    this.program = program;
    this.executor = executor;
    long length = program.parameters().stream().mapToLong(Parameter::length).sum();
    this.flat = new float[Math.toIntExact(length)];
  }

  @Override
  public void freeze(Set<String> parts) {
    executor.freeze(parts);
  }

  @Override
  public INDArray forward(CrystalBatch batch, Weights weights, boolean training) {
    VectorArrays.read(weights.flat(), flat);
    executor.load(flat, training);
    if (elements.length < batch.nodes()) {
      elements = new int[batch.nodes() + batch.nodes() / 8];
    }
    batch.readElements(executor.elements(), elements);
    executor.forward(batch.edges(), elements, batch.nodeCounts(), training);
    INDArray output = buffers.matrix("output", batch.crystals(), program.output().width());
    VectorArrays.write(executor.copy(program.output()), output);
    return output;
  }

  /**
   * Returns a value of the last forward pass by its name, a copy: a row for each row of its domain,
   * with one component after the other.
   *
   * @throws IllegalArgumentException if the program has no such name
   */
  public float[] named(String name) {
    return executor.copy(program.value(name));
  }

  @Override
  public void backward(INDArray gradient, Weights weights, Weights gradients) {
    Value output = program.output();
    int length = Math.multiplyExact(gradient.rows(), output.width());
    gradientRows = VectorArrays.reserved(gradientRows, length);
    VectorArrays.read(gradient, gradientRows);
    executor.backward(gradientRows);
    executor.copyGradients(flat);
    VectorArrays.write(flat, gradients.flat());
  }

  @Override
  public void close() {
    buffers.close();
  }
}
