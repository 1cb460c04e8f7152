package org.latticework.trainer.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How predicted deviations compare with errors: whether y is about μ as a normal distribution of
 * standard deviation s has it.
 *
 * <p>A crystal counts by its deviation and its absolute error alone. Crystals are sorted by
 * deviation, then by error, before anything is computed, so that no result depends on their order
 * to the last bit.
 */
public final class Calibration {
  private final double[] deviations; // n; ascending
  private final double[] errors; // n; |y − μ|, ascending where deviations are equal
  private final double[] scores; // n; r
  private final double[] levels; // n; u, ascending

  private Calibration(List<Crystal> sorted) {
    deviations = sorted.stream().mapToDouble(Crystal::deviation).toArray();
    errors = sorted.stream().mapToDouble(Crystal::error).toArray();
    scores = sorted.stream().mapToDouble(Crystal::score).toArray();
    levels = Arrays.stream(scores).map(r -> ErrorFunction.of(r / Math.sqrt(2))).sorted().toArray();
  }

  private record Crystal(double deviation, double error) {
    static final Comparator<Crystal> ORDER =
        Comparator.comparingDouble(Crystal::deviation).thenComparingDouble(Crystal::error);

    double score() {
      return Score.of(error, deviation);
    }
  }

  /**
   * Compares.
   *
   * @param targets y, n, in the unit of the target; finite
   * @param predictions μ, n, in the unit of the target; finite
   * @param deviations s, n, in the unit of the target; finite, not negative
   * @throws IllegalArgumentException if there is no crystal, if the numbers of them differ, or if a
   *     number is none that its parameter takes
   */
  public static Calibration of(double[] targets, double[] predictions, double[] deviations) {
    int n = targets.length;
    if (!(n > 0 && predictions.length == n && deviations.length == n)) {
      throw new IllegalArgumentException(
          "Need a target, a prediction and a deviation of each of at least one crystal, got %d, %d, %d"
              .formatted(n, predictions.length, deviations.length));
    }
    List<Crystal> crystals = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      crystals.add(
          new Crystal(Score.checked(deviations[i]), Score.error(targets[i], predictions[i])));
    }
    crystals.sort(Crystal.ORDER);
    return new Calibration(crystals);
  }

  /** Returns the number of crystals, n. */
  public int crystals() {
    return errors.length;
  }

  /**
   * Returns the share of crystals in their central Gaussian intervals of a level, F(p): of those
   * with u = erf(r / √2) ≤ p. It is p where deviations are right. A crystal with s = 0 has u = 1,
   * or 0 if the prediction is the target.
   *
   * @param level p, in [0, 1]
   * @throws IllegalArgumentException if it is not
   */
  public double coverage(double level) {
    if (!(level >= 0 && level <= 1)) {
      throw new IllegalArgumentException("Need a level in [0, 1], got level=%s".formatted(level));
    }
    int within = 0;
    while (within < levels.length && levels[within] <= level) {
      within++;
    }
    return (double) within / levels.length;
  }

  /**
   * Returns the miscalibration area, ∫₀¹ |F(p) − p| dp, exactly, piece by piece, without a grid of
   * p: from 0 to 1/2, which it is both where all deviations are far too small and where they are
   * far too large. The curve is that of Kuleshov, Fenner and Ermon, ICML (2018), the area that of
   * Tran et al., Mach. Learn.: Sci. Technol. 1, 025006 (2020), doi:10.1088/2632-2153/ab7e1a.
   *
   * <p>Deviations that are right do not make it 0: of n independent crystals it is then about √(π /
   * (32 n)) = 0.31 / √n on average, by the Brownian bridge that √n (F(p) − p) tends to.
   */
  public double miscalibrationArea() {
    int n = levels.length;
    double area = 0;
    double from = 0;
    for (int i = 0; i <= n; i++) {
      double to = i < n ? levels[i] : 1;
      area += pieceOfArea(from, to, (double) i / n);
      from = to;
    }
    return area;
  }

  /** Returns ∫ |share − p| dp over an interval. */
  private static double pieceOfArea(double from, double to, double share) {
    double below = share - from;
    double above = to - share;
    if (below >= 0 && above >= 0) {
      return (below * below + above * above) / 2;
    }
    return (to - from) * Math.abs(above - below) / 2;
  }

  /**
   * Returns √(mean of r²), the factor that makes deviations right on average: multiplied by it,
   * they have the greatest likelihood with Gaussian errors. Below 1, they are too large.
   *
   * <p>A crystal with s = 0 makes it infinite, since no factor helps, or counts as r = 0 if the
   * prediction is the target.
   */
  public double scale() {
    return rootMeanSquare(scores, 0, scores.length);
  }

  /**
   * Returns bins by deviation: crystals in the order of deviation, then of absolute error, are cut
   * into bins of n/B crystals, rounded down or up.
   *
   * @param bins B, from 1 to n
   * @return B bins, the one of the smallest deviations first
   * @throws IllegalArgumentException if B is not from 1 to n
   */
  public List<DeviationBin> bins(int bins) {
    int n = errors.length;
    if (!(bins >= 1 && bins <= n)) {
      throw new IllegalArgumentException(
          "Need from 1 to %d bins of %d crystals, got bins=%d".formatted(n, n, bins));
    }
    List<DeviationBin> made = new ArrayList<>(bins);
    for (int b = 0; b < bins; b++) {
      made.add(bin((int) ((long) b * n / bins), (int) ((b + 1L) * n / bins)));
    }
    return List.copyOf(made);
  }

  private DeviationBin bin(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += errors[i];
    }
    return new DeviationBin(
        to - from,
        rootMeanSquare(deviations, from, to),
        rootMeanSquare(errors, from, to),
        sum / (to - from));
  }

  /**
   * Returns the root of the mean square; divides by the largest, lest squares over- or underflow.
   */
  private static double rootMeanSquare(double[] values, int from, int to) {
    double largest = Arrays.stream(values, from, to).max().orElseThrow();
    if (largest == 0 || largest == Double.POSITIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      double part = values[i] / largest;
      sum += part * part;
    }
    return largest * Math.sqrt(sum / (to - from));
  }

  /**
   * Returns the expected normalized calibration error, the mean over {@link #bins} of |deviation −
   * rmse| / deviation, Levi, Gispan, Giladi and Fetaya, arXiv:1905.11659 (2019). It is infinite
   * where all deviations of a bin are 0, unless all its predictions are the targets, which counts
   * 0.
   *
   * <p>It grows with the number of bins: where deviations are right, errors are Gaussian and n is
   * many times B, it is about √(B / (π n)). Compare only values of equal B and n.
   *
   * @param bins B, from 1 to n
   * @throws IllegalArgumentException if B is not from 1 to n
   */
  public double expectedNormalizedError(int bins) {
    double sum = 0;
    for (DeviationBin bin : bins(bins)) {
      sum += bin.normalizedError();
    }
    return sum / bins;
  }

  /**
   * Returns Spearman's correlation between deviation and absolute error, in [−1, 1]: whether larger
   * deviations come with larger errors, whatever their scale. Equal values share the middle of
   * their ranks. It is NaN where all deviations or all errors are equal.
   *
   * <p>It stays far below 1 even where deviations are right, since an error may be small by chance.
   */
  public double rankCorrelation() {
    return RankCorrelation.of(deviations, errors);
  }
}
