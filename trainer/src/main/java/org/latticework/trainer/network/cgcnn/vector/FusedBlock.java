package org.latticework.trainer.network.cgcnn.vector;

import org.latticework.trainer.vector.TiledEdges;
import org.latticework.trainer.vector.VectorArrays;
import org.latticework.trainer.vector.VectorBasis;
import org.latticework.trainer.vector.VectorMoments;
import org.latticework.trainer.vector.VectorProduct;

/**
 * Cache-sized work buffers for one block of atoms, and what a pass reads and writes. S slots of the
 * block, w channels.
 *
 * <p>A pass is a list of stages, each one short loop over the block. The compiler gives up on
 * vectors, and boxes them, in methods that grow beyond some thirty vector operations, counting what
 * it inlines. So the stages must not be inlined into one method, and they are not, because {@link
 * #work} calls many classes from one place.
 */
final class FusedBlock {
  /** One loop over a block. */
  interface Stage {
    void apply(FusedBlock block);
  }

  final int width;
  final VectorProduct preactivation;
  final VectorProduct outer;
  float[] gates = new float[0]; // S x w
  float[] contents = new float[0]; // S x w
  float[] tails = new float[0]; // S x w

  TiledEdges graph;
  FusedWeights weights;
  float[] products; // N x 4w
  VectorMoments messages;
  FusedPreNorm gateNorm;
  FusedPreNorm contentNorm;
  FusedWeights gradients;
  float[] productGradients; // N x 4w
  float[] upstream; // N x w; what dL/dm of an atom's edges begins with
  float[] slope; // w; dL/dm = weight (upstream_i + multiplicity_i slope m)

  int block;
  int firstSlot;
  int slotCount;

  FusedBlock(int width, VectorBasis basis) {
    this.width = width;
    this.preactivation = new VectorProduct(basis.window(), 1, width);
    this.outer = new VectorProduct(1, basis.window(), width);
  }

  /** Applies stages to all blocks, one block at a time. */
  void work(TiledEdges graph, Stage[] stages) {
    this.graph = graph;
    int length = graph.slotCapacity * width;
    gates = VectorArrays.reserved(gates, length);
    contents = VectorArrays.reserved(contents, length);
    tails = VectorArrays.reserved(tails, length);
    for (block = 0; block < graph.blocks; block++) {
      firstSlot = graph.firstSlot(block);
      slotCount = graph.firstSlot(block + 1) - firstSlot;
      for (Stage stage : stages) {
        stage.apply(this);
      }
    }
  }

  int length() {
    return slotCount * width;
  }
}
