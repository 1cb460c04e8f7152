package org.latticework.trainer.network;

import java.util.Set;
import org.latticework.trainer.batch.CrystalBatch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The body of a network: all of it but the last linear map, which belongs to the loss. Knows
 * neither Deeplearning4j nor Spark, and keeps its buffers from batch to batch. One thread at a
 * time.
 */
public interface Network extends AutoCloseable {
  /**
   * Leaves parts as they are while others learn: those before the first part that learns compute as
   * in inference, with the running statistics of their norms, and are not gone back through. To be
   * called before the first pass.
   *
   * @param parts of {@link NetworkConfig#parts}
   */
  void freeze(Set<String> parts);

  /**
   * Computes one row a crystal. What {@link #backward} needs is kept until the next call.
   *
   * @param batch B crystals
   * @param weights of the network; read only
   * @param training whether batch norms use the batch's statistics and {@link #backward} may follow
   * @return B × output width, in the type of the weights; the network's own, valid until the next
   *     call
   * @throws IllegalArgumentException if the batch has an element that the network does not know
   */
  INDArray forward(CrystalBatch batch, Weights weights, boolean training);

  /**
   * Computes the gradients of a loss L summed over the batch. To be called once, after a forward
   * pass in training.
   *
   * @param gradient ∂L/∂output, B × output width; may be overwritten
   * @param weights that the forward pass was given
   * @param gradients receives ∂L/∂weights; in the place of running statistics, what is to be
   *     subtracted from them
   */
  void backward(INDArray gradient, Weights weights, Weights gradients);

  /** Frees what it has outside of the heap; it must not be used any more. */
  @Override
  void close();
}
