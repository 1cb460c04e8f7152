package org.latticework.pipeline.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.text.StringEscapeUtils;

/** One HTML file that needs nothing else: counts as tables, distributions as figures. */
public final class ReportPage {
  private static final String STYLE =
      """
      body{font:15px/1.5 system-ui,sans-serif;max-width:960px;margin:2rem auto;padding:0 1rem;color:#222}
      table{border-collapse:collapse;margin:.5rem 0 1.5rem}
      td,th{padding:.2rem .8rem;border-bottom:1px solid #ddd;text-align:left}
      td.number{text-align:right;font-variant-numeric:tabular-nums}
      figure{display:inline-block;margin:.5rem 1rem .5rem 0;vertical-align:top}
      figcaption{font-size:13px;max-width:420px}
      .shifted figcaption{color:#a30;font-weight:600}
      svg text{font-size:11px;fill:#555}svg line{stroke:#999}
      .standing{fill:#ccc}.arrived{fill:none;stroke:#06c;stroke-width:1.5}
      """;

  private final StringBuilder html = new StringBuilder();

  /** Begins a page. */
  public ReportPage(String title) {
    html.append("<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><title>");
    html.append(escaped(title)).append("</title><style>").append(STYLE);
    html.append("</style></head><body>\n<h1>").append(escaped(title)).append("</h1>\n");
  }

  /** Adds a table of numbers under a heading; nothing where there are none. */
  public ReportPage counts(String heading, Map<String, Long> counts) {
    if (counts.isEmpty()) {
      return this;
    }
    heading(heading);
    html.append("<table>");
    counts.forEach(
        (name, count) ->
            html.append(
                String.format(
                    Locale.ROOT,
                    "<tr><td>%s</td><td class='number'>%,d</td></tr>%n",
                    escaped(name),
                    count)));
    html.append("</table>\n");
    return this;
  }

  /** Adds sentences under a heading; nothing where there are none. */
  public ReportPage lines(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      heading(heading);
      lines.forEach(line -> html.append("<p>").append(escaped(line)).append("</p>\n"));
    }
    return this;
  }

  /** Adds a figure for each distribution, those that shifted most first. */
  public ReportPage distributions(String heading, List<Distribution> distributions) {
    heading(heading);
    html.append(
        "<p>Gray: what was there. Blue: what arrived. D is the Kolmogorov-Smirnov distance ");
    html.append(
        "of the two, from 0 (alike) to 1; red where chance alone would make one this large ");
    html.append("in less than one case of a thousand, if each material (for distances, each ");
    html.append("crystal as a whole) was drawn independently of the others.</p>\n");
    distributions.stream().sorted((a, b) -> Double.compare(rank(b), rank(a))).forEach(this::figure);
    return this;
  }

  private static double rank(Distribution distribution) {
    return Double.isNaN(distribution.shift()) ? -1 : distribution.shift();
  }

  private void figure(Distribution distribution) {
    html.append(distribution.shifted() ? "<figure class='shifted'>" : "<figure>");
    html.append(HistogramFigure.svg(distribution));
    html.append("<figcaption>").append(escaped(distribution.meaning()));
    html.append(
        String.format(
            Locale.ROOT,
            ": %,d before, %,d arrived%s",
            distribution.standing().total(),
            distribution.arrived().total(),
            Double.isNaN(distribution.shift())
                ? ""
                : String.format(Locale.ROOT, ", D = %.3f", distribution.shift())));
    html.append("</figcaption></figure>\n");
  }

  private void heading(String text) {
    html.append("<h2>").append(escaped(text)).append("</h2>\n");
  }

  /** Returns the whole page. */
  public String html() {
    return html + "</body></html>\n";
  }

  private static String escaped(String text) {
    return StringEscapeUtils.escapeHtml4(text);
  }
}
