package org.latticework.jobs.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Summary;
import org.latticework.pipeline.material.Target;
import org.latticework.trainer.calibration.Calibration;
import org.latticework.trainer.calibration.ConformalFactor;
import org.latticework.trainer.calibration.DeviationBin;
import org.latticework.trainer.prediction.Prediction;

/**
 * How what an ensemble says of its own certainty compares with its errors on one column.
 *
 * @param target the column
 * @param calibration of its deviations
 * @param bins crystals by deviation, from small to large
 * @param interval what was made of the validation fold; empty where there was none
 * @param covered part of the crystals that lie in their intervals; NaN where there are none
 * @param coveredOfGroups the same as the mean over groups, which is what the level speaks of
 * @param medianWidth of intervals, in the column's unit; NaN where there are none
 */
record Certainty(
    Target target,
    Calibration calibration,
    List<DeviationBin> bins,
    Optional<ConformalFactor> interval,
    double covered,
    double coveredOfGroups,
    double medianWidth) {
  private static final int MOST_BINS = 10;
  private static final int LEAST_IN_BIN = 10; // crystals, but in a single bin

  /**
   * Compares.
   *
   * @param said of an ensemble
   * @param column of the target among those predicted, from 0
   * @param interval of the column; its ends may be infinite, which makes no interval
   * @param groups of materials in the split
   * @return empty where no target is known
   */
  static Optional<Certainty> of(
      List<Prediction> said,
      Target target,
      int column,
      Optional<ConformalFactor> interval,
      Map<String, String> groups) {
    List<Prediction> known =
        said.stream().filter(each -> Double.isFinite(each.target(column))).toList();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Calibration calibration =
        Calibration.of(
            known.stream().mapToDouble(each -> each.target(column)).toArray(),
            known.stream().mapToDouble(each -> each.value(column)).toArray(),
            known.stream().mapToDouble(each -> each.deviation(column)).toArray());
    int bins = Math.max(1, Math.min(MOST_BINS, known.size() / LEAST_IN_BIN));
    Optional<ConformalFactor> finite = interval.filter(ConformalFactor::finite);
    List<Boolean> inside = new ArrayList<>();
    finite.ifPresent(factor -> known.forEach(each -> inside.add(isInside(each, column, factor))));
    return Optional.of(
        new Certainty(
            target,
            calibration,
            calibration.bins(bins),
            interval,
            part(inside),
            meanOfGroups(known, inside, groups),
            finite.map(factor -> medianWidth(known, column, factor)).orElse(Double.NaN)));
  }

  /** Returns half of the width of a prediction's interval, if it has one. */
  static OptionalDouble halfWidth(Prediction said, int column, Optional<ConformalFactor> interval) {
    return interval.filter(ConformalFactor::finite).isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(interval.get().halfWidth(said.deviation(column)));
  }

  private static boolean isInside(Prediction said, int column, ConformalFactor factor) {
    double error = Math.abs(said.target(column) - said.value(column));
    return error <= factor.halfWidth(said.deviation(column));
  }

  private static double part(List<Boolean> inside) {
    return inside.stream().mapToInt(it -> it ? 1 : 0).average().orElse(Double.NaN);
  }

  private static double meanOfGroups(
      List<Prediction> known, List<Boolean> inside, Map<String, String> groups) {
    Map<String, List<Boolean>> byGroup = new HashMap<>();
    for (int k = 0; k < inside.size(); k++) {
      byGroup
          .computeIfAbsent(groups.get(known.get(k).materialId()), group -> new ArrayList<>())
          .add(inside.get(k));
    }
    return byGroup.values().stream()
        .mapToDouble(Certainty::part)
        .sorted()
        .average()
        .orElse(Double.NaN);
  }

  private static double medianWidth(List<Prediction> known, int column, ConformalFactor factor) {
    double[] widths =
        known.stream()
            .mapToDouble(each -> 2 * factor.halfWidth(each.deviation(column)))
            .sorted()
            .toArray();
    return (widths[(widths.length - 1) / 2] + widths[widths.length / 2]) / 2;
  }

  void say(Console console) {
    console.say(
        "Deviation  of %s: errors are %.2f times as large", target.column(), calibration.scale());
    console.sayBelow(
        "miscalibration area %.3f, rank correlation %.2f",
        calibration.miscalibrationArea(), calibration.rankCorrelation());
    console.say("           %12s %10s %10s %10s", "deviation", "crystals", "RMSE", "MAE");
    for (DeviationBin bin : bins) {
      console.say(
          "           %12.4f %,10d %10.4f %10.4f",
          bin.deviation(), bin.crystals(), bin.rmse(), bin.mae());
    }
    if (Double.isFinite(covered)) {
      console.say(
          "Intervals  of level %s hold %.1f %% of crystals (%.1f %% over groups); median width %.4f %s",
          interval.orElseThrow().level(),
          100 * covered,
          100 * coveredOfGroups,
          medianWidth,
          target.unit());
    }
  }

  Summary facts() {
    List<Map<String, Object>> byDeviation = new ArrayList<>();
    for (DeviationBin bin : bins) {
      byDeviation.add(
          new Summary()
              .put("crystals", bin.crystals())
              .put("deviation", bin.deviation())
              .put("rmse", bin.rmse())
              .put("mae", bin.mae())
              .facts());
    }
    Summary facts =
        new Summary()
            .put("miscalibration_area", calibration.miscalibrationArea())
            .put("scale", calibration.scale())
            .put("rank_correlation", calibration.rankCorrelation())
            .put("normalized_error", calibration.expectedNormalizedError(bins.size()))
            .put("by_deviation", byDeviation);
    if (Double.isFinite(covered)) {
      facts
          .put("level", interval.orElseThrow().level())
          .put("coverage", covered)
          .put("coverage_of_groups", coveredOfGroups)
          .put("median_width", medianWidth);
    }
    return facts;
  }
}
