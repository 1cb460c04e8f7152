package org.latticework.report.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.crystal.Element;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.Table;
import org.latticework.report.judged.Certainty;
import org.latticework.report.judged.Crystal;
import org.latticework.report.judged.JudgedColumn;
import org.latticework.report.judged.JudgedFold;
import org.latticework.report.judged.Judgment;
import org.latticework.report.judged.MadeUp;
import org.latticework.report.judged.Subject;

class NumberFiguresTest {
  private static final double ROUNDING = 1e-9; // sums of thousands of numbers near 1

  private static final JudgedColumn MANY = MadeUp.column(MadeUp.many(3000, 1));
  private static final List<JudgedFold> FOLDS = JudgedFold.of(MANY);
  private static final List<Figure> FIGURES =
      NumberFigures.of(new Subject("right", MANY, FOLDS.get(0)), FOLDS);
  private static final List<Judgment> TEST = FOLDS.get(0).judgments();

  private static Figure figure(String id) {
    return FIGURES.stream().filter(it -> it.id().equals("right-" + id)).findFirst().orElseThrow();
  }

  private static Object cell(Table table, int row, String column) {
    return table.rows().get(row).get(table.columns().indexOf(column));
  }

  private static Judgment judgment(int atoms, int spaceGroup, double distance) {
    Crystal crystal = new Crystal("m", "Na", List.of(Element.Na), atoms, spaceGroup);
    return new Judgment(crystal, "test", 1, 2, Certainty.NONE, distance);
  }

  private static List<Integer> sizes(List<CrystalGroup> groups) {
    return groups.stream().map(group -> group.judgments().size()).toList();
  }

  private static List<String> names(List<CrystalGroup> groups) {
    return groups.stream().map(CrystalGroup::name).toList();
  }

  @Test
  void theNumbersOfAFoldAreThoseOfItsCrystals() {
    for (JudgedFold fold : FOLDS) {
      Table own = figure("parity-" + fold.name()).table();
      assertThat(own.rows())
          .extracting(row -> row.get(0))
          .containsExactlyElementsOf(
              fold.judgments().stream().map(each -> each.crystal().id()).toList());
    }
    assertThat(figure("error-by-target-test").data().get(Figure.CRYSTALS))
        .isSameAs(figure("parity-test").table());
    assertThat(figure("parity-test").caption()).contains("300 crystals of the test fold");
  }

  @Test
  void theWorstFiveAreNamed() {
    Table named = figure("parity-test").data().get("named");
    List<String> worst =
        TEST.stream()
            .sorted((a, b) -> Double.compare(Math.abs(b.error()), Math.abs(a.error())))
            .limit(5)
            .map(it -> it.crystal().id())
            .toList();
    assertThat(named.rows())
        .extracting(row -> row.get(0))
        .containsExactlyInAnyOrderElementsOf(worst);
  }

  @Test
  void namesDoNotCoverEachOther() {
    // All five are wrong by about as much at the same target.
    JudgedFold fold =
        new JudgedFold("test", MadeUp.pairs(0, 9, 0, 9.01, 0, 9.02, 0, 9.03, 0, 9.04, 10, 10));
    ParityPlane plane = ParityPlane.of(fold);
    Figure figure =
        ParityFigure.of(
            new Subject("right", MANY, fold), plane, CrystalTable.of(MANY, List.of(fold)));
    double[] heights =
        figure.data().get("named").rows().stream()
            .mapToDouble(row -> (double) row.get(4))
            .sorted()
            .toArray();
    double line = 0.05 * (plane.range().high() - plane.range().low());
    for (int k = 1; k < heights.length; k++) {
      assertThat(heights[k] - heights[k - 1]).isGreaterThan(line - ROUNDING);
    }
    assertThat(heights[4]).isLessThan(plane.range().high());
  }

