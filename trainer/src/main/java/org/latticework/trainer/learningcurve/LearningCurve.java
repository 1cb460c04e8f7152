package org.latticework.trainer.learningcurve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How the error of a test set falls with the number of training crystals.
 *
 * @param fit the single power law
 * @param band what it would be with other seeds; empty unless every size has two runs
 * @param breakTest whether two laws describe the runs better; empty where there are too few of them
 * @param missing what the runs do not suffice for, and why: a sentence each
 */
public record LearningCurve(
    PowerLawFit fit, Optional<Band> band, Optional<BreakTest> breakTest, List<String> missing) {
  /** Fewest resamples: less than three would lie outside of an end of a band. */
  public static final int MIN_RESAMPLES = 100;

  public LearningCurve {
    missing = List.copyOf(missing);
  }

  /**
   * Fits. The result depends on the arguments alone, and not on the order of the runs.
   *
   * @param resamples number of resamples of the band, and of simulations of the break test; 100 at
   *     least
   * @param seed of both
   * @throws IllegalArgumentException if there are fewer than two sizes, two runs of the same size
   *     and seed, or too few resamples
   */
  public static LearningCurve fit(Collection<Run> runs, int resamples, long seed) {
    if (resamples < MIN_RESAMPLES) {
      throw new IllegalArgumentException(
          "Need at least %d resamples, got %d".formatted(MIN_RESAMPLES, resamples));
    }
    SizeGroups groups = SizeGroups.of(runs);
    PowerLawFit fit = PowerLawFit.of(groups);
    SplittableRandom random = new SplittableRandom(seed);
    return new LearningCurve(
        fit,
        Band.of(groups, resamples, random.split()),
        BreakTest.of(groups, fit, resamples, random.split()),
        missing(groups));
  }

  private static List<String> missing(SizeGroups groups) {
    List<String> missing = new ArrayList<>();
    if (groups.sizes() < PowerLawFit.FLOOR_SIZES) {
      missing.add(
          "No floor: it takes runs of %d sizes, there are %d; c = 0 is assumed"
              .formatted(PowerLawFit.FLOOR_SIZES, groups.sizes()));
    }
    if (groups.runs(groups.rarest()) < 2) {
      missing.add(
          "No band: it takes two runs of every size, there is one of %d crystals"
              .formatted(groups.crystals(groups.rarest())));
    }
    if (groups.sizes() < BreakTest.MIN_SIZES || groups.runs() < BreakTest.MIN_RUNS) {
      missing.add(
          "No break test: it takes %d sizes and %d runs, there are %d and %d"
              .formatted(BreakTest.MIN_SIZES, BreakTest.MIN_RUNS, groups.sizes(), groups.runs()));
    }
    return missing;
  }

  /**
   * A predicted error, in the unit of the error.
   *
   * @param crystals number of crystals trained on
   * @param error of the single law
   * @param quantiles of the law's error over other seeds; empty where there is no band
   */
  public record Prediction(long crystals, double error, Optional<Band.Quantiles> quantiles) {}

  /**
   * Predicts the error after training on N crystals, by the single law whether it breaks or not.
   *
   * @param crystals N; positive
   * @throws IllegalArgumentException if it is not
   */
  public Prediction predict(long crystals) {
    return new Prediction(
        crystals, fit.law().error(crystals), band.map(found -> found.error(crystals)));
  }
}
