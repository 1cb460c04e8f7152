package org.latticework.report.judged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MetricsOfFoldsTest {
  private static final double ROUNDING = 1e-12; // sums of a few numbers near 1

  @Test
  void numbersHaveTheMetricsOfTheirErrors() {
    // Errors 1, 0 and −2; targets vary by 1 + 0 + 1 about their mean.
    NumberMetrics metrics = NumberMetrics.of(MadeUp.pairs(1, 2, 2, 2, 3, 1));
    assertThat(metrics.count()).isEqualTo(3);
    assertThat(metrics.mae()).isCloseTo(1, within(ROUNDING));
    assertThat(metrics.rmse()).isCloseTo(Math.sqrt(5.0 / 3), within(ROUNDING));
    assertThat(metrics.r2()).isCloseTo(1 - 5.0 / 2, within(ROUNDING));
    assertThat(metrics.meanError()).isCloseTo(-1.0 / 3, within(ROUNDING));
    assertThat(metrics.medianError()).isEqualTo(1);
    assertThat(metrics.error95()).isCloseTo(1.9, within(ROUNDING)); // nine tenths from 1 to 2
  }

  @Test
  void equalTargetsAndSingleCrystalsHaveNoCoefficientOfDetermination() {
    assertThat(NumberMetrics.of(MadeUp.pairs(0.1, 0.2, 0.1, 0.3, 0.1, 0)).r2()).isNaN();
    NumberMetrics single = NumberMetrics.of(MadeUp.pairs(3, 2.5));
    assertThat(single.r2()).isNaN();
    assertThat(single.mae()).isEqualTo(0.5);
    assertThat(single.error95()).isEqualTo(0.5);
  }

  @Test
  void classesHaveTheMetricsOfTheirProbabilities() {
    // In the class: 0.9 and 0.4; not in it: 0.8, 0.2 and 0.1.
    List<Judgment> judgments = MadeUp.pairs(1, 0.9, 1, 0.4, 0, 0.8, 0, 0.2, 0, 0.1);
    ClassMetrics metrics = ClassMetrics.of(judgments);
    assertThat(metrics.count()).isEqualTo(5);
    assertThat(metrics.positives()).isEqualTo(2);
    assertThat(metrics.accuracy()).isEqualTo(0.6);
    assertThat(metrics.balancedAccuracy()).isCloseTo((0.5 + 2.0 / 3) / 2, within(ROUNDING));
    assertThat(metrics.auc()).isCloseTo(5.0 / 6, within(ROUNDING)); // 0.4 is below 0.8
    double product = 0.9 * 0.4 * 0.2 * 0.8 * 0.9;
    assertThat(metrics.logLoss()).isCloseTo(-Math.log(product) / 5, within(ROUNDING));
    // Precision 1 where the first is found, 2/3 where the second is.
    assertThat(RankedCurves.of(judgments).averagePrecision())
        .isCloseTo((1 + 2.0 / 3) / 2, within(ROUNDING));
  }

  @Test
  void theAreaIsTheShareOfPairsInTheRightOrder() {
    Random random = new Random(4);
    List<Judgment> judgments = new ArrayList<>();
    for (int k = 0; k < 200; k++) {
      judgments.add( // ties are many
          MadeUp.judgment("m" + k, "test", random.nextInt(2), random.nextInt(20) / 20.0));
    }
    double right = 0;
    int pairs = 0;
    for (Judgment in : judgments) {
      for (Judgment out : judgments) {
        if (in.target() == 1 && out.target() == 0) {
          right += in.prediction() > out.prediction() ? 1 : 0;
          right += in.prediction() == out.prediction() ? 0.5 : 0;
          pairs++;
        }
      }
    }
    assertThat(ClassMetrics.of(judgments).auc()).isCloseTo(right / pairs, within(ROUNDING));
  }

  @Test
  void aClassWithoutCrystalsHasNoArea() {
    ClassMetrics metrics = ClassMetrics.of(MadeUp.pairs(1, 0.9, 1, 0.2));
    assertThat(metrics.auc()).isNaN();
    assertThat(metrics.balancedAccuracy()).isNaN();
    assertThat(metrics.accuracy()).isEqualTo(0.5);
    assertThat(ClassMetrics.of(MadeUp.pairs(1, 0.0)).logLoss()).isFinite();
  }

  @Test
  void quantilesLieBetweenSortedNumbers() {
    double[] numbers = new Random(2).doubles(101).toArray();
    Distribution distribution = Distribution.of(DoubleStream.of(numbers));
    Arrays.sort(numbers);
    assertThat(distribution.quantile(0.9)).isCloseTo(numbers[90], within(ROUNDING));
    assertThat(distribution.quantile(0.505))
        .isCloseTo((numbers[50] + numbers[51]) / 2, within(ROUNDING));
    assertThat(distribution.min()).isEqualTo(numbers[0]);
    assertThat(distribution.max()).isEqualTo(numbers[100]);
    Distribution none = Distribution.of(DoubleStream.of(Double.NaN));
    assertThat(none.count()).isZero();
    assertThat(none.quantile(0.5)).isNaN();
    assertThat(Distribution.of(DoubleStream.of(1, 3)).deviation())
        .isCloseTo(Math.sqrt(2), within(ROUNDING));
  }

  @Test
  void foldsAreThoseThatHaveSomethingToJudge() {
    List<Judgment> judgments =
        List.of(
            MadeUp.judgment("a", "train", 1, 1),
            MadeUp.judgment("b", "test", 1, 2),
            MadeUp.judgment("c", "test", Double.NaN, 2),
            MadeUp.judgment("d", "validation", 1, Double.NaN));
    List<JudgedFold> folds = JudgedFold.of(MadeUp.column(judgments));
    assertThat(folds).extracting(JudgedFold::name).containsExactly("test", "train");
    assertThat(folds.get(0).judgments()).containsExactly(judgments.get(1));
  }

  @Test
  void crystalSystemsAreThoseOfTheInternationalTables() {
    int[] firsts = {1, 3, 16, 75, 143, 168, 195};
    int[] lasts = {2, 15, 74, 142, 167, 194, 230};
    for (int k = 0; k < 7; k++) {
      assertThat(CrystalSystem.of(firsts[k])).hasValue(CrystalSystem.values()[k]);
      assertThat(CrystalSystem.of(lasts[k])).hasValue(CrystalSystem.values()[k]);
    }
    assertThat(CrystalSystem.of(0)).isEmpty();
  }

  @Test
  void numbersHaveTheUnitOfTheirColumn() {
    JudgedColumn gaps = MadeUp.column(MadeUp.pairs(1, 1));
    assertThat(gaps.amount(0.123456)).isEqualTo("0.1235 " + gaps.unit());
    assertThat(gaps.axis("error")).isEqualTo("error, " + gaps.unit());
    JudgedColumn classes = MadeUp.classes(MadeUp.pairs(1, 1));
    assertThat(classes.amount(0.5)).isEqualTo("0.5");
    assertThat(classes.axis("error")).isEqualTo("error");
  }

  @Test
  void idsOfFiguresAreOfLowerCaseLettersDigitsAndHyphens() {
    assertThat(Subject.slug("band_gap > 0.0")).isEqualTo("band-gap-0-0");
    assertThat(Subject.slug("<>\"")).isEqualTo("x");
  }
}