  @Test
  void manyCrystalsAreCountedInCellsAndTheRestIsAlone() {
    JudgedFold fold = new JudgedFold("test", MadeUp.many(6000, 2));
    ParityPlane plane = ParityPlane.of(fold);
    Table cells = plane.cells();
    int counted = 0;
    for (int k = 0; k < cells.rows().size(); k++) {
      double low = (double) cell(cells, k, "target_from");
      double high = (double) cell(cells, k, "target_to");
      double below = (double) cell(cells, k, "prediction_from");
      double above = (double) cell(cells, k, "prediction_to");
      long inside =
          fold.judgments().stream()
              .filter(it -> it.target() >= low && it.target() < high)
              .filter(it -> it.prediction() >= below && it.prediction() < above)
              .count();
      assertThat(cell(cells, k, "count")).isEqualTo((int) inside);
      counted += (int) inside;
    }
    long alone = fold.judgments().stream().filter(plane::isAlone).count();
    assertThat(counted + alone).isBetween(6000L, 6050L); // of the worst 50 some are in cells too
    assertThat(JudgedFold.worst(fold.judgments(), 50)).allMatch(plane::isAlone);
    assertThat(plane.isDense()).isTrue();
    assertThat(ParityPlane.of(FOLDS.get(0)).isDense()).isFalse();
  }

  @Test
  void aWildPredictionDoesNotHideAllOthers() {
    JudgedFold fold = new JudgedFold("test", MadeUp.pairs(0, 0.1, 1, 1.1, 2, 2.1, 3, 1e6));
    ParityPlane plane = ParityPlane.of(fold);
    assertThat(plane.range().high()).isLessThan(7);
    assertThat(plane.outside()).isEqualTo(1);
    Subject subject = new Subject("right", MANY, fold);
    assertThat(
            ParityFigure.of(subject, plane, CrystalTable.of(subject.column(), List.of(fold)))
                .caption())
        .contains("1 crystal lie outside of the range");
  }

  @Test
  void residualsAreAllCounted() {
    Figure figure = figure("residuals-test");
    long counted = figure.table().rows().stream().mapToLong(row -> (long) row.get(2)).sum();
    double from = (double) figure.table().rows().get(0).get(0);
    double to = (double) figure.table().rows().get(figure.table().rows().size() - 1).get(1);
    long inside = TEST.stream().filter(it -> it.error() >= from && it.error() <= to).count();
    assertThat(counted).isEqualTo(inside);
    if (counted < 300) {
      assertThat(figure.caption()).contains((300 - counted) + " of 300 crystals");
    }
  }

  @Test
  void bandsAreTheQuantilesOfTheirErrors() {
    Table bins = figure("error-by-target-test").table();
    int seen = 0;
    for (int k = 0; k < bins.rows().size(); k++) {
      double from = (double) cell(bins, k, "from");
      double to = (double) cell(bins, k, "to");
      boolean last = k == bins.rows().size() - 1;
      double[] sizes =
          TEST.stream()
              .filter(it -> it.target() >= from && (it.target() < to || last))
              .mapToDouble(it -> Math.abs(it.error()))
              .sorted()
              .toArray();
      assertThat(cell(bins, k, "count")).isEqualTo(sizes.length);
      double median = (sizes[(sizes.length - 1) / 2] + sizes[sizes.length / 2]) / 2;
      assertThat((double) cell(bins, k, "median")).isCloseTo(median, within(ROUNDING));
      seen += sizes.length;
    }
    assertThat(seen).isEqualTo(300);
  }

  @Test
  void groupsHaveTheMeanAndItsInterval() {
    Subject subject = MadeUp.subject(MadeUp.column(MadeUp.pairs(0, 1, 0, 2, 0, -3, 0, 4, 0, -5)));
    Figure figure =
        GroupFigure.of(
            subject,
            "kind",
            "what",
            List.of(
                new CrystalGroup("all", subject.fold().judgments()),
                new CrystalGroup("more", MadeUp.pairs(0, 6, 0, 6, 0, 6, 0, 6, 0, 6)),
                new CrystalGroup("few", MadeUp.pairs(0, 9, 0, 9, 0, 9, 0, 8))));
    Table table = figure.table();
    // Mean 3 and variance 5/2 of five; Student's t at 0.975 and 4 degrees of freedom is 2.776445.
    double half = 2.776445 * Math.sqrt(2.5 / 5);
    assertThat((double) cell(table, 0, "mae")).isCloseTo(3, within(ROUNDING));
    assertThat((double) cell(table, 0, "lower")).isCloseTo(3 - half, within(1e-6));
    assertThat((double) cell(table, 0, "upper")).isCloseTo(3 + half, within(1e-6));
    assertThat((double) cell(table, 2, "mae")).isEqualTo(8.75);
    assertThat((double) cell(table, 2, "upper")).isNaN();
    assertThat((double) cell(table, 2, "end")).isEqualTo(8.75);
    assertThat(figure.caption()).contains("least for all (3 eV", "largest for more (6 eV");
  }

