package org.latticework.report.accuracy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.latticework.report.figure.Table;
import org.latticework.report.judged.Distribution;
import org.latticework.report.judged.EqualBins;
import org.latticework.report.judged.JudgedFold;
import org.latticework.report.judged.Judgment;

/**
 * Targets and predictions of a fold as places in a square. Where there are many crystals, those
 * that lie close are counted in cells; the sparse ones and the worst are alone.
 */
final class ParityPlane {
  /** So many crystals are drawn one by one. */
  static final int MOST_POINTS = 5000;

  private static final int CELLS = 48; // a side
  private static final int SPARSE = 2; // crystals in a cell that are drawn one by one
  private static final int WORST = 50;

  private final JudgedFold fold;
  private final EqualBins range;
  private final int[][] counts; // by bin of the target and of the prediction; empty if all alone
  private final Set<Judgment> worst;

  private ParityPlane(JudgedFold fold, EqualBins range, int[][] counts) {
    this.fold = fold;
    this.range = range;
    this.counts = counts;
    this.worst = new HashSet<>(JudgedFold.worst(fold.judgments(), WORST));
  }

  /** Places the crystals of a fold. */
  static ParityPlane of(JudgedFold fold) {
    EqualBins range = range(fold);
    boolean dense = fold.judgments().size() > MOST_POINTS;
    int[][] counts = new int[dense ? range.count() : 0][dense ? range.count() : 0];
    if (dense) {
      for (Judgment judgment : fold.judgments()) {
        counts[bin(judgment.target(), range)][bin(judgment.prediction(), range)]++;
      }
    }
    return new ParityPlane(fold, range, counts);
  }

  /** Targets and predictions; but predictions no farther outside than targets reach. */
  private static EqualBins range(JudgedFold fold) {
    List<Judgment> all = fold.judgments();
    Distribution targets = Distribution.of(all.stream().mapToDouble(Judgment::target));
    Distribution predictions = Distribution.of(all.stream().mapToDouble(Judgment::prediction));
    double reach = Math.max(targets.max() - targets.min(), 4 * fold.errorSizes().quantile(0.5));
    double low = Math.min(targets.min(), Math.max(predictions.min(), targets.min() - reach));
    double high = Math.max(targets.max(), Math.min(predictions.max(), targets.max() + reach));
    double room = 0.03 * (high - low);
    EqualBins range = EqualBins.between(low - room, high + room, CELLS);
    return new EqualBins(range.low(), range.high(), CELLS);
  }

  private static int bin(double value, EqualBins range) {
    return range.of(Math.max(range.low(), Math.min(value, range.high())));
  }

  JudgedFold fold() {
    return fold;
  }

  /** Returns the range of both axes, in the column's unit. */
  EqualBins range() {
    return range;
  }

  /** Returns whether crystals are counted in cells. */
  boolean isDense() {
    return counts.length > 0;
  }

  /** Returns how many predictions are outside of the range. */
  long outside() {
    return fold.judgments().stream().filter(each -> range.of(each.prediction()) < 0).count();
  }

  /** Returns whether a crystal is drawn by itself. */
  boolean isAlone(Judgment judgment) {
    return !isDense()
        || worst.contains(judgment)
        || counts[bin(judgment.target(), range)][bin(judgment.prediction(), range)] <= SPARSE;
  }

  /** Returns the cells that have more crystals than are drawn one by one. */
  Table cells() {
    Table cells =
        new Table("target_from", "target_to", "prediction_from", "prediction_to", "count");
    for (int t = 0; t < counts.length; t++) {
      for (int p = 0; p < counts.length; p++) {
        if (counts[t][p] > SPARSE) {
          cells.row(
              range.from(t), range.from(t + 1), range.from(p), range.from(p + 1), counts[t][p]);
        }
      }
    }
    return cells;
  }
}
