package org.latticework.trainer.learningcurve;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Whether a learning curve breaks: whether two power laws that meet at an inner size describe it
 * better than one with a floor, a N^−b + c.
 *
 * <p>The statistic is the ratio of the sums of squares of ln error about the two descriptions, the
 * break at the inner size where it is least. Neither description contains the other and the break
 * is searched for, so that no F distribution holds. Its distribution without a break is therefore
 * simulated (a parametric bootstrap: Williams, Biometrics 26, 23 (1970)): runs about the single
 * law, with its scatter, are fitted both ways with the same search. p = (1 + the number of
 * simulations with a ratio as small) / (1 + simulations).
 *
 * <p>Runs count as independent, and ln error as normal with one variance over all sizes. Seeds that
 * move whole curves, in height or slope, count as scatter and make p too large, not too small.
 *
 * @param crystals size at which the laws of least squares meet; as coarse as the sizes are
 * @param exponentBefore b of the law of smaller sizes; negative where errors rise
 * @param exponentAfter b of the law of larger sizes
 * @param pValue probability of curves without a break to look as broken as this, the search for the
 *     break included
 */
public record BreakTest(long crystals, double exponentBefore, double exponentAfter, double pValue) {
  /** {@link #pValue} below which a break counts as found. */
  public static final double LEVEL = 0.05;

  /** Sizes that a test takes: with three, two laws describe anything. */
  public static final int MIN_SIZES = 4;

  /** Runs that a test takes: two more than the numbers of two laws and their break. */
  public static final int MIN_RUNS = 6;

  // Relative scatter that the rounding of reported errors makes: nothing to be explained.
  private static final double ROUNDING = 1e-6;

  /** Tests, or returns empty where there are fewer sizes or runs than it takes. */
  static Optional<BreakTest> of(
      SizeGroups groups, PowerLawFit fit, int simulations, SplittableRandom random) {
    if (groups.sizes() < MIN_SIZES || groups.runs() < MIN_RUNS) {
      return Optional.empty();
    }
    BrokenLines lines = new BrokenLines(groups);
    BrokenLines.Found broken = lines.least(groups.means());
    double std = fit.residualStd().orElseThrow();
    double ratio = (broken.squares() + groups.squaresWithin()) / fit.squares();
    LawSearch laws = new LawSearch(groups);
    int asSmall = 0;
    for (int i = 0; i < simulations && std > ROUNDING; i++) {
      SizeGroups simulated = groups.simulated(fit.law(), std, random);
      double[] means = simulated.means();
      double within = simulated.squaresWithin();
      double two = lines.least(means).squares() + within;
      asSmall += two <= ratio * (laws.least(means).squares() + within) ? 1 : 0;
    }
    double p = std > ROUNDING ? (1.0 + asSmall) / (1 + simulations) : 1;
    return Optional.of(
        new BreakTest(groups.crystals(broken.size()), broken.before(), broken.after(), p));
  }

  /** Returns whether a break was found; then a single law should not be trusted beyond the runs. */
  public boolean found() {
    return pValue < LEVEL;
  }
}
