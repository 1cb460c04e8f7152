package org.latticework.trainer.network.cgcnn.nd4j;

import org.latticework.trainer.memory.RowBuffers;
import org.latticework.trainer.network.cgcnn.Convolution;
import org.latticework.trainer.network.cgcnn.ConvolutionParameters;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The convolutions of one batch, one after the other. */
final class Nd4jBatch implements Convolution.Batch {
  private final ConvolutionVariant variant;
  private final RowBuffers buffers;
  private final Nd4jEdges edges;
  private int passes;

  Nd4jBatch(ConvolutionVariant variant, RowBuffers buffers, Nd4jEdges edges) {
    this.variant = variant;
    this.buffers = buffers;
    this.edges = edges;
  }

  @Override
  public Convolution.Pass forward(
      ConvolutionParameters parameters, INDArray atoms, boolean training) {
    // What a backward pass will need is kept apart for each convolution; inference keeps two
    // outputs, of which one is the other's input.
    String output = "output " + (training ? passes : passes % 2);
    Nd4jPass pass = new Nd4jPass(variant, buffers, edges, parameters, training ? passes : 0);
    passes++;
    pass.forward(atoms, training, output);
    return pass;
  }
}
