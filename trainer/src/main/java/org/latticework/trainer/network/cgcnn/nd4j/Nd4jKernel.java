package org.latticework.trainer.network.cgcnn.nd4j;

import org.latticework.trainer.batch.EdgeList;
import org.latticework.trainer.memory.RowBuffers;
import org.latticework.trainer.network.cgcnn.Convolution;
import org.latticework.trainer.network.cgcnn.ConvolutionShape;
import org.latticework.trainer.rows.JaggedRows;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Convolutions in ND4J operations: on any backend, in float and in double.
 *
 * <p>W z is split into W_i h_i + W_j h_j + W_e e_ij, so that two of three products are over N atoms
 * and not over E edges. Edges are laid out in {@link JaggedRows}, so that nothing is scattered.
 */
public final class Nd4jKernel implements Convolution {
  private final ConvolutionShape shape;
  private final RowBuffers buffers;

  /**
   * Makes a kernel.
   *
   * @param shape of the convolutions
   * @param type FLOAT or DOUBLE
   */
  public Nd4jKernel(ConvolutionShape shape, DataType type) {
    this.shape = shape;
    this.buffers = new RowBuffers(type);
  }

  @Override
  public String id() {
    return "nd4j";
  }

  @Override
  public Batch prepare(EdgeList edges) {
    return new Nd4jBatch(shape.variant(), buffers, new Nd4jEdges(edges, shape.basis(), buffers));
  }

  @Override
  public void close() {
    buffers.close();
  }
}
