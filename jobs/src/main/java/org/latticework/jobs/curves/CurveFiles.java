package org.latticework.jobs.curves;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.workspace.Location;
import org.latticework.trainer.learningcurve.Band;
import org.latticework.trainer.learningcurve.BreakTest;
import org.latticework.trainer.learningcurve.LearningCurve;
import org.latticework.trainer.learningcurve.PowerLaw;
import org.latticework.trainer.learningcurve.Run;

/**
 * Learning curves as files: {@code curves.csv}, a line a size; {@code curves.json}, every run and
 * law; {@code curves.svg}, a figure.
 */
public final class CurveFiles {
  private static final String HEADER = "curve,crystals,runs,mean,std,fitted,low,high\n";

  private CurveFiles() {}

  /** Writes the files, each whole or not at all. */
  public static void write(List<Curve> curves, Location folder, Configuration hadoop)
      throws IOException {
    folder.child("curves.csv").write(csv(curves), hadoop);
    folder
        .child("curves.json")
        .write(Json.indented(Map.of("curves", facts(curves))) + "\n", hadoop);
    folder.child("curves.svg").write(CurveFigure.of(curves), hadoop);
  }

  /** Returns the curves as facts, with their runs and laws. */
  public static List<Map<String, Object>> facts(List<Curve> curves) {
    return curves.stream().map(curve -> facts(curve).facts()).toList();
  }

  private static Summary facts(Curve curve) {
    Summary facts =
        new Summary()
            .put("curve", curve.name())
            .put("error", curve.error())
            .put("labeled", curve.labeled())
            .put("runs", curve.runs().stream().map(CurveFiles::facts).toList());
    curve.fit().ifPresent(fit -> facts.putAll(facts(fit, curve.labeled())));
    return facts;
  }

  private static Map<String, Object> facts(Run run) {
    return new Summary()
        .put("crystals", run.crystals())
        .put("seed", run.seed())
        .put("error", run.error())
        .facts();
  }

  private static Summary facts(LearningCurve fit, long labeled) {
    PowerLaw law = fit.fit().law();
    LearningCurve.Prediction all = fit.predict(labeled);
    Summary facts =
        new Summary()
            .put("a", law.a())
            .put("b", law.b())
            .put("c", law.c())
            .put("predicted_for_labeled", all.error());
    fit.band()
        .ifPresent(
            band ->
                facts
                    .put("b_quantiles", quantiles(band.b()))
                    .put("c_quantiles", quantiles(band.c()))
                    .put("predicted_quantiles", quantiles(band.error(labeled))));
    fit.breakTest().ifPresent(test -> facts.put("break", facts(test)));
    return facts.put("missing", fit.missing());
  }

  private static Map<String, Object> facts(BreakTest test) {
    return new Summary()
        .put("found", test.found())
        .put("crystals", test.crystals())
        .put("exponent_before", test.exponentBefore())
        .put("exponent_after", test.exponentAfter())
        .put("p_value", test.pValue())
        .facts();
  }

  private static List<Double> quantiles(Band.Quantiles quantiles) {
    return List.of(quantiles.low(), quantiles.median(), quantiles.high());
  }

  /** Returns a line for each size, and where a law was fitted one for all labeled crystals. */
  static String csv(List<Curve> curves) {
    StringBuilder csv = new StringBuilder(HEADER);
    for (Curve curve : curves) {
      long[] sizes =
          LongStream.concat(
                  curve.bySize().keySet().stream().mapToLong(Long::longValue),
                  curve.fit().isPresent() ? LongStream.of(curve.labeled()) : LongStream.empty())
              .distinct()
              .toArray();
      for (long size : sizes) {
        List<Run> runs = curve.bySize().getOrDefault(size, List.of());
        List<String> cells = new ArrayList<>(List.of(quoted(curve.name())));
        cells.addAll(List.of(String.valueOf(size), String.valueOf(runs.size())));
        cells.addAll(List.of(number(Curve.mean(runs)), number(Curve.std(runs))));
        cells.addAll(fitted(curve, size));
        csv.append(String.join(",", cells)).append('\n');
      }
    }
    return csv.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  private static List<String> fitted(Curve curve, long size) {
    if (curve.fit().isEmpty()) {
      return List.of("", "", "");
    }
    LearningCurve.Prediction predicted = curve.fit().get().predict(size);
    return List.of(
        number(predicted.error()),
        predicted.quantiles().map(band -> number(band.low())).orElse(""),
        predicted.quantiles().map(band -> number(band.high())).orElse(""));
  }

  /** Writes a number; what is none is an empty cell. */
  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : "";
  }
}
