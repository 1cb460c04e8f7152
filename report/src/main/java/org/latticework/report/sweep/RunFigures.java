package org.latticework.report.sweep;

import static java.util.stream.Collectors.averagingDouble;
import static java.util.stream.Collectors.groupingBy;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;

/** Runs by their settings, and by the steps they took. */
final class RunFigures {
  private static final int SETTINGS = 40; // drawn; the best

  private RunFigures() {}

  /** Returns the settings with the mean error of their runs, the best first. */
  static List<Map.Entry<String, Double>> means(List<SweepRun> judged) {
    return judged.stream()
        .collect(groupingBy(RunFigures::setting, averagingDouble(SweepRun::testError)))
        .entrySet()
        .stream()
        .sorted(
            Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  /** Returns what a run is called by its settings. */
  static String setting(SweepRun run) {
    String size = Written.crystals(run.crystals());
    return run.conditions().isEmpty() ? size : "%s; %s".formatted(run.conditions(), size);
  }

  /** Returns the figure of runs by settings. */
  static Figure bySettings(SweepFacts facts, List<SweepRun> judged) {
    List<Map.Entry<String, Double>> means = means(judged);
    List<Map.Entry<String, Double>> shown = means.subList(0, Math.min(SETTINGS, means.size()));
    Table settings = new Table("setting", "error");
    shown.forEach(mean -> settings.row(mean.getKey(), mean.getValue()));
    List<String> names = shown.stream().map(Map.Entry::getKey).toList();
    Table runs = new Table("setting", "seed", "error", "run");
    judged.stream()
        .filter(run -> names.contains(setting(run)))
        .sorted(Comparator.comparingInt(run -> names.indexOf(setting(run))))
        .forEach(run -> runs.row(setting(run), run.seed(), run.testError(), run.name()));
    Map<String, Table> data = new LinkedHashMap<>();
    data.put("runs", runs);
    data.put("settings", settings);
    return new Figure(
        "sweep-runs",
        "Error by settings",
        caption(means, shown.size()),
        FigureTemplate.of("settings").fill(Map.of("error", facts.quantity())),
        data);
  }

  private static String caption(List<Map.Entry<String, Double>> means, int shown) {
    Map.Entry<String, Double> best = means.get(0);
    String caption =
        "Points are runs, ticks their means, the best first. Best: %s, with %s."
            .formatted(best.getKey(), Written.number(best.getValue()));
    if (means.size() > 1) {
      Map.Entry<String, Double> worst = means.get(means.size() - 1);
      caption += " Worst: %s, with %s.".formatted(worst.getKey(), Written.number(worst.getValue()));
    }
    return shown < means.size()
        ? caption + " The best %d of %d settings are drawn.".formatted(shown, means.size())
        : caption;
  }

  /** Returns the figure of errors by steps. */
  static Figure bySteps(SweepFacts facts, List<SweepRun> judged) {
    Table runs = new Table("run", "setting", "steps", "error");
    judged.stream()
        .sorted(Comparator.comparingLong(SweepRun::steps))
        .forEach(run -> runs.row(run.name(), setting(run), run.steps(), run.testError()));
    SweepRun best =
        judged.stream().min(Comparator.comparingDouble(SweepRun::testError)).orElseThrow();
    return new Figure(
        "sweep-steps",
        "Error by gradient steps",
        "A point a run. From %s to %s steps of each worker; the best run took %s."
            .formatted(
                Written.count(judged.stream().mapToLong(SweepRun::steps).min().orElseThrow()),
                Written.count(judged.stream().mapToLong(SweepRun::steps).max().orElseThrow()),
                Written.count(best.steps())),
        FigureTemplate.of("steps").fill(Map.of("error", facts.quantity())),
        Map.of("runs", runs));
  }
}
