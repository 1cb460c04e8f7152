package org.latticework.trainer.network.cgcnn.vector;

import static org.latticework.trainer.vector.VectorFunctions.LANES;
import static org.latticework.trainer.vector.VectorFunctions.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.vector.TiledEdges;
import org.latticework.trainer.vector.VectorArrays;
import org.latticework.trainer.vector.VectorMoments;
import org.latticework.trainer.vector.VectorNorm;

/**
 * The stages that normalize z before gating, as {@link ConvolutionVariant#ORIGINAL} does: u = BN(z)
 * for gates and contents. Both ways need sums over all edges first, and so a pass of their own.
 */
public final class FusedPreNorm {
  final VectorNorm norm;
  final VectorMoments moments; // of z
  private final int width;
  private float[] raw = new float[0]; // S x w; z of a block
  private final float[] gradientPart; // w
  private final float[] momentPart; // w
  private final double[] gradients; // w; Σ ∂L/∂u
  private final double[] gradientMoments; // w; Σ (z − μ) ∂L/∂u
  private final float[] center; // w; μ

  FusedPreNorm(int width, double epsilon) {
    this.width = width;
    this.norm = new VectorNorm(width, epsilon);
    this.moments = new VectorMoments(width);
    this.gradientPart = new float[width];
    this.momentPart = new float[width];
    this.gradients = new double[width];
    this.gradientMoments = new double[width];
    this.center = new float[width];
  }

  void measure(FusedBlock b, float[] z) {
    moments.sum(b.graph, b.block, z);
    moments.deviate(b.graph, b.block, z);
  }

  /** Replaces z by u and keeps z. */
  void apply(FusedBlock b, float[] z) {
    raw = VectorArrays.reserved(raw, b.length());
    System.arraycopy(z, 0, raw, 0, b.length());
    int length = b.length();
    for (int row = 0; row < length; row += width) {
      for (int c = 0; c < width; c += LANES) {
        load(z, row + c).fma(load(norm.multiplier, c), load(norm.offset, c)).intoArray(z, row + c);
      }
    }
  }

  void resetGradients() {
    Arrays.fill(gradients, 0);
    Arrays.fill(gradientMoments, 0);
    for (int c = 0; c < width; c++) {
      center[c] = (float) norm.mean[c];
    }
  }

  /** Adds ∂L/∂u of a block's edges to the sums over all edges. */
  void addGradients(FusedBlock b, float[] gradient) {
    TiledEdges graph = b.graph;
    int first = graph.offsets[graph.blockAtoms[b.block]];
    int last = graph.offsets[graph.blockAtoms[b.block + 1]];
    for (int c = 0; c < width; c += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      FloatVector moment = FloatVector.zero(SPECIES);
      FloatVector mean = load(center, c);
      for (int edge = first; edge < last; edge++) {
        int i = (graph.slots[edge] - b.firstSlot) * width + c;
        FloatVector g = load(gradient, i);
        sum = sum.add(g);
        moment = load(raw, i).sub(mean).fma(g, moment);
      }
      sum.intoArray(gradientPart, c);
      moment.intoArray(momentPart, c);
    }
    for (int c = 0; c < width; c++) {
      gradients[c] += gradientPart[c];
      gradientMoments[c] += momentPart[c];
    }
  }

  void finishGradients(double pairs) {
    norm.prepareBackward(gradients, gradientMoments, pairs);
  }

  /** Replaces ∂L/∂u by ∂L/∂z. */
  void differentiate(FusedBlock b, float[] gradient) {
    TiledEdges graph = b.graph;
    for (int s = 0; s < b.slotCount; s++) {
      int slot = b.firstSlot + s;
      float pairs = graph.multiplicities[graph.centers[slot]] * graph.slotWeights[slot];
      int row = s * width;
      for (int c = 0; c < width; c += LANES) {
        FloatVector affine =
            load(raw, row + c).fma(load(norm.backSlope, c), load(norm.backOffset, c)).mul(pairs);
        load(gradient, row + c).fma(load(norm.multiplier, c), affine).intoArray(gradient, row + c);
      }
    }
  }

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(SPECIES, array, offset);
  }
}
