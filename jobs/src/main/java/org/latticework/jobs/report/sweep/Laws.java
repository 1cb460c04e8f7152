package org.latticework.jobs.report.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latticework.jobs.curves.Curve;
import org.latticework.report.sweep.CurveRun;
import org.latticework.report.sweep.Interval;
import org.latticework.report.sweep.Law;
import org.latticework.report.sweep.LawPoint;
import org.latticework.report.sweep.SizedCurve;
import org.latticework.trainer.learningcurve.Band;
import org.latticework.trainer.learningcurve.BreakTest;
import org.latticework.trainer.learningcurve.LearningCurve;
import org.latticework.trainer.learningcurve.PowerLaw;

/** Fitted learning curves as a report has them. */
final class Laws {
  private static final int POINTS = 60; // of a line

  private Laws() {}

  static SizedCurve curve(Curve curve) {
    return new SizedCurve(
        curve.name(),
        curve.labeled(),
        curve.runs().stream()
            .map(run -> new CurveRun(run.crystals(), run.seed(), run.error()))
            .toList(),
        curve.fit().map(fit -> law(curve, fit)));
  }

  private static Law law(Curve curve, LearningCurve fit) {
    PowerLaw law = fit.fit().law();
    Optional<Band> band = fit.band();
    return new Law(
        interval(law.a(), band.map(Band::a)),
        interval(law.b(), band.map(Band::b)),
        interval(law.c(), band.map(Band::c)),
        fit.fit().floorFitted(),
        line(curve, fit),
        fit.breakTest().map(Laws::words).orElse(""),
        fit.missing());
  }

  private static Interval interval(double value, Optional<Band.Quantiles> band) {
    return new Interval(
        value,
        band.map(Band.Quantiles::low).orElse(Double.NaN),
        band.map(Band.Quantiles::high).orElse(Double.NaN));
  }

  /** Returns what the law says from the smallest size to the labeled crystals, evenly in ln N. */
  private static List<LawPoint> line(Curve curve, LearningCurve fit) {
    double first =
        curve.runs().stream().mapToDouble(run -> (double) run.crystals()).min().orElseThrow();
    double last = Math.max((double) curve.labeled(), first);
    List<LawPoint> line = new ArrayList<>();
    for (int k = 0; k <= POINTS; k++) {
      long crystals = Math.round(first * Math.pow(last / first, (double) k / POINTS));
      if (line.isEmpty() || line.get(line.size() - 1).crystals() < crystals) {
        LearningCurve.Prediction of = fit.predict(crystals);
        line.add(new LawPoint(crystals, interval(of.error(), of.quantiles())));
      }
    }
    return line;
  }

  private static String words(BreakTest test) {
    return test.found()
        ? String.format(
            Locale.ROOT,
            "the curve bends at %,d crystals, from N^−%.3f to N^−%.3f (p = %.3f): one law does not hold.",
            test.crystals(),
            test.exponentBefore(),
            test.exponentAfter(),
            test.pValue())
        : String.format(Locale.ROOT, "no break of the law was found (p = %.3f).", test.pValue());
  }
}
