package org.latticework.report.accuracy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;
import org.latticework.report.judged.Distribution;
import org.latticework.report.judged.EqualBins;
import org.latticework.report.judged.Subject;

/** How numbers spread: how many crystals there are in each of equal parts of their range. */
public final class HistogramFigure {
  private static final int FEWEST_BINS = 8;
  private static final int MOST_BINS = 40;
  private static final double REACH =
      6; // ranges between the quartiles, on both sides of the median

  private HistogramFigure() {}

  /**
   * Draws what crystals have of something, in the column's unit. What is far from all others is not
   * drawn, and the caption says how many crystals that are.
   *
   * @param kind of the figure, for its id
   * @param what is counted; title of the figure, in lower case
   * @param caption begins with it
   * @param line place of a line through the figure
   */
  public static Figure of(
      Subject subject,
      String kind,
      String what,
      Distribution numbers,
      String caption,
      double line) {
    EqualBins bins = bins(numbers);
    long[] counts = new long[bins.count()];
    numbers.stream().mapToInt(bins::of).filter(bin -> bin >= 0).forEach(bin -> counts[bin]++);
    Table table = new Table("from", "to", "count");
    for (int bin = 0; bin < counts.length; bin++) {
      table.row(bins.from(bin), bins.from(bin + 1), counts[bin]);
    }
    long outside = numbers.stream().filter(number -> bins.of(number) < 0).count();
    Map<String, Table> data = new LinkedHashMap<>();
    data.put("bins", table);
    data.put("lines", new Table("value").row(line));
    return new Figure(
        subject.id(kind),
        Character.toUpperCase(what.charAt(0)) + what.substring(1),
        outside == 0
            ? caption
            : caption
                + " %d of %s beyond %s or %s and not drawn."
                    .formatted(
                        outside,
                        Written.crystals(numbers.count()) + (outside == 1 ? " is" : " are"),
                        subject.amount(bins.low()),
                        subject.amount(bins.high())),
        FigureTemplate.of("residuals").fill(Map.of("quantity", subject.axis(what))),
        data);
  }

  private static EqualBins bins(Distribution numbers) {
    double middle = numbers.quantile(0.5);
    double reach = REACH * (numbers.quantile(0.75) - numbers.quantile(0.25));
    boolean flat = !(reach > 0); // half of them are equal
    double low = flat ? numbers.min() : Math.max(numbers.min(), middle - reach);
    double high = flat ? numbers.max() : Math.min(numbers.max(), middle + reach);
    int count = (int) Math.round(2 * Math.cbrt(numbers.count())); // Rice's rule
    return EqualBins.between(low, high, Math.max(FEWEST_BINS, Math.min(count, MOST_BINS)));
  }
}
