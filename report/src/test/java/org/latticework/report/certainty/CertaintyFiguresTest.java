package org.latticework.report.certainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.latticework.report.figure.Figure;
import org.latticework.report.judged.Certainty;
import org.latticework.report.judged.JudgedColumn;
import org.latticework.report.judged.Judgment;
import org.latticework.report.judged.MadeUp;
import org.latticework.report.judged.Subject;

class CertaintyFiguresTest {
  private static final int COUNT = 20_000;

  /** Errors are normal; the ensemble says they are {@code factor} times as large as they are. */
  private static List<Judgment> normal(double factor) {
    Random random = new Random(3);
    List<Judgment> judgments = new ArrayList<>();
    for (int k = 0; k < COUNT; k++) {
      double deviation = 0.1 + random.nextDouble();
      Judgment plain = MadeUp.judgment("m" + k, "test", 1, 1 + deviation * random.nextGaussian());
      Certainty certainty =
          new Certainty(
              factor * deviation, plain.prediction() - deviation, plain.prediction() + deviation);
      judgments.add(
          new Judgment(plain.crystal(), "test", 1, plain.prediction(), certainty, Double.NaN));
    }
    return judgments;
  }

  @Test
  void theCurveOfNormalErrorsIsTheDiagonal() {
    CalibrationCurve curve = new CalibrationCurve(normal(1));
    for (int point = 0; point < curve.points(); point++) {
      // Four standard deviations of a share of 20,000, which is at most 0.5/√20,000.
      assertThat(curve.observed(point)).isCloseTo(curve.expected(point), within(0.0142));
    }
    assertThat(curve.below(1)).isCloseTo(0.6827, within(0.0132));
    assertThat(CalibrationCurve.normal(1.959964)).isCloseTo(0.95, within(1e-6));
    assertThat(curve.gap()).isLessThan(0.0142);
  }

  @Test
  void theCurveOfOneThatIsTooSureRunsBelow() {
    CalibrationCurve curve = new CalibrationCurve(normal(0.5));
    assertThat(curve.excess()).isLessThan(-0.1);
    assertThat(curve.below(2)).isCloseTo(0.6827, within(0.0132)); // two halves are one
    assertThat(CertaintyFigures.of(MadeUp.subject(MadeUp.column(normal(0.5)))).get(0).caption())
        .contains("surer than it is right");
  }

  /** Nine of ten errors are 0.6 deviations large, the others 4: more small ones and more large. */
  @Test
  void heavyTailsCrossTheDiagonal() {
    Random random = new Random(4);
    List<Judgment> judgments =
        normal(1).stream()
            .map(
                each -> {
                  double size = random.nextInt(10) == 0 ? 4 : 0.6;
                  double error = each.prediction() - each.target();
                  return new Judgment(
                      each.crystal(), "test", 1, 1 + size * error, each.certainty(), Double.NaN);
                })
            .toList();
    CalibrationCurve curve = new CalibrationCurve(judgments);
    assertThat(curve.crosses()).isTrue();
    assertThat(curve.below(2)).isLessThan(CalibrationCurve.normal(2));
    assertThat(CertaintyFigures.of(MadeUp.subject(MadeUp.column(judgments))).get(0).caption())
        .contains("crosses the diagonal");
    assertThat(new CalibrationCurve(normal(1)).crosses()).isFalse();
    assertThat(new CalibrationCurve(normal(0.5)).crosses()).isFalse();
  }

  @Test
  void groupsHaveTheErrorsThatArePredicted() {
    Subject subject = MadeUp.subject(MadeUp.column(normal(1)));
    Figure figure = CertaintyFigures.of(subject).get(1);
    assertThat(figure.table().rows()).hasSize(10);
    for (List<Object> row : figure.table().rows()) {
      assertThat(row.get(2)).isEqualTo(COUNT / 10);
      // A root mean square of 2,000 normal errors is off by 1/√4,000 of itself: four of them.
      double predicted = (double) row.get(0);
      assertThat((double) row.get(1)).isCloseTo(predicted, within(0.064 * predicted));
    }
  }

  /** Four crystals with target 1; the intervals of two of three hold it, and one has none. */
  private static Subject stated(String fold) {
    List<Judgment> judgments = new ArrayList<>();
    double[][] intervals = {{0, 1}, {1, 2}, {1.5, 2}, {Double.NaN, Double.NaN}};
    for (double[] interval : intervals) {
      Certainty certainty = new Certainty(1, interval[0], interval[1]);
      Judgment plain = MadeUp.judgment("m" + judgments.size(), fold, 1, 1);
      judgments.add(new Judgment(plain.crystal(), fold, 1, 1, certainty, 0));
    }
    return MadeUp.subject(MadeUp.column(judgments));
  }

  private static String coverage(Subject subject) {
    return CertaintyFigures.coverage(subject).orElseThrow();
  }

  @Test
  void saysHowManyTargetsTheIntervalsHoldAndShould() {
    assertThat(coverage(stated("test")))
        .contains("2 of 3 crystals", "66.7 %", "made to hold at least 90.0 %", " eV wide")
        .doesNotContain("fitted", "learned");
  }

  @Test
  void saysWhereIntervalsHoldWhatTheyWereFittedTo() {
    assertThat(coverage(stated("validation"))).contains("fitted to this very fold");
    assertThat(coverage(stated("train"))).contains("has learned from these");
  }

  @Test
  void doesNotMakeUpALevel() {
    Subject known = stated("test");
    JudgedColumn column = known.column();
    JudgedColumn without =
        new JudgedColumn(
            column.model(), column.column(), column.unit(), false, Double.NaN, column.judgments());
    assertThat(coverage(MadeUp.subject(without)))
        .contains("is not known")
        .doesNotContain("NaN", "none");
  }

  @Test
  void aSingleModelHasNoFigures() {
    Subject subject = MadeUp.subject(MadeUp.column(MadeUp.pairs(1, 2, 2, 2)));
    assertThat(CertaintyFigures.of(subject)).isEmpty();
    assertThat(CertaintyFigures.coverage(subject)).isEmpty();
  }
}
