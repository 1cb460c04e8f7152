package org.latticework.trainer.vector;

import static org.latticework.trainer.vector.VectorFunctions.LANES;
import static org.latticework.trainer.vector.VectorFunctions.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.latticework.featurizer.graph.GaussianBasis;

/**
 * The few Gaussians of a distance that a float can tell from zero.
 *
 * <p>Of e_k(r) = exp(−h ((r − kΔ)/σ)²), k = 0 … K − 1, only those with |r/Δ − k| ≤ reach are
 * needed: what is dropped is below 2⁻²⁵ = 3e-8, half a rounding error of a value near 1. Those are
 * at most {@link #band()}; they are evaluated in windows of {@link #window()}.
 */
public final class VectorBasis {
  private static final double DROPPED = 25 * Math.log(2); // −ln of what is left out
  private static final float DROPPED_VALUE = 0x1p-25f;
  private static final float[] IOTA = iota();

  private final int size;
  private final double reach; // in spacings
  private final int band;
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
  VectorBasis(int size, double cutoff, double sigma, double factor) {
    double spacing = cutoff / (size - 1);
    this.size = size;
    this.perSpacing = 1 / spacing;
    this.root = (float) (Math.sqrt(factor) * spacing / sigma);
    this.reach = Math.min(size, Math.sqrt(DROPPED / factor) * sigma / spacing);
    this.band = Math.min(size, (int) Math.floor(2 * reach) + 1);
    this.window = (band + LANES - 1) / LANES * LANES;
  }

  public static VectorBasis of(GaussianBasis basis) {
    return new VectorBasis(basis.size(), basis.cutoff(), basis.sigma(), basis.halved() ? 0.5 : 1);
  }

  /** Returns K. */
  public int size() {
    return size;
  }

  /** Returns how many Gaussians a distance needs at most. */
  int band() {
    return band;
  }

  /** Returns how many are evaluated: {@link #band()} in whole vectors. */
  public int window() {
    return window;
  }

  /** Returns the index of the first Gaussian that a distance needs, from 0 to K − band. */
  int start(float distance) {
    double first = Math.ceil(distance * perSpacing - reach);
    return (int) Math.max(0, Math.min(first, size - band));
  }

  /**
   * Returns the same index for a distance that came expanded.
   *
   * @param gaussians holds the K Gaussians from {@code offset} on
   */
  int start(float[] gaussians, int offset) {
    int first = 0;
    while (first < size - band && gaussians[offset + first] < DROPPED_VALUE) {
      first++;
    }
    return first;
  }

  /** Copies the {@link #window()} Gaussians from index {@code start} on; 0 beyond the last. */
  void copy(float[] gaussians, int offset, int start, float[] values, int to) {
    int length = Math.min(window, size - start);
    System.arraycopy(gaussians, offset + start, values, to, length);
    Arrays.fill(values, to + length, to + window, 0f);
  }

  /** Writes the {@link #window()} Gaussians from index {@code start} on. */
  void expand(float distance, int start, float[] values, int offset) {
    // The nearest center is taken off in double: differences in float would lose up to six bits.
    double position = distance * perSpacing;
    double nearest = Math.rint(position);
    FloatVector rest = VectorFunctions.broadcast((float) (position - nearest));
    FloatVector scale = VectorFunctions.broadcast(root);
    FloatVector iota = FloatVector.fromArray(SPECIES, IOTA, 0);
    for (int k = 0; k < window; k += LANES) {
      FloatVector steps = VectorFunctions.broadcast((float) (nearest - start - k)).sub(iota);
      FloatVector u = steps.add(rest).mul(scale);
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
