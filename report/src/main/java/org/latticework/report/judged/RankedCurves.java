package org.latticework.report.judged;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is found of a class, and what wrongly, as the probability that is asked for falls. */
public final class RankedCurves {
  private final List<Threshold> thresholds;
  private final int positives;
  private final int negatives;

  private RankedCurves(List<Threshold> thresholds, int positives, int negatives) {
    this.thresholds = List.copyOf(thresholds);
    this.positives = positives;
    this.negatives = negatives;
  }

  /**
   * What is found where at least a probability is asked for.
   *
   * @param probability that is asked for
   * @param found crystals of the class with at least this probability
   * @param wrong crystals of the other class with at least this probability
   */
  public record Threshold(double probability, int found, int wrong) {
    /** Returns the share of what is found that is in the class. */
    public double precision() {
      return (double) found / (found + wrong);
    }
  }

  /** Sorts crystals by their probabilities. */
  public static RankedCurves of(List<Judgment> judgments) {
    List<Judgment> ranked =
        judgments.stream()
            .sorted(Comparator.comparingDouble(Judgment::prediction).reversed())
            .toList();
    List<Threshold> thresholds = new ArrayList<>();
    int found = 0;
    for (int k = 0; k < ranked.size(); k++) {
      found += ClassMetrics.isIn(ranked.get(k)) ? 1 : 0;
      double probability = ranked.get(k).prediction();
      if (k + 1 == ranked.size() || ranked.get(k + 1).prediction() < probability) {
        thresholds.add(new Threshold(probability, found, k + 1 - found));
      }
    }
    return new RankedCurves(thresholds, found, ranked.size() - found);
  }

  /** Returns all thresholds at which something changes, from the highest probability. */
  public List<Threshold> thresholds() {
    return thresholds;
  }

  /** Returns how many crystals are in the class. */
  public int positives() {
    return positives;
  }

  /** Returns how many crystals are not in the class. */
  public int negatives() {
    return negatives;
  }

  /** Returns the area under the ROC curve, by trapezoids; NaN where one class has no crystals. */
  public double area() {
    double area = 0;
    int found = 0;
    int wrong = 0;
    for (Threshold threshold : thresholds) {
      area += (threshold.wrong() - wrong) * (threshold.found() + found) / 2.0;
      found = threshold.found();
      wrong = threshold.wrong();
    }
    return area / ((double) positives * negatives);
  }

  /**
   * Returns the average precision, Σ precision · gain in recall; NaN where the class has no
   * crystals.
   */
  public double averagePrecision() {
    double sum = 0;
    int found = 0;
    for (Threshold threshold : thresholds) {
      sum += threshold.precision() * (threshold.found() - found);
      found = threshold.found();
    }
    return sum / positives;
  }
}