  @Test
  void crystalsAreGroupedByAtomsSymmetryAndDistance() {
    List<CrystalGroup> atoms =
        CrystalGroup.byAtoms(
            List.of(judgment(1, 1, 0), judgment(5, 1, 0), judgment(6, 1, 0), judgment(500, 1, 0)));
    assertThat(names(atoms)).containsExactly("1 atom", "5 to 6 atoms", "81 atoms or more");
    assertThat(sizes(atoms)).containsExactly(1, 2, 1);
    List<CrystalGroup> systems =
        CrystalGroup.bySystem(
            List.of(judgment(1, 2, 0), judgment(1, 3, 0), judgment(1, 225, 0), judgment(1, 0, 0)));
    assertThat(names(systems)).containsExactly("triclinic", "monoclinic", "cubic", "not known");
    List<CrystalGroup> distances =
        CrystalGroup.byDistance(
            List.of(
                judgment(1, 1, 0),
                judgment(1, 1, 0.049),
                judgment(1, 1, 0.05),
                judgment(1, 1, 0.8),
                judgment(1, 1, 1e9),
                judgment(1, 1, Double.NaN)));
    assertThat(names(distances))
        .containsExactly("0.00 to 0.05 Å", "0.05 to 0.10 Å", "0.80 Å or more", "none to compare");
    assertThat(sizes(distances)).containsExactly(2, 1, 2, 1);
  }

  @Test
  void spaceGroupsOfFewCrystalsAreLeftOut() {
    Judgment cubic = judgment(1, 225, 0);
    Judgment triclinic = judgment(1, 2, 0);
    Judgment monoclinic = judgment(1, 14, 0);
    List<CrystalGroup> groups =
        CrystalGroup.bySpaceGroup(
            List.of(
                cubic,
                cubic,
                cubic,
                cubic,
                cubic,
                triclinic,
                triclinic,
                triclinic,
                triclinic,
                monoclinic,
                monoclinic,
                monoclinic,
                monoclinic,
                monoclinic,
                monoclinic));
    assertThat(names(groups)).containsExactly("14, monoclinic", "225, cubic");
    assertThat(sizes(groups)).containsExactly(6, 5);
  }

  @Test
  void elementsHaveTheErrorsOfTheirCrystals() {
    Table table = figure("error-by-element-test").table();
    assertThat(table.rows()).hasSize(118);
    Set<List<Object>> places = new HashSet<>();
    for (int k = 0; k < 118; k++) {
      Element element = Element.ofNumber(k + 1);
      double[] sizes =
          TEST.stream()
              .filter(it -> it.crystal().elements().contains(element))
              .mapToDouble(it -> Math.abs(it.error()))
              .toArray();
      assertThat(cell(table, k, "count")).isEqualTo(sizes.length);
      if (sizes.length > 0) {
        double mean = Arrays.stream(sizes).average().orElseThrow();
        assertThat((double) cell(table, k, "mae")).isCloseTo(mean, within(ROUNDING));
      }
      places.add(List.of(cell(table, k, "column"), cell(table, k, "row")));
    }
    assertThat(places).hasSize(118);
    assertThat(List.of(cell(table, 56, "column"), cell(table, 56, "row"))).isEqualTo(List.of(3, 9));
    assertThat(List.of(cell(table, 102, "column"), cell(table, 102, "row")))
        .isEqualTo(List.of(17, 10)); // lawrencium
    assertThat(List.of(cell(table, 71, "column"), cell(table, 71, "row"))).isEqualTo(List.of(4, 6));
  }

  @Test
  void theWorstCrystalsAreNotThoseOfTraining() {
    Table worst = WorstCrystals.of(MANY, FOLDS).table();
    assertThat(worst.rows()).hasSize(20);
    assertThat(worst.rows()).noneMatch(row -> row.get(2).equals("train"));
    List<JudgedFold> training = FOLDS.subList(2, 3);
    assertThat(WorstCrystals.of(MANY, training).table().rows()).hasSize(20);
  }
}
