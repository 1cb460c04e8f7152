package org.latticework.report.sweep;

import java.util.Comparator;
import java.util.List;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;
import org.latticework.report.page.Facts;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

/** A sweep: learning curves with their laws, runs by settings, what failed and why. */
public final class SweepSection {
  private static final int RUNS = 50; // in a table; the best

  private SweepSection() {}

  /** Returns the section. */
  public static Section of(SweepFacts facts) {
    Section section = new Section("sweep", "Sweep " + facts.name());
    long runs = facts.runs().size();
    section.add(
        Words.of(
            "%s, %s of them done."
                .formatted(Written.count(runs, "run", "runs"), Written.count(facts.done()))));
    List<SizedCurve> sized = facts.curves().stream().filter(SizedCurve::hasSizes).toList();
    if (!sized.isEmpty()) {
      laws(sized, section);
      section.draw(CurveFigure.of(facts, sized));
    }
    List<SweepRun> judged =
        facts.runs().stream()
            .filter(run -> run.isDone() && Double.isFinite(run.testError()))
            .sorted(Comparator.comparingDouble(SweepRun::testError).thenComparing(SweepRun::name))
            .toList();
    if (!judged.isEmpty()) {
      figures(facts, judged, sized.isEmpty(), section);
      best(judged, facts.quantity(), section);
    }
    undone(facts.runs(), section);
    return section;
  }

  private static void figures(
      SweepFacts facts, List<SweepRun> judged, boolean ofOneSize, Section section) {
    boolean varied = judged.stream().map(SweepRun::conditions).distinct().count() > 1;
    if (varied || ofOneSize) {
      section.draw(RunFigures.bySettings(facts, judged));
    }
    List<SweepRun> stepped =
        judged.stream().filter(run -> run.steps() > 0 && run.testError() > 0).toList();
    if (stepped.stream().mapToLong(SweepRun::steps).distinct().count() > 1) {
      section.draw(RunFigures.bySteps(facts, stepped));
    }
  }

  private static void laws(List<SizedCurve> curves, Section section) {
    Table table = new Table("curve", "runs", "a", "b", "c", "with all labeled", "labeled crystals");
    for (SizedCurve curve : curves) {
      curve
          .law()
          .ifPresent(
              law ->
                  table.row(
                      curve.title(),
                      (long) curve.runs().size(),
                      law.a().words(),
                      law.b().words(),
                      law.floorFitted() ? law.c().words() : "0, assumed",
                      law.atAll().error().words(),
                      law.atAll().crystals()));
    }
    if (!table.rows().isEmpty()) {
      boolean resampled =
          curves.stream().anyMatch(it -> it.law().filter(Law::hasIntervals).isPresent());
      section.add(
          new Facts(
              "Laws a N^−b + c of N crystals"
                  + (resampled ? ", in parentheses what 95 of 100 resamples of the seeds say" : ""),
              table));
    }
    for (SizedCurve curve : curves) {
      curve.law().ifPresent(law -> sentences(curve.title(), law, section));
    }
  }

  private static void sentences(String curve, Law law, Section section) {
    if (!law.breakTest().isEmpty()) {
      section.add(Words.of("%s: %s".formatted(curve, law.breakTest())));
    }
    law.missing().forEach(missing -> section.add(Words.of("%s: %s.".formatted(curve, missing))));
  }

  private static void best(List<SweepRun> judged, String quantity, Section section) {
    Table table = new Table("run", "settings", "seed", "steps", "validation error", quantity);
    judged.stream()
        .limit(RUNS)
        .forEach(
            run ->
                table.row(
                    run.name(),
                    RunFigures.setting(run),
                    run.seed(),
                    run.steps(),
                    run.validationError(),
                    run.testError()));
    section.add(
        new Facts(
            judged.size() <= RUNS
                ? "Runs, the best first"
                : "The best %d of %s runs".formatted(RUNS, Written.count(judged.size())),
            table));
  }

  private static void undone(List<SweepRun> runs, Section section) {
    Table table = new Table("run", "settings", "seed", "outcome", "reason");
    runs.stream()
        .filter(run -> !run.isDone())
        .forEach(
            run ->
                table.row(
                    run.name(), RunFigures.setting(run), run.seed(), run.outcome(), run.reason()));
    if (!table.rows().isEmpty()) {
      section.add(new Facts("Runs that were not done", table));
    }
  }
}
