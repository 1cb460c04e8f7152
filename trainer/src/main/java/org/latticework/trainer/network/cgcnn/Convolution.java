package org.latticework.trainer.network.cgcnn;

import org.latticework.trainer.batch.EdgeList;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One way to compute the convolutions of a network. A network has one kernel, used by one thread at
 * a time.
 */
public interface Convolution {
  /** Returns the name in configurations, logs and models: {@code "nd4j"} or {@code "fused"}. */
  String id();

  /** Prepares what all convolutions share on a batch's edges. Valid until the next call. */
  Batch prepare(EdgeList edges);

  /** Frees the buffers it has outside of the heap; it must not be used any more. */
  void close();

  /** The edges of one batch, prepared. */
  interface Batch {
    /**
     * Computes one convolution. Those in training come after those in inference, if there are both.
     *
     * @param parameters of this convolution; read only
     * @param atoms h, N × d
     * @param training whether batch norms use the batch's statistics and {@link Pass#backward} will
     *     follow
     */
    Pass forward(ConvolutionParameters parameters, INDArray atoms, boolean training);
  }

  /** One convolution on one batch: its result and the way back. */
  interface Pass {
    /**
     * Returns the new atom vectors, N × d; valid until the next batch, or in inference until the
     * next pass but one.
     */
    INDArray output();

    /**
     * Computes the gradients of a loss L summed over the batch. To be called once, after a forward
     * pass in training.
     *
     * @param outputGradient ∂L/∂output, N × d
     * @param gradients receives ∂L/∂parameters, and the steps of the running statistics
     * @return ∂L/∂h, N × d; valid until the next convolution goes back
     */
    INDArray backward(INDArray outputGradient, ConvolutionParameters gradients);
  }
}
