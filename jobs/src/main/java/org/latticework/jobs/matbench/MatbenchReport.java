package org.latticework.jobs.matbench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Summary;

/**
 * What came of a task, for people and for {@code --summary}.
 *
 * @param config of the task
 * @param rows of its file
 * @param folds all of them
 */
record MatbenchReport(MatbenchConfig config, TaskRows rows, List<FoldResult> folds) {
  private static final int NAMED = 5;

  MatbenchReport {
    folds = List.copyOf(folds);
  }

  /** Returns the mean of a score over the folds. */
  private double mean(ToDoubleFunction<FoldScores> score) {
    return folds.stream()
        .mapToDouble(it -> score.applyAsDouble(it.scores()))
        .average()
        .orElseThrow();
  }

  /** Returns the standard deviation √(Σ (x − mean)² / 5) over the folds, as Matbench states it. */
  private double deviation(ToDoubleFunction<FoldScores> score) {
    double mean = mean(score);
    return Math.sqrt(
        folds.stream()
            .mapToDouble(it -> Math.pow(score.applyAsDouble(it.scores()) - mean, 2))
            .average()
            .orElseThrow());
  }

  void say(Console console) {
    console.say(
        "Matbench   %-14s %8s  %15s  %15s  %9s", "fold", "crystals", "MAE", "RMSE", "max error");
    for (FoldResult fold : folds) {
      FoldScores scores = fold.scores();
      console.say(
          "           %-14d %,8d  %15.4f  %15.4f  %9.4f",
          fold.fold(), scores.count(), scores.mae(), scores.rmse(), scores.maxError());
    }
    console.say(
        "           %-14s %,8d  %6.4f ± %6.4f  %6.4f ± %6.4f  %s",
        "mean ± std",
        folds.stream().mapToInt(it -> it.scores().count()).sum(),
        mean(FoldScores::mae),
        deviation(FoldScores::mae),
        mean(FoldScores::rmse),
        deviation(FoldScores::rmse),
        config.train().targets().get(0).unit());
    console.say("Results    %s", config.output().text());
    notes().forEach(note -> console.sayBelow("%s", note));
  }

  /** Returns the names of all rows that a mean stands for. */
  private List<String> byMean() {
    return folds.stream().flatMap(it -> it.byMean().stream()).toList();
  }

  /** Returns why Matbench refuses the file, or what else is not as one expects. */
  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    List<String> byMean = byMean();
    if (!byMean.isEmpty()) {
      String names = String.join(", ", byMean.subList(0, Math.min(NAMED, byMean.size())));
      notes.add(
          "%,d of %,d structures have no prediction: %s%s. The mean of what their fold learns from stands for them, since Matbench wants all."
              .formatted(
                  byMean.size(), rows.values().size(), names, byMean.size() > NAMED ? ", …" : ""));
    }
    if (!complete()) {
      notes.add(
          config.task().known()
              ? "Matbench refuses this file: %s has %,d rows, %s has %,d of them."
                  .formatted(
                      config.task().name(),
                      config.task().rows().orElseThrow(),
                      config.file().text(),
                      rows.values().size())
              : "Matbench refuses this file: it has no task %s.".formatted(config.task().name()));
    }
    return notes;
  }

  /** Returns whether every row is there that Matbench asks for. */
  private boolean complete() {
    OptionalInt all = config.task().rows();
    return all.isPresent() && rows.values().size() == all.getAsInt();
  }

  /** Returns the facts. */
  Summary summary() {
    List<Map<String, Object>> facts = new ArrayList<>();
    for (FoldResult fold : folds) {
      Summary each =
          new Summary()
              .put("fold", fold.fold())
              .put("model", fold.parameters().get("model"))
              .put("crystals", fold.scores().count());
      fold.scores().byName().forEach(each::put);
      facts.add(each.put("predicted_by_mean", fold.byMean().size()).facts());
    }
    return new Summary()
        .put("task", config.task().name())
        .put("target", config.train().targets().get(0).column())
        .put("unit", config.train().targets().get(0).unit())
        .put("folds", facts)
        .put("mae_mean", mean(FoldScores::mae))
        .put("mae_std", deviation(FoldScores::mae))
        .put("rmse_mean", mean(FoldScores::rmse))
        .put("rmse_std", deviation(FoldScores::rmse))
        .put("predicted_by_mean", byMean().size())
        .put("complete", complete())
        .put("results", config.output().absolute());
  }
}
