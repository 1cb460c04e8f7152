package org.latticework.report.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.latticework.report.page.SectionReading.table;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latticework.report.drawing.SvgDrawing;
import org.latticework.report.figure.Figure;
import org.latticework.report.page.Facts;
import org.latticework.report.page.Part;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

public class SweepSectionTest {
  private static SweepRun run(
      String name, String conditions, long crystals, long seed, long steps, double error) {
    return new SweepRun(name, conditions, "done", "", crystals, seed, steps, error, error);
  }

  private static SweepRun failed(String name) {
    return new SweepRun(name, "rate 9", "failed", "Epoch 1: NaN", 10, 0, 0, Double.NaN, Double.NaN);
  }

  private static Interval known(double value) {
    return new Interval(value, value / 2, value * 2);
  }

  /** Two sizes of two seeds on the law 2 N^−0.5, and a run that failed. */
  public static SweepFacts sized() {
    Law law =
        new Law(
            known(2),
            known(0.5),
            new Interval(0, Double.NaN, Double.NaN),
            false,
            List.of(
                new LawPoint(100, known(0.2)),
                new LawPoint(400, known(0.1)),
                new LawPoint(1600, known(0.05))),
            "no break of the law was found (p = 0.400).",
            List.of("No floor: it takes runs of 3 sizes, there are 2; c = 0 is assumed"));
    List<CurveRun> runs =
        List.of(
            new CurveRun(100, 0, 0.19),
            new CurveRun(100, 1, 0.21),
            new CurveRun(400, 0, 0.09),
            new CurveRun(400, 1, 0.11));
    return new SweepFacts(
        "s",
        "mae",
        "eV/atom",
        List.of(new SizedCurve("", 1600, runs, Optional.of(law))),
        List.of(
            run("a", "", 100, 0, 50, 0.19),
            run("b", "", 100, 1, 50, 0.21),
            run("c", "", 400, 0, 200, 0.09),
            run("d", "", 400, 1, 200, 0.11),
            failed("e")));
  }

  /** Runs of one size that differ in a setting, and one that was cut. */
  public static SweepFacts settings() {
    return new SweepFacts(
        "t",
        "log_loss",
        "",
        List.of(new SizedCurve("rate 1", 10, List.of(new CurveRun(10, 0, 0.3)), Optional.empty())),
        List.of(
            run("a", "rate 1", 10, 0, 5, 0.3),
            run("b", "rate 2", 10, 0, 5, 0.2),
            run("c", "rate 2", 10, 1, 5, 0.3),
            new SweepRun(
                "d", "rate 3", "cut", "after 2 epochs, 4 of 4", 10, 0, 2, 0.9, Double.NaN)));
  }

  /** Nothing but a run that failed. */
  public static SweepFacts hopeless() {
    return new SweepFacts("u", "mae", "eV", List.of(), List.of(failed("a")));
  }

  @Test
  void drawsRunsMeansAndTheLawUpToAllLabeled() {
    Section section = SweepSection.of(sized());
    assertThat(section.figures())
        .extracting(Figure::id)
        .containsExactly("sweep-curves", "sweep-steps");
    Figure curves = section.figures().get(0);
    assertThat(curves.table().rows()).hasSize(4).contains(List.of("all runs", 400L, 1L, 0.11));
    assertThat(curves.data().get("means").rows())
        .extracting(
            row -> row.get(1), row -> row.get(2), row -> Math.round(1e9 * (double) row.get(3)))
        .containsExactly(tuple(100L, 2L, 200_000_000L), tuple(400L, 2L, 100_000_000L));
    assertThat(curves.data().get("law").rows()).hasSize(3);
    assertThat(curves.data().get("all").rows())
        .containsExactly(List.of("all runs", 1600L, 0.05, 0.025, 0.1));
    assertThat(curves.caption())
        .endsWith("all runs: with all 1,600 crystals the law says 0.05 (0.025 to 0.1).");
  }

