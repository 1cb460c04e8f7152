package org.latticework.trainer.network.cgcnn.vector;

import java.util.List;
import org.latticework.trainer.memory.RowBuffers;
import org.latticework.trainer.network.cgcnn.Convolution;
import org.latticework.trainer.network.cgcnn.ConvolutionParameters;
import org.latticework.trainer.network.cgcnn.ConvolutionShape;
import org.latticework.trainer.rows.NormParameters;
import org.latticework.trainer.vector.TiledEdges;
import org.latticework.trainer.vector.VectorArrays;
import org.latticework.trainer.vector.VectorNorm;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Between ND4J's arrays and a {@link FusedConvolution}: parameters, atoms, gradients. */
final class FusedPass implements Convolution.Pass {
  private final ConvolutionShape shape;
  private final FusedScratch scratch;
  private final FusedConvolution convolution;
  private final RowBuffers buffers;
  private final String name; // of the buffer of its output
  private TiledEdges graph;
  private ConvolutionParameters parameters;
  private INDArray output;

  FusedPass(
      ConvolutionShape shape,
      FusedScratch scratch,
      FusedConvolution convolution,
      RowBuffers buffers,
      String name) {
    this.shape = shape;
    this.scratch = scratch;
    this.convolution = convolution;
    this.buffers = buffers;
    this.name = name;
  }

  @Override
  public INDArray output() {
    return output;
  }

  void forward(TiledEdges batch, ConvolutionParameters source, INDArray atoms, boolean training) {
    graph = batch;
    parameters = source;
    loadWeights();
    List<VectorNorm> norms = convolution.edgeNorms();
    for (int k = 0; k < norms.size(); k++) {
      load(parameters.edgeNorms().get(k), norms.get(k), training);
    }
    load(parameters.atomNorm(), convolution.atomNorm, training);
    VectorArrays.readPadded(atoms, scratch.width, convolution.begin(graph));
    float[] result = convolution.forward(training);
    output = buffers.matrix(name, atoms.rows(), atoms.columns());
    VectorArrays.writePadded(result, scratch.width, output);
  }

  @Override
  public INDArray backward(INDArray outputGradient, ConvolutionParameters gradients) {
    VectorArrays.readPadded(outputGradient, scratch.width, convolution.beginBackward());
    float[] result = convolution.backward();
    INDArray atoms = buffers.matrix("gradient", outputGradient.rows(), outputGradient.columns());
    VectorArrays.writePadded(result, scratch.width, atoms);
    storeWeights(gradients);
    storeEdgeNorms(gradients.edgeNorms());
    store(convolution.atomNorm, graph.atomCount, parameters.atomNorm(), gradients.atomNorm());
    return atoms;
  }

  private void storeEdgeNorms(List<NormParameters> gradients) {
    if (graph.edges == 0) { // what the norms hold is of an earlier batch
      gradients.forEach(NormParameters::clear);
      return;
    }
    List<VectorNorm> norms = convolution.edgeNorms();
    for (int k = 0; k < norms.size(); k++) {
      store(norms.get(k), graph.pairCount, parameters.edgeNorms().get(k), gradients.get(k));
    }
  }

  private void loadWeights() {
    VectorArrays.read(parameters.gateWeights(), scratch.gate);
    VectorArrays.read(parameters.gateBias(), scratch.gateBias);
    VectorArrays.read(parameters.contentWeights(), scratch.content);
    VectorArrays.read(parameters.contentBias(), scratch.contentBias);
    convolution.weights.load(scratch.gate, scratch.gateBias, scratch.content, scratch.contentBias);
  }

  private void storeWeights(ConvolutionParameters gradients) {
    convolution.gradients.store(
        scratch.gate, scratch.gateBias, scratch.content, scratch.contentBias);
    VectorArrays.write(scratch.gate, gradients.gateWeights());
    VectorArrays.write(scratch.gateBias, gradients.gateBias());
    VectorArrays.write(scratch.content, gradients.contentWeights());
    VectorArrays.write(scratch.contentBias, gradients.contentBias());
  }

  private void load(NormParameters source, VectorNorm norm, boolean training) {
    VectorArrays.read(source.scale(), norm.scale);
    VectorArrays.read(source.shift(), norm.shift);
    if (!training) {
      VectorArrays.read(source.mean(), scratch.gateBias);
      VectorArrays.read(source.variance(), scratch.contentBias);
      for (int c = 0; c < shape.width(); c++) {
        norm.mean[c] = scratch.gateBias[c];
        norm.variance[c] = scratch.contentBias[c];
      }
    }
  }

  /** Stores gradients, and the steps of the running statistics as {@link NormParameters} says. */
  private void store(
      VectorNorm norm, double count, NormParameters running, NormParameters gradients) {
    write(norm.scaleGradient, gradients.scale());
    write(norm.shiftGradient, gradients.shift());
    // One row has no variance; it would divide by zero.
    double unbiased = count / Math.max(count - 1, 1);
    writeStep(norm.mean, 1, running.mean(), gradients.mean());
    writeStep(norm.variance, unbiased, running.variance(), gradients.variance());
  }

  private void write(double[] values, INDArray target) {
    float[] floats = scratch.gateBias;
    for (int c = 0; c < shape.width(); c++) {
      floats[c] = (float) values[c];
    }
    VectorArrays.write(floats, target);
  }

  private void writeStep(double[] batch, double factor, INDArray running, INDArray target) {
    float[] floats = scratch.gateBias;
    VectorArrays.read(running, floats);
    for (int c = 0; c < shape.width(); c++) {
      floats[c] = (float) (NormParameters.MOMENTUM * (floats[c] - factor * batch[c]));
    }
    VectorArrays.write(floats, target);
  }
}
