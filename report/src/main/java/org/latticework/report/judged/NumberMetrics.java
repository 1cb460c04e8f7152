package org.latticework.report.judged;

import java.util.List;

/**
 * How far predictions p of a number are from targets t, over n crystals; in the target's unit.
 *
 * @param count n
 * @param mae mean absolute error, Σ|p − t| / n
 * @param rmse root mean square error, √(Σ(p − t)² / n)
 * @param r2 coefficient of determination, 1 − Σ(p − t)² / Σ(t − mean t)²; NaN where all targets are
 *     equal
 * @param meanError Σ(p − t) / n: above 0 where predictions are too high
 * @param medianError half of all |p − t| are below
 * @param error95 19 of 20 |p − t| are below
 */
public record NumberMetrics(
    int count,
    double mae,
    double rmse,
    double r2,
    double meanError,
    double medianError,
    double error95) {

  /** Computes the metrics. */
  public static NumberMetrics of(List<Judgment> judgments) {
    Distribution targets = Distribution.of(judgments.stream().mapToDouble(Judgment::target));
    Distribution sizes = JudgedFold.errorSizes(judgments);
    double squares = sizes.stream().map(error -> error * error).sum();
    double mean = targets.mean();
    double variance = targets.stream().map(t -> (t - mean) * (t - mean)).sum();
    boolean equal = targets.min() == targets.max(); // the mean of equal targets is rounded
    return new NumberMetrics(
        sizes.count(),
        sizes.mean(),
        Math.sqrt(squares / sizes.count()),
        equal || !(variance > 0) ? Double.NaN : 1 - squares / variance,
        judgments.stream().mapToDouble(Judgment::error).average().orElse(Double.NaN),
        sizes.quantile(0.5),
        sizes.quantile(0.95));
  }
}
