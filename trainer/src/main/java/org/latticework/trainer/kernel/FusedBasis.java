package org.latticework.trainer.kernel;

import static org.latticework.trainer.kernel.VectorFunctions.LANES;
import static org.latticework.trainer.kernel.VectorFunctions.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.latticework.featurizer.graph.GaussianBasis;

/**
 * The few Gaussians of a distance that a float can tell from zero.
 *
 * <p>Of e_k(r) = exp(−h ((r − kΔ)/σ)²), k = 0 … K − 1, only those with |r/Δ − k| ≤ reach are
 * needed: what is dropped is below 2⁻²⁵ = 3e-8, half a rounding error of a value near 1. They lie
 * in a window that starts at an index chosen by the caller and is {@link #window()} long.
 */
final class FusedBasis {
  private static final double DROPPED = 25 * Math.log(2); // −ln of what is left out
  private static final float[] IOTA = iota();

  private final int size;
  private final int reach;
  private final int window;
  private final double perSpacing; // 1 / Δ, Å⁻¹
  private final float root; // √h Δ/σ

  /**
   * Lays out the window.
   *
   * @param size K, at least 2
   * @param cutoff last center (K − 1)Δ, Å
   * @param sigma σ, Å
   * @param factor h: 1/2 or 1
   */
  FusedBasis(int size, double cutoff, double sigma, double factor) {
    double spacing = cutoff / (size - 1);
    this.size = size;
    this.perSpacing = 1 / spacing;
    this.root = (float) (Math.sqrt(factor) * spacing / sigma);
    this.reach = (int) Math.min(size, Math.ceil(Math.sqrt(DROPPED / factor) * sigma / spacing));
    this.window = (2 * reach + LANES) / LANES * LANES;
  }

  static FusedBasis of(GaussianBasis basis) {
    return new FusedBasis(basis.size(), basis.cutoff(), basis.sigma(), basis.halved() ? 0.5 : 1);
  }

  /** Returns K. */
  int size() {
    return size;
  }

  /** Returns the length of a window, a multiple of the vector length. */
  int window() {
    return window;
  }

  /** Returns by how much a window may start before {@link #start} and still hold all. */
  int slack() {
    return window - 2 * reach - 1;
  }

  /** Returns the last start of a window that holds all Gaussians needed, from 0 to K − 1. */
  int start(float distance) {
    double nearest = Math.rint(distance * perSpacing);
    return (int) Math.max(0, Math.min(nearest - reach, size - 1.0));
  }

  /** Writes the {@link #window()} Gaussians from index {@code start} on. */
  void expand(float distance, int start, float[] values, int offset) {
    // The difference is taken in double: in float it would cost up to six bits.
    float position = (float) (distance * perSpacing - start);
    FloatVector scale = VectorFunctions.broadcast(root);
    FloatVector iota = FloatVector.fromArray(SPECIES, IOTA, 0);
    for (int k = 0; k < window; k += LANES) {
      FloatVector u = VectorFunctions.broadcast(position - k).sub(iota).mul(scale);
      VectorFunctions.expOfNegative(u.mul(u).neg()).intoArray(values, offset + k);
    }
  }

  private static float[] iota() {
    float[] lanes = new float[LANES];
    for (int k = 0; k < LANES; k++) {
      lanes[k] = k;
    }
    return lanes;
  }
}
