package org.latticework.jobs.curves;

import java.util.List;
import org.latticework.jobs.console.Console;
import org.latticework.trainer.learningcurve.Band;
import org.latticework.trainer.learningcurve.BreakTest;
import org.latticework.trainer.learningcurve.LearningCurve;
import org.latticework.trainer.learningcurve.PowerLaw;
import org.latticework.trainer.learningcurve.Run;

/** Learning curves on the console. */
public final class CurveWords {
  private static final int MOST = 40; // sizes; the file has them all

  private CurveWords() {}

  /**
   * Shows the mean error by curve and size, and the law of each curve.
   *
   * @param file where all of it is
   */
  public static void say(Console console, List<Curve> curves, String file) {
    if (curves.isEmpty()) {
      return;
    }
    console.say(
        "Errors     %10s  %4s  %10s  %10s",
        "crystals", "runs", "test " + curves.get(0).error(), "± of a run");
    int shown = 0;
    for (Curve curve : curves) {
      boolean first = true;
      for (List<Run> runs : curve.bySize().values()) {
        if (shown++ < MOST) {
          console.say(
              "           %,10d  %4d  %10.4f  %10s   %s",
              runs.get(0).crystals(),
              runs.size(),
              Curve.mean(runs),
              runs.size() > 1 ? "%.4f".formatted(Curve.std(runs)) : "-",
              first ? curve.name() : "");
        }
        first = false;
      }
      if (shown <= MOST) {
        curve.fit().ifPresent(fit -> say(console, curve, fit));
      }
    }
    if (shown > MOST) {
      console.sayBelow("and %,d more sizes", shown - MOST);
    }
    console.sayBelow("curves and figure: %s", file);
  }

  private static void say(Console console, Curve curve, LearningCurve fit) {
    PowerLaw law = fit.fit().law();
    LearningCurve.Prediction all = fit.predict(curve.labeled());
    String floor = fit.fit().floorFitted() ? " + %.4f".formatted(law.c()) : "";
    console.sayBelow(
        "%.4g N^-%.3f%s: %.4f%s with all %,d labeled",
        law.a(),
        law.b(),
        floor,
        all.error(),
        all.quantiles().map(CurveWords::band).orElse(""),
        curve.labeled());
    fit.breakTest().filter(BreakTest::found).ifPresent(test -> sayBreak(console, test));
  }

  private static String band(Band.Quantiles band) {
    return " (seeds: %.4f to %.4f)".formatted(band.low(), band.high());
  }

  private static void sayBreak(Console console, BreakTest test) {
    console.sayBelow(
        "bends at %,d crystals, from N^-%.3f to N^-%.3f (p = %.3f): one law does not hold",
        test.crystals(), test.exponentBefore(), test.exponentAfter(), test.pValue());
  }
}
