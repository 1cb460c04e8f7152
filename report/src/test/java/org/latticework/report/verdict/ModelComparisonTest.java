package org.latticework.report.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latticework.report.judged.JudgedColumn;
import org.latticework.report.judged.Judgment;
import org.latticework.report.judged.MadeUp;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;
import org.latticework.report.verdict.ModelComparison.Standing;

class ModelComparisonTest {
  private static JudgedColumn column(String model, List<Judgment> judgments) {
    return new JudgedColumn(model, "band_gap", "eV", false, Double.NaN, judgments);
  }

  /** Errors that are exponential with mean 1, and a second model that is off by 0.1 more. */
  private static List<JudgedColumn> two() {
    Random random = new Random(8);
    List<Judgment> first = new ArrayList<>();
    List<Judgment> second = new ArrayList<>();
    for (int k = 0; k < 1000; k++) {
      double error = -Math.log(1 - random.nextDouble());
      first.add(MadeUp.judgment("m" + k, "test", 0, error));
      second.add(MadeUp.judgment("m" + k, "test", 0, error + 0.1));
    }
    return List.of(column("first", first), column("second", second));
  }

  @Test
  void intervalsAreThoseOfMeans() {
    ModelComparison comparison = ModelComparison.of(two()).orElseThrow();
    assertThat(comparison.crystals()).isEqualTo(1000);
    Standing first = comparison.standings().get(0);
    assertThat(first.model()).isEqualTo("first");
    // The standard deviation is about 1, so of the mean 1/√1000; 1,000 draws know it to a tenth.
    double half = 1.96 / Math.sqrt(1000);
    assertThat(first.lower()).isCloseTo(first.mean() - half, within(0.2 * half));
    assertThat(first.upper()).isCloseTo(first.mean() + half, within(0.2 * half));
  }

  @Test
  void differencesAreThoseOfPairs() {
    Standing second = ModelComparison.of(two()).orElseThrow().standings().get(1);
    // Intervals of the means overlap; that of the difference, always 0.1, is a point.
    assertThat(second.behind()).isCloseTo(0.1, within(1e-9));
    assertThat(second.behindLower()).isCloseTo(0.1, within(1e-9));
    assertThat(second.behindUpper()).isCloseTo(0.1, within(1e-9));
  }

  private static Section section(JudgedColumn... columns) {
    return ComparisonSection.of("right", "Models", List.of(columns));
  }

  /** As many crystals as asked for, with one and the same error. */
  private static JudgedColumn constant(String model, int crystals, String fold, double error) {
    return column(
        model,
        IntStream.range(0, crystals)
            .mapToObj(k -> MadeUp.judgment("m" + k, fold, 0, error))
            .toList());
  }

  @Test
  void fewCrystalsHaveNoIntervalsAndNoVerdict() {
    for (int crystals : new int[] {1, 19}) {
      JudgedColumn good = constant("good", crystals, "test", 1);
      JudgedColumn bad = constant("bad", crystals, "test", 2);
      for (Standing each : ModelComparison.of(List.of(good, bad)).orElseThrow().standings()) {
        assertThat(each.upper()).isNaN();
        assertThat(each.behindLower()).isNaN();
      }
      assertThat(section(good, bad).figures().get(0).caption())
          .contains("good is best", "do not say which model is better")
          .doesNotContain("chance", "interval");
    }
    JudgedColumn good = constant("good", 20, "test", 1);
    assertThat(section(good, constant("bad", 20, "test", 2)).figures().get(0).caption())
        .contains("larger than chance", "95 % intervals");
  }

  @Test
  void namesAModelThatWasNotJudgedOnTheFold() {
    JudgedColumn absent = constant("absent", 30, "validation", 1);
    Section section =
        section(constant("one", 30, "test", 1), constant("two", 30, "test", 2), absent);
    assertThat(section.parts())
        .contains(
            Words.warning("Not compared, since no crystal of the test fold is judged: absent."));
  }

  @Test
  void doesNotDependOnTheOrderOfRows() {
    List<JudgedColumn> shuffled = new ArrayList<>();
    for (JudgedColumn column : two()) {
      List<Judgment> judgments = new ArrayList<>(column.judgments());
      Collections.shuffle(judgments, new Random(1));
      shuffled.add(column(column.model(), judgments));
    }
    assertThat(ModelComparison.of(shuffled).orElseThrow().standings())
        .isEqualTo(ModelComparison.of(two()).orElseThrow().standings());
  }

  @Test
  void comparesOnlyWhatAllHaveJudgedOutsideOfTraining() {
    JudgedColumn one = column("one", MadeUp.pairs(0, 1, 0, 2, 0, 3));
    JudgedColumn other = column("other", MadeUp.pairs(0, 2));
    assertThat(ModelComparison.of(List.of(one, other)).orElseThrow().crystals()).isEqualTo(1);
    JudgedColumn learned = column("learned", List.of(MadeUp.judgment("a", "train", 0, 0)));
    assertThat(ModelComparison.of(List.of(one, learned))).isEmpty();
    assertThat(ModelComparison.of(List.of(learned, learned))).isEmpty();
  }
}
