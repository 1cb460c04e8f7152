package org.latticework.featurizer.graph;

import java.io.Serializable;

/**
 * Expands an interatomic distance in K Gaussians: e_k(r) = exp(−h ((r − μ_k) / σ)²), with centers
 * μ_k = k · cutoff / (K − 1) for k = 0 … K − 1.
 *
 * <p>Both forms in use differ in h: ½ in the book's ({@link #book()}), 1 in Xie and Grossman, PRL
 * 120, 145301 (2018), whose code divides by σ² alone ({@link #original()}).
 *
 * @param cutoff last center, Å; positive
 * @param size K, number of centers; at least 2
 * @param sigma width σ, Å; positive
 * @param halved whether h is ½; else it is 1
 */
public record GaussianBasis(double cutoff, int size, double sigma, boolean halved)
    implements Serializable {
  public GaussianBasis {
    if (!(cutoff > 0 && cutoff < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("Need a positive, finite cutoff, got " + cutoff + " Å");
    }
    if (size < 2) {
      throw new IllegalArgumentException("Need at least 2 Gaussians, got " + size);
    }
    if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("Need a positive, finite sigma, got " + sigma + " Å");
    }
  }

  /** Returns the book's form: 64 centers from 0 to 8 Å, σ their spacing, h = ½. */
  public static GaussianBasis book() {
    return new GaussianBasis(8.0, 64, 8.0 / 63, true);
  }

  /** Returns the form of the original CGCNN: 41 centers 0, 0.2 … 8 Å, σ = 0.2 Å, h = 1. */
  public static GaussianBasis original() {
    return new GaussianBasis(8.0, 41, 0.2, false);
  }

  /** Returns the four numbers in one word, such as {@code cutoff:8.0,size:41,sigma:0.2,h:1.0}. */
  public String description() {
    return "cutoff:%s,size:%d,sigma:%s,h:%s".formatted(cutoff, size, sigma, halved ? 0.5 : 1.0);
  }

  /** Returns the center μ_k, Å. */
  public double center(int k) {
    return k * cutoff / (size - 1);
  }

  /**
   * Writes the expansion of one distance.
   *
   * @param distance r, Å
   * @param out receives K values in [0, 1] from {@code offset} on
   */
  public void expand(double distance, float[] out, int offset) {
    double step = cutoff / (size - 1);
    double h = halved ? 0.5 : 1.0;
    for (int k = 0; k < size; k++) {
      double u = (distance - k * step) / sigma;
      out[offset + k] = (float) Math.exp(-h * u * u);
    }
  }
}
