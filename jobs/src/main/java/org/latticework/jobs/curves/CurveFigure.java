package org.latticework.jobs.curves;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.latticework.trainer.learningcurve.LearningCurve;
import org.latticework.trainer.learningcurve.Run;

/**
 * Learning curves as an SVG: the error by the number of crystals, both axes logarithmic. Points are
 * runs; lines are fitted laws up to all labeled crystals, with their bands; without a law, lines
 * join the means.
 */
final class CurveFigure {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 440;
  private static final int LEFT = 70;
  private static final int RIGHT = 20;
  private static final int TOP = 20;
  private static final int BOTTOM = 50;
  private static final int LEGEND = 18; // height of a line
  private static final int POINTS = 60; // of a drawn law
  // Okabe and Ito's colors, which the color-blind tell apart.
  private static final List<String> COLORS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

  private final List<Curve> curves;
  private final Axis x;
  private final Axis y;
  private final StringBuilder svg = new StringBuilder();

  /** A logarithmic axis from one pixel to another. */
  private record Axis(double low, double high, double from, double to) {
    double at(double value) {
      return from + (to - from) * Math.log(value / low) / Math.log(high / low);
    }

    double value(double part) {
      return low * Math.pow(high / low, part);
    }

    /** Returns 1, 2 and 5 times the powers of ten. */
    double[] ticks() {
      int first = (int) Math.floor(Math.log10(low));
      int last = (int) Math.ceil(Math.log10(high));
      return IntStream.rangeClosed(first, last)
          .boxed()
          .flatMapToDouble(p -> DoubleStream.of(1, 2, 5).map(step -> step * Math.pow(10, p)))
          .filter(tick -> tick >= low && tick <= high)
          .toArray();
    }
  }

  private CurveFigure(List<Curve> curves) {
    this.curves = curves;
    double[] sizes =
        curves.stream()
            .flatMapToLong(
                curve ->
                    LongStream.concat(
                        curve.runs().stream().mapToLong(Run::crystals),
                        LongStream.of(curve.labeled())))
            .asDoubleStream()
            .toArray();
    double[] errors =
        curves.stream()
            .flatMapToDouble(
                curve ->
                    DoubleStream.concat(curve.runs().stream().mapToDouble(Run::error), ends(curve)))
            .filter(error -> error > 0)
            .toArray();
    x = axis(sizes, LEFT, WIDTH - RIGHT);
    y = axis(errors, HEIGHT - BOTTOM, TOP);
  }

  /** Returns what the law of a curve says at both ends of its line, with its band. */
  private static DoubleStream ends(Curve curve) {
    return curve.fit().stream()
        .flatMap(
            fit -> LongStream.of(curve.bySize().firstKey(), curve.labeled()).mapToObj(fit::predict))
        .flatMapToDouble(
            end ->
                DoubleStream.concat(
                    DoubleStream.of(end.error()),
                    end.quantiles().stream()
                        .flatMapToDouble(band -> DoubleStream.of(band.low(), band.high()))));
  }

  private static Axis axis(double[] values, double from, double to) {
    double low = DoubleStream.of(values).min().orElse(1);
    double high = DoubleStream.of(values).max().orElse(10);
    return new Axis(low / 1.3, high * 1.3, from, to);
  }

  /** Draws curves. */
  static String of(List<Curve> curves) {
    return new CurveFigure(curves).draw();
  }

  private String draw() {
    int height = HEIGHT + LEGEND * curves.size();
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
        WIDTH, height);
    line("<title>Test error by number of training crystals</title>");
    line("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
    axes();
    for (int k = 0; k < curves.size(); k++) {
      curve(curves.get(k), COLORS.get(k % COLORS.size()));
      legend(k);
    }
    line("</svg>");
    return svg.toString();
  }

  private void axes() {
    for (double tick : x.ticks()) {
      line(
          "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"#dddddd\"/>",
          x.at(tick), TOP, HEIGHT - BOTTOM);
      line(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,.0f</text>",
          x.at(tick), HEIGHT - BOTTOM + 16, tick);
    }
    for (double tick : y.ticks()) {
      line(
          "<line x1=\"%d\" x2=\"%d\" y1=\"%3$.1f\" y2=\"%3$.1f\" stroke=\"#dddddd\"/>",
          LEFT, WIDTH - RIGHT, y.at(tick));
      line(
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          LEFT - 6, y.at(tick) + 4, number(tick));
    }
    line(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">crystals to learn from</text>",
        (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12);
    line(
        "<text x=\"16\" y=\"%1$d\" text-anchor=\"middle\" transform=\"rotate(-90 16 %1$d)\">test %2$s</text>",
        (TOP + HEIGHT - BOTTOM) / 2, escaped(curves.isEmpty() ? "" : curves.get(0).error()));
  }

  private static String number(double value) {
    return String.format(
        Locale.ROOT, value >= 0.1 ? "%.1f" : value >= 0.01 ? "%.2f" : "%.3g", value);
  }

  private void curve(Curve curve, String color) {
    if (curve.fit().isPresent()) {
      law(curve, curve.fit().get(), color);
    } else {
      String means =
          curve.bySize().values().stream()
              .map(runs -> point((double) runs.get(0).crystals(), Curve.mean(runs)))
              .collect(Collectors.joining(" "));
      line("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\"/>", means, color);
    }
    for (Run run : curve.runs()) {
      line(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\" fill-opacity=\"0.7\"/>",
          x.at((double) run.crystals()), y.at(run.error()), color);
    }
  }

  private void law(Curve curve, LearningCurve fit, String color) {
    double last = Math.max(curve.labeled(), curve.bySize().lastKey());
    fit.band()
        .ifPresent(
            band ->
                line(
                    "<polygon points=\"%s %s\" fill=\"%s\" fill-opacity=\"0.15\"/>",
                    drawn(curve, last, n -> band.error(Math.round(n)).low(), false),
                    drawn(curve, last, n -> band.error(Math.round(n)).high(), true),
                    color));
    line(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>",
        drawn(curve, last, n -> fit.predict(Math.round(n)).error(), false), color);
  }

  private String drawn(Curve curve, double last, DoubleUnaryOperator error, boolean backwards) {
    double first = curve.bySize().firstKey();
    Axis way = new Axis(first, last, 0, 1);
    return IntStream.rangeClosed(0, POINTS)
        .mapToDouble(k -> way.value((backwards ? POINTS - k : k) / (double) POINTS))
        .mapToObj(n -> point(n, error.applyAsDouble(n)))
        .collect(Collectors.joining(" "));
  }

  private String point(double crystals, double error) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x.at(crystals), y.at(error));
  }

  private void legend(int k) {
    int at = HEIGHT + LEGEND * k + 4;
    line(
        "<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"10\" fill=\"%s\"/>",
        LEFT, at - 9, COLORS.get(k % COLORS.size()));
    String name = curves.get(k).name();
    line(
        "<text x=\"%d\" y=\"%d\">%s</text>",
        LEFT + 16, at, escaped(name.isEmpty() ? "runs" : name));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library not used otherwise
  private void line(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