  @Test
  void saysTheLawItsIntervalsAndWhatIsMissing() {
    Section section = SweepSection.of(sized());
    assertThat(table(section, "Laws").table().rows())
        .containsExactly(
            List.of(
                "all runs",
                4L,
                "2 (1 to 4)",
                "0.5 (0.25 to 1)",
                "0, assumed",
                "0.05 (0.025 to 0.1)",
                1600L));
    assertThat(section.parts())
        .contains(
            Words.of("5 runs, 4 of them done."),
            Words.of("all runs: no break of the law was found (p = 0.400)."),
            Words.of(
                "all runs: No floor: it takes runs of 3 sizes, there are 2; c = 0 is assumed."));
    assertThat(table(section, "Runs that were not done").table().rows())
        .containsExactly(List.of("e", "rate 9; 10 crystals", 0L, "failed", "Epoch 1: NaN"));
    assertThat(section.figures().get(1).caption())
        .isEqualTo("A point a run. From 50 to 200 steps of each worker; the best run took 200.");
  }

  /** One seed a size: there is nothing to resample. */
  @Test
  void speaksOfNoBandWhereThereIsNone() {
    assertThat(SweepSection.of(sized()).figures().get(0).caption()).contains("shaded");
    assertThat(table(SweepSection.of(sized()), "Laws").caption()).contains("resamples");
    Section section = SweepSection.of(ofOneSeed());
    Figure curves = section.figures().get(0);
    assertThat(curves.caption())
        .isEqualTo(
            "Points are runs, diamonds their means, lines the fitted laws. The square is what the law says of all labeled crystals. all runs: with all 1,600 crystals the law says 0.05.");
    assertThat(table(section, "Laws").caption()).isEqualTo("Laws a N^−b + c of N crystals");
    try (SvgDrawing drawing = new SvgDrawing()) {
      assertThat(drawing.svg(curves)).doesNotContain("NaN");
    }
  }

  private static SweepFacts ofOneSeed() {
    Law law =
        new Law(
            bare(2),
            bare(0.5),
            bare(0),
            false,
            List.of(new LawPoint(100, bare(0.2)), new LawPoint(1600, bare(0.05))),
            "",
            List.of());
    List<CurveRun> runs = List.of(new CurveRun(100, 0, 0.2), new CurveRun(400, 0, 0.1));
    return new SweepFacts(
        "s",
        "mae",
        "eV/atom",
        List.of(new SizedCurve("", 1600, runs, Optional.of(law))),
        List.of(run("a", "", 100, 0, 50, 0.2), run("b", "", 400, 0, 200, 0.1)));
  }

  private static Interval bare(double value) {
    return new Interval(value, Double.NaN, Double.NaN);
  }

  @Test
  void ordersSettingsByTheMeanErrorOfTheirRuns() {
    Section section = SweepSection.of(settings());
    assertThat(section.figures()).extracting(Figure::id).containsExactly("sweep-runs");
    Figure runs = section.figures().get(0);
    assertThat(runs.data().get("settings").rows())
        .containsExactly(List.of("rate 2; 10 crystals", 0.25), List.of("rate 1; 10 crystals", 0.3));
    assertThat(runs.table().rows()).extracting(row -> row.get(3)).containsExactly("b", "c", "a");
    assertThat(runs.caption())
        .isEqualTo(
            "Points are runs, ticks their means, the best first. Best: rate 2; 10 crystals, with 0.25. Worst: rate 1; 10 crystals, with 0.3.");
    assertThat(table(section, "Runs, the best first").table().columns()).contains("test log loss");
  }

  @Test
  void saysWhyNoRunIsDone() {
    Section section = SweepSection.of(hopeless());
    assertThat(section.figures()).isEmpty();
    assertThat(section.parts()).first().isEqualTo(Words.of("1 run, 0 of them done."));
    Part last = section.parts().get(section.parts().size() - 1);
    assertThat(last).isInstanceOf(Facts.class);
  }
}
