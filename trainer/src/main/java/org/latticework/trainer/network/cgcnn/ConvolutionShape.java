package org.latticework.trainer.network.cgcnn;

import org.latticework.featurizer.graph.GaussianBasis;

/**
 * What all convolutions of a network have in common.
 *
 * @param variant where they normalize
 * @param width d, length of an atom vector; positive
 * @param basis expansion of the distances; K Gaussians
 */
public record ConvolutionShape(ConvolutionVariant variant, int width, GaussianBasis basis) {
  public ConvolutionShape {
    if (!(width > 0)) {
      throw new IllegalArgumentException("Atom vectors need a length of at least 1, got " + width);
    }
  }

  /** Returns 2d + K, the length of z = [h_i ; h_j ; e_ij]. */
  public int inputs() {
    return 2 * width + basis.size();
  }
}
