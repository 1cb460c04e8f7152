package org.latticework.pipeline.report;

import java.util.Locale;

/**
 * Draws a distribution as SVG: what was there as a gray area, what arrived as a line over it, each
 * as shares of its own values, so that the shapes can be compared whatever the numbers.
 */
final class HistogramFigure {
  private static final int WIDTH = 420; // px
  private static final int HEIGHT = 110;
  private static final int AXIS = 16; // below the bins, for the bounds

  private HistogramFigure() {}

  static String svg(Distribution distribution) {
    Histogram standing = distribution.standing();
    Histogram arrived = distribution.arrived();
    double top = Math.max(greatest(standing), greatest(arrived));
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg viewBox='0 0 %d %d' width='%d' height='%d' role='img'>",
            WIDTH, HEIGHT + AXIS, WIDTH, HEIGHT + AXIS));
    svg.append(format("<path class='standing' d='%sZ'/>", outline(standing, top)));
    svg.append(format("<path class='arrived' d='%s'/>", outline(arrived, top)));
    svg.append(format("<line x1='0' y1='%d' x2='%d' y2='%d'/>", HEIGHT, WIDTH, HEIGHT));
    svg.append(format("<text x='0' y='%d'>%.4g</text>", HEIGHT + 13, standing.min()));
    svg.append(
        format(
            "<text x='%d' y='%d' text-anchor='end'>%.4g</text>",
            WIDTH, HEIGHT + 13, standing.max()));
    return svg.append("</svg>").toString();
  }

  private static double greatest(Histogram histogram) {
    double greatest = 0;
    for (int bin = 0; bin < histogram.bins(); bin++) {
      greatest = Math.max(greatest, histogram.share(bin));
    }
    return greatest;
  }

  /** Goes up and down the bins from left to right, beginning and ending on the axis. */
  private static String outline(Histogram histogram, double top) {
    StringBuilder path = new StringBuilder(format("M0 %d", HEIGHT));
    for (int bin = 0; bin < histogram.bins(); bin++) {
      double height = top == 0 ? 0 : histogram.share(bin) / top * (HEIGHT - 4);
      path.append(format("V%.1f", HEIGHT - height));
      path.append(format("H%.1f", (bin + 1.0) * WIDTH / histogram.bins()));
    }
    return path.append(format("V%d", HEIGHT)).toString();
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library we have no use for
  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
