package org.latticework.trainer.sweep;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * Successive halving: candidates train a part of their epochs, the best of them train η times as
 * many, the best of those η times as many again. Of n candidates the best ⌈n/η⌉ go on at each rung.
 * Jamieson and Talwalkar, Non-stochastic best arm identification and hyperparameter optimization,
 * AISTATS 2016, arXiv:1502.07943, with η = 2.
 *
 * @param factor η; 2 to 100, or 0 for none, where all train all epochs
 * @param firstEpochs epochs before the first rung, at least; positive
 */
public record SuccessiveHalving(int factor, int firstEpochs) implements Serializable {
  private static final int LARGEST = 100; // of factors

  public SuccessiveHalving {
    if (factor != 0 && !(factor >= 2 && factor <= LARGEST)) {
      throw new IllegalArgumentException(
          "factor must be from 2 to %d, or 0 for none, got %d".formatted(LARGEST, factor));
    }
    if (!(firstEpochs >= 1)) {
      throw new IllegalArgumentException("first-epochs must be 1 or more, got " + firstEpochs);
    }
  }

  /**
   * Settings that compete, as their runs over several seeds have done so far.
   *
   * @param settings as text, by which ties are broken
   * @param failed whether one of the runs has failed, which is worse than any error
   * @param error mean of the runs' validation errors; NaN where one is unknown, which is worse than
   *     any number
   */
  public record Candidate(String settings, boolean failed, double error) {
    /** Puts the best first. No two candidates have the same place. */
    public static final Comparator<Candidate> BEST_FIRST =
        Comparator.comparing(Candidate::failed)
            .thenComparingDouble(Candidate::error)
            .thenComparing(Candidate::settings);

    /**
     * Joins runs that differ in the seed alone.
     *
     * @param errors on the validation fold of each, in any order; empty for a run that has failed
     */
    public static Candidate of(String settings, List<OptionalDouble> errors) {
      boolean failed = errors.stream().anyMatch(OptionalDouble::isEmpty);
      double mean =
          failed
              ? Double.NaN
              : errors.stream()
                  .flatMapToDouble(OptionalDouble::stream)
                  .sorted() // the sum in another order is another one in its last bits
                  .average()
                  .orElse(Double.NaN);
      return new Candidate(settings, failed, mean);
    }
  }

  public boolean isNone() {
    return factor == 0;
  }

  /**
   * Returns the epochs after which a run waits for the others: ⌈E/η⌉, ⌈E/η²⌉, … that are below E
   * and not below the first epochs, ascending.
   *
   * @param epochs E of the whole run
   */
  public List<Integer> rungs(int epochs) {
    TreeSet<Integer> rungs = new TreeSet<>();
    int rung = epochs;
    while (!isNone() && rung > 1) {
      rung = ceil(rung); // ⌈⌈E/η⌉/η⌉ = ⌈E/η²⌉
      if (rung >= firstEpochs && rung < epochs) {
        rungs.add(rung);
      }
    }
    return List.copyOf(rungs);
  }

  /**
   * Returns how many of n candidates go on at a rung: ⌈n/η⌉.
   *
   * @throws IllegalStateException if there is no halving
   */
  public int survivors(int candidates) {
    if (isNone()) {
      throw new IllegalStateException("Without halving, nobody is cut");
    }
    return ceil(candidates);
  }

  /** Returns candidates with the best first. */
  public static List<Candidate> ranked(List<Candidate> candidates) {
    return candidates.stream().sorted(Candidate.BEST_FIRST).toList();
  }

  private int ceil(int dividend) {
    return (dividend - 1) / factor + 1;
  }
}
