package org.latticework.report.accuracy;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;
import org.latticework.report.judged.Distribution;
import org.latticework.report.judged.EqualBins;
import org.latticework.report.judged.JudgedFold;
import org.latticework.report.judged.Judgment;
import org.latticework.report.judged.Subject;

/** Errors by the value of the target: below what half of them are, and nine tenths. */
final class ErrorBands {
  private static final int BINS = 12;
  private static final int FEWEST = 5; // crystals of a part that the caption speaks of

  private ErrorBands() {}

  /**
   * Draws them.
   *
   * @param crystals of the fold, which can be marked
   */
  static Figure of(Subject subject, Table crystals) {
    List<Judgment> judgments = subject.fold().judgments();
    Distribution targets = Distribution.of(judgments.stream().mapToDouble(Judgment::target));
    EqualBins bins = EqualBins.between(targets.min(), targets.max(), BINS);
    Table table = new Table("from", "to", "middle", "count", "median", "error90");
    for (int bin : IntStream.range(0, bins.count()).toArray()) {
      Distribution sizes =
          JudgedFold.errorSizes(
              judgments.stream().filter(each -> bins.of(each.target()) == bin).toList());
      if (sizes.count() > 0) {
        double from = bins.from(bin);
        double to = bins.from(bin + 1);
        table.row(
            from, to, (from + to) / 2, sizes.count(), sizes.quantile(0.5), sizes.quantile(0.9));
      }
    }
    Map<String, Table> data = new LinkedHashMap<>();
    data.put("bins", table);
    data.put(Figure.CRYSTALS, crystals);
    return new Figure(
        subject.id("error-by-target"),
        "Error by target",
        caption(subject, table),
        FigureTemplate.of("bands")
            .fill(Map.of("target", subject.axis("target"), "error", subject.axis("|error|"))),
        data);
  }

  private static String caption(Subject subject, Table table) {
    int most = table.rows().stream().mapToInt(row -> (int) row.get(3)).max().orElseThrow();
    List<Object> worst =
        table.rows().stream()
            .filter(row -> (int) row.get(3) >= Math.min(FEWEST, most))
            .max(Comparator.comparingDouble(row -> (double) row.get(4)))
            .orElseThrow();
    return ("Errors of %s in parts of equal width of the range of targets: half of the errors are in"
            + " the dark bar, nine of ten in the pale one. Numbers are those of crystals, rounded."
            + " The median is largest, %s, for targets from %s to %s (%s).")
        .formatted(
            subject.crystals(),
            subject.amount((double) worst.get(4)),
            Written.number((double) worst.get(0)),
            subject.amount((double) worst.get(1)),
            Written.crystals((int) worst.get(3)));
  }
}
