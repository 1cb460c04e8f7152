package org.latticework.trainer.network.cgcnn.vector;

import java.util.ArrayList;
import java.util.List;
import org.latticework.trainer.batch.EdgeList;
import org.latticework.trainer.memory.RowBuffers;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.cgcnn.Convolution;
import org.latticework.trainer.network.cgcnn.ConvolutionParameters;
import org.latticework.trainer.network.cgcnn.ConvolutionShape;
import org.latticework.trainer.vector.TiledEdges;
import org.latticework.trainer.vector.VectorBasis;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolutions in fused loops on the CPU's vector units, in float.
 *
 * <p>W z is split into W_i h_i + W_j h_j + W_e e. The first two are products over N atoms, not E
 * edges; of e only the Gaussians that a float can tell from zero are used; and since Σ BN(m) is an
 * affine function of Σ m, one pass over the edges is enough, which keeps nothing of size E × d. All
 * products are tiles of registers, all functions polynomials in registers.
 *
 * <p>Needs the module {@code jdk.incubator.vector}; see {@link KernelChoice}.
 */
public final class FusedKernel implements Convolution {
  private final ConvolutionShape shape;
  private final FusedScratch scratch;
  private final TiledEdges graph;
  private final RowBuffers buffers = new RowBuffers(DataType.FLOAT);
  private final List<FusedConvolution> convolutions = new ArrayList<>();

  public FusedKernel(ConvolutionShape shape) {
    VectorBasis basis = VectorBasis.of(shape.basis());
    this.shape = shape;
    this.scratch = new FusedScratch(shape.width(), basis);
    this.graph = new TiledEdges(basis);
  }

  @Override
  public String id() {
    return "fused";
  }

  @Override
  public Batch prepare(EdgeList edges) {
    graph.prepare(edges);
    return new FusedBatch();
  }

  @Override
  public void close() {
    buffers.close();
  }

  /** Returns a convolution whose buffers last from batch to batch. */
  private FusedConvolution convolution(int index) {
    while (index >= convolutions.size()) {
      convolutions.add(new FusedConvolution(shape.variant(), shape.width(), scratch));
    }
    return convolutions.get(index);
  }

  private final class FusedBatch implements Batch {
    private int passes;

    @Override
    public Pass forward(ConvolutionParameters parameters, INDArray atoms, boolean training) {
      // What a backward pass will need is kept apart for each convolution; inference keeps two
      // outputs, of which one is the other's input.
      String name = "output " + (training ? passes : passes % 2);
      FusedConvolution convolution = convolution(training ? passes : 0);
      passes++;
      FusedPass pass = new FusedPass(shape, scratch, convolution, buffers, name);
      pass.forward(graph, parameters, atoms, training);
      return pass;
    }
  }
}
