package org.latticework.trainer.learningcurve;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;

/** Runs about a known curve. */
final class SimulatedRuns {
  static final List<Long> FIVE = List.of(1000L, 3000L, 9000L, 27_000L, 81_000L);
  static final List<Long> SEVEN = List.of(500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 32_000L);

  private SimulatedRuns() {}

  /**
   * Returns runs of every seed at every size.
   *
   * @param curve error by number of crystals
   * @param std standard deviation of ln error, normal and independent
   */
  static List<Run> about(
      LongToDoubleFunction curve,
      List<Long> sizes,
      int seeds,
      double std,
      SplittableRandom random) {
    List<Run> runs = new ArrayList<>();
    for (long crystals : sizes) {
      for (int seed = 0; seed < seeds; seed++) {
        double factor = Math.exp(std * random.nextGaussian());
        runs.add(new Run(crystals, seed, curve.applyAsDouble(crystals) * factor));
      }
    }
    return runs;
  }

  /** Returns a run of each size on the curve. */
  static List<Run> on(LongToDoubleFunction curve, List<Long> sizes) {
    return about(curve, sizes, 1, 0, new SplittableRandom(0));
  }
}
