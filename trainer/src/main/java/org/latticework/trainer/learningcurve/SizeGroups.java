package org.latticework.trainer.learningcurve;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The logarithms of the errors of runs by size and seed, whatever the order of the runs. */
final class SizeGroups {
  private final long[] crystals; // J; ascending
  private final double[][] logErrors; // J × runs of the size, by seed
  private final boolean crossed; // every seed has every size

  private SizeGroups(long[] crystals, double[][] logErrors, boolean crossed) {
    this.crystals = crystals;
    this.logErrors = logErrors;
    this.crossed = crossed;
  }

  /**
   * Groups runs.
   *
   * @throws IllegalArgumentException if there are fewer than two sizes, or two runs of the same
   *     size and seed
   */
  static SizeGroups of(Collection<Run> runs) {
    Map<Long, Map<Long, Double>> bySize = new TreeMap<>();
    for (Run run : runs) {
      Map<Long, Double> ofSize = bySize.computeIfAbsent(run.crystals(), size -> new TreeMap<>());
      if (ofSize.put(run.seed(), Math.log(run.error())) != null) {
        throw new IllegalArgumentException(
            "Need one run a size and seed, got two of %d crystals with seed %d"
                .formatted(run.crystals(), run.seed()));
      }
    }
    if (bySize.size() < 2) {
      throw new IllegalArgumentException(
          "Need runs of at least two sizes, got %d runs of the sizes %s"
              .formatted(runs.size(), bySize.keySet()));
    }
    return new SizeGroups(
        bySize.keySet().stream().mapToLong(Long::longValue).toArray(),
        bySize.values().stream().map(SizeGroups::values).toArray(double[][]::new),
        bySize.values().stream().map(Map::keySet).distinct().count() == 1);
  }

  private static double[] values(Map<Long, Double> ofSize) {
    return ofSize.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Returns the number of sizes, J. */
  int sizes() {
    return crystals.length;
  }

  /** Returns N of a size. */
  long crystals(int size) {
    return crystals[size];
  }

  /** Returns the number of runs over all sizes. */
  int runs() {
    return IntStream.range(0, sizes()).map(this::runs).sum();
  }

  /** Returns the number of runs of a size. */
  int runs(int size) {
    return logErrors[size].length;
  }

  /** Returns the size that has the fewest runs, the first of them. */
  int rarest() {
    int rarest = 0;
    for (int j = 1; j < sizes(); j++) {
      rarest = runs(j) < runs(rarest) ? j : rarest;
    }
    return rarest;
  }

  /** Returns ln N of the sizes. */
  LogSizes logSizes() {
    return new LogSizes(
        Arrays.stream(crystals).mapToDouble(Math::log).toArray(),
        IntStream.range(0, sizes()).map(this::runs).toArray());
  }

  /** Returns the mean of ln error of each size, J. */
  double[] means() {
    return Arrays.stream(logErrors).mapToDouble(SizeGroups::mean).toArray();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Returns the sum of squares of ln error about the means of the sizes: no law explains it. */
  double squaresWithin() {
    double sum = 0;
    for (double[] ofSize : logErrors) {
      double mean = mean(ofSize);
      for (double value : ofSize) {
        sum += (value - mean) * (value - mean);
      }
    }
    return sum;
  }

  /**
   * Returns the means of a sample drawn with replacement: of whole seeds with all their sizes where
   * every seed has every size, else of the runs of each size by itself.
   */
  double[] resampledMeans(SplittableRandom random) {
    double[] means = new double[sizes()];
    int[] drawn = draw(runs(0), random);
    for (int j = 0; j < means.length; j++) {
      drawn = j == 0 || crossed ? drawn : draw(runs(j), random);
      for (int run : drawn) {
        means[j] += logErrors[j][run] / drawn.length;
      }
    }
    return means;
  }

  private static int[] draw(int runs, SplittableRandom random) {
    int[] drawn = new int[runs];
    for (int i = 0; i < runs; i++) {
      drawn[i] = random.nextInt(runs);
    }
    return drawn;
  }

  /**
   * Returns as many runs of the same sizes about a law.
   *
   * @param std standard deviation of ln error, normal and independent
   */
  SizeGroups simulated(PowerLaw law, double std, SplittableRandom random) {
    double[][] simulated = new double[sizes()][];
    for (int j = 0; j < simulated.length; j++) {
      double expected = Math.log(law.error(crystals[j]));
      simulated[j] = new double[runs(j)];
      for (int i = 0; i < simulated[j].length; i++) {
        simulated[j][i] = expected + std * random.nextGaussian();
      }
    }
    return new SizeGroups(crystals, simulated, crossed);
  }
}
