package org.latticework.trainer.network.cgcnn.vector;

import java.util.Arrays;
import org.latticework.trainer.vector.VectorBasis;
import org.latticework.trainer.vector.VectorProduct;

/**
 * The weights of a convolution, or their gradients, packed for tiles of registers: w channels, d
 * padded with zeros to a multiple of {@link VectorProduct#TILE_COLUMNS}.
 */
public final class FusedWeights {
  final int width; // w
  final float[] nodes; // w x 4w: gate of the center, content of it, gate of the neighbor, content
  final float[] transposed; // 4w x w
  final float[] bias; // 4w; the second half stays zero
  final float[] gateBasis; // (K + window) x w; zero from K on
  final float[] contentBasis; // (K + window) x w; zero from K on
  private final int features;
  private final int gaussians;

  FusedWeights(int features, VectorBasis basis) {
    this.features = features;
    this.gaussians = basis.size();
    this.width = padded(features);
    this.nodes = new float[4 * width * width];
    this.transposed = new float[4 * width * width];
    this.bias = new float[4 * width];
    this.gateBasis = new float[(basis.size() + basis.window()) * width];
    this.contentBasis = new float[(basis.size() + basis.window()) * width];
  }

  static int padded(int features) {
    int step = VectorProduct.TILE_COLUMNS;
    return (features + step - 1) / step * step;
  }

  /**
   * Packs weights.
   *
   * @param gate (2d + K) × d: rows for h_i, h_j and e
   * @param gateBias d
   * @param content as {@code gate}
   * @param contentBias d
   */
  void load(float[] gate, float[] gateBias, float[] content, float[] contentBias) {
    load(gate, gateBias, 0, gateBasis);
    load(content, contentBias, width, contentBasis);
    for (int i = 0; i < features; i++) {
      for (int c = 0; c < 4 * width; c++) {
        transposed[c * width + i] = nodes[i * 4 * width + c];
      }
    }
  }

  private void load(float[] source, float[] sourceBias, int part, float[] basis) {
    int d = features;
    for (int i = 0; i < d; i++) {
      System.arraycopy(source, i * d, nodes, i * 4 * width + part, d);
      System.arraycopy(source, (d + i) * d, nodes, (4 * i + 2) * width + part, d);
    }
    for (int k = 0; k < gaussians; k++) {
      System.arraycopy(source, (2 * d + k) * d, basis, k * width, d);
    }
    System.arraycopy(sourceBias, 0, bias, part, d);
  }

  /** Sets all to zero, as gradients begin. */
  void clear() {
    Arrays.fill(nodes, 0);
    Arrays.fill(bias, 0);
    Arrays.fill(gateBasis, 0);
    Arrays.fill(contentBasis, 0);
  }

  /** Unpacks what {@link #load} packs. */
  void store(float[] gate, float[] gateBias, float[] content, float[] contentBias) {
    store(gate, gateBias, 0, gateBasis);
    store(content, contentBias, width, contentBasis);
  }

  private void store(float[] target, float[] targetBias, int part, float[] basis) {
    int d = features;
    for (int i = 0; i < d; i++) {
      System.arraycopy(nodes, i * 4 * width + part, target, i * d, d);
      System.arraycopy(nodes, (4 * i + 2) * width + part, target, (d + i) * d, d);
    }
    for (int k = 0; k < gaussians; k++) {
      System.arraycopy(basis, k * width, target, (2 * d + k) * d, d);
    }
    System.arraycopy(bias, part, targetBias, 0, d);
  }
}
