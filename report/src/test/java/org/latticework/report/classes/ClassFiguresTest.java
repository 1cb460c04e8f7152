package org.latticework.report.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.Table;
import org.latticework.report.judged.ClassMetrics;
import org.latticework.report.judged.JudgedColumn;
import org.latticework.report.judged.JudgedFold;
import org.latticework.report.judged.Judgment;
import org.latticework.report.judged.MadeUp;

class ClassFiguresTest {
  private static List<Figure> figures(List<Judgment> judgments) {
    JudgedColumn column = MadeUp.classes(judgments);
    return ClassFigures.of(MadeUp.subject(column), JudgedFold.of(column));
  }

  @Test
  void countsWhatIsPutWhere() {
    Table cells = figures(MadeUp.pairs(1, 0.9, 1, 0.5, 0, 0.8, 0, 0.2, 0, 0.1)).get(0).table();
    assertThat(cells.rows()).extracting(row -> row.get(2)).containsExactly(1L, 1L, 1L, 2L);
    assertThat(cells.rows())
        .extracting(row -> row.get(3))
        .containsExactly(0.5, 0.5, 1 / 3.0, 2 / 3.0);
  }

  @Test
  void theCurveGoesThroughEachThreshold() {
    Figure roc = figures(MadeUp.pairs(1, 0.9, 0, 0.8, 1, 0.8, 0, 0.2)).get(1);
    assertThat(roc.table().rows())
        .containsExactly(
            List.of(0.0, 0.0, Double.NaN),
            List.of(0.0, 0.5, 0.9),
            List.of(0.5, 1.0, 0.8),
            List.of(1.0, 1.0, 0.2));
    assertThat(roc.title()).contains("0.875");
    Figure precision = figures(MadeUp.pairs(1, 0.9, 0, 0.8, 1, 0.8, 0, 0.2)).get(2);
    assertThat(precision.table().rows())
        .containsExactly(
            List.of(0.5, 1.0, 0.9), List.of(1.0, 2 / 3.0, 0.8), List.of(1.0, 0.5, 0.2));
  }

  @Test
  void aLongCurveIsThinnedAndKeepsItsArea() {
    List<Judgment> judgments =
        MadeUp.manyOfClass(30_000, 5).stream().filter(it -> it.fold().equals("test")).toList();
    List<List<Object>> points = figures(judgments).get(1).table().rows();
    assertThat(points).hasSize(501);
    double area = 0;
    for (int k = 1; k < points.size(); k++) {
      double width = (double) points.get(k).get(0) - (double) points.get(k - 1).get(0);
      area += width * ((double) points.get(k).get(1) + (double) points.get(k - 1).get(1)) / 2;
    }
    // Steps between two of 500 points are replaced by straight lines: 1/500 at most.
    assertThat(area).isCloseTo(ClassMetrics.of(judgments).auc(), within(0.002));
  }

  @Test
  void tenthsOfProbabilitiesHaveTheSharesOfTheirCrystals() {
    List<Judgment> judgments =
        MadeUp.manyOfClass(5000, 6).stream().filter(it -> it.fold().equals("test")).toList();
    List<Figure> figures = figures(judgments);
    int seen = 0;
    for (List<Object> row : figures.get(3).table().rows()) {
      double from = (double) row.get(3);
      Predicate<Judgment> inside = it -> it.prediction() >= from && it.prediction() < from + 0.1;
      List<Judgment> own = judgments.stream().filter(inside).toList();
      assertThat(row.get(2)).isEqualTo(own.size());
      assertThat((double) row.get(1))
          .isEqualTo((double) own.stream().filter(it -> it.target() == 1).count() / own.size());
      seen += own.size();
    }
    assertThat(seen).isEqualTo(judgments.size());
  }

  @Test
  void crystalsOfAllFoldsCanBeFound() {
    List<Figure> figures = figures(MadeUp.manyOfClass(100, 7));
    Table crystals = figures.get(figures.size() - 1).data().get(Figure.CRYSTALS);
    assertThat(crystals.columns()).contains("id");
    assertThat(crystals.rows())
        .hasSize(100)
        .extracting(row -> row.get(2))
        .contains("test", "validation", "train");
  }

  @Test
  void oneClassAloneHasNoCurvesOfRanks() {
    assertThat(figures(MadeUp.pairs(1, 0.9, 1, 0.2)))
        .extracting(Figure::id)
        .containsExactly("right-confusion-test", "right-reliability-test");
  }
}
