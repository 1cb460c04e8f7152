package org.latticework.jobs.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.model.Provenance;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.SplitTable;

/**
 * What a model would have seemed to be worth by chance: an earlier model of the same settings, but
 * for split, name and seed, that learned from a random split of the same sizes.
 *
 * @param model its name
 * @param split its split
 * @param error on the same fold of that split
 */
record Counterfactual(String model, String split, double error) {
  private static final double SAME_SIZE = 0.05; // of the crystals of a fold; or as hashing varies

  /**
   * Looks among the models of the workspace; the first by name where there are several.
   *
   * @param headline name of the error
   */
  static Optional<Counterfactual> find(JobRun run, EvaluateConfig config, String headline)
      throws IOException {
    ModelVersion judged = ModelFolder.of(run.location(), config.model()).current(run.hadoop());
    List<Counterfactual> found = new ArrayList<>();
    for (String name :
        run.location().child("models").names(run.hadoop()).stream().sorted().toList()) {
      ModelFolder folder = ModelFolder.of(run.location(), name);
      if (!name.equals(config.model()) && !folder.missing()) {
        found.addAll(
            compared(run, config, headline, judged, folder.current(run.hadoop())).stream()
                .toList());
      }
    }
    return found.stream().findFirst();
  }

  private static Optional<Counterfactual> compared(
      JobRun run, EvaluateConfig config, String headline, ModelVersion judged, ModelVersion other)
      throws IOException {
    Optional<Summary> metrics = other.summary(config.metricsFile(), run.hadoop());
    if (metrics.isEmpty()
        || !(metrics.get().facts().get(headline) instanceof Number error)
        || !isTrainedAlike(run, judged, other)) {
      return Optional.empty();
    }
    Provenance of = other.provenance(run.hadoop());
    Dataset<Row> split = of.tableVersions().split(run.spark(), run.workspace(), of.split());
    Provenance own = judged.provenance(run.hadoop());
    boolean alike =
        isRandom(split)
            && isAsLarge(
                sizes(split),
                sizes(own.tableVersions().split(run.spark(), run.workspace(), own.split())));
    return alike
        ? Optional.of(new Counterfactual(other.name(), of.split(), error.doubleValue()))
        : Optional.empty();
  }

  private static boolean isTrainedAlike(JobRun run, ModelVersion one, ModelVersion other)
      throws IOException {
    Provenance a = one.provenance(run.hadoop());
    Provenance b = other.provenance(run.hadoop());
    return a.target().equals(b.target())
        && a.graphConfig().equals(b.graphConfig())
        && Objects.equals(training(run, one), training(run, other));
  }

  /** Returns the settings of a training that must be the same. */
  private static Map<?, ?> training(JobRun run, ModelVersion model) throws IOException {
    Map<?, ?> settings = Json.parse(model.configuration(run.hadoop()), Map.class);
    if (!(settings.get("train") instanceof Map<?, ?> train)) {
      return Map.of();
    }
    Summary same = Summary.of(train);
    for (String other : List.of("split", "name", "seed", "workers")) {
      same.without(other);
    }
    return same.facts();
  }

  private static boolean isRandom(Dataset<Row> split) {
    return split
        .where(functions.col(SplitTable.GROUP_KEY).notEqual(functions.col(SplitTable.MATERIAL_ID)))
        .isEmpty();
  }

  private static Map<Fold, Long> sizes(Dataset<Row> split) {
    Map<Fold, Long> sizes = new EnumMap<>(Fold.class);
    split
        .groupBy(SplitTable.FOLD)
        .count()
        .collectAsList()
        .forEach(row -> sizes.put(Fold.ofWord(row.getString(0)), row.getLong(1)));
    return sizes;
  }

  private static boolean isAsLarge(Map<Fold, Long> one, Map<Fold, Long> other) {
    for (Fold fold : Fold.values()) {
      long a = one.getOrDefault(fold, 0L);
      long b = other.getOrDefault(fold, 0L);
      double largest = Math.max(a, b);
      if (Math.abs(a - b) > Math.max(SAME_SIZE * largest, 3 * Math.sqrt(largest))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Says what the random split hides.
   *
   * @param headline name of the error
   * @param here the error of the model that is judged
   */
  void say(Console console, String headline, double here) {
    console.say(
        "By chance  %s %.4f: the model %s, trained alike on the random split %s",
        headline, error, model, split);
    console.sayBelow("Here it is %.4f, %.2f times as much", here, here / error);
  }

  static void sayNone(Console console, EvaluateConfig config) {
    console.say(
        "By chance  no model was trained alike on a random split of the same sizes. To have one:");
    console.say("           latticework split --strategy random --name by-chance");
    console.say(
        "           latticework train --split by-chance --name %s-by-chance", config.model());
    console.say("           latticework evaluate --model %s-by-chance", config.model());
  }

  Summary facts() {
    return new Summary().put("model", model).put("split", split).put("error", error);
  }
}
