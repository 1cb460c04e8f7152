package org.latticework.jobs.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.model.Provenance;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.pipeline.delta.LostVersionException;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.split.SplitStrategy;
import org.latticework.pipeline.table.LeakageTable;
import org.latticework.pipeline.table.SplitTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a model would have seemed to be worth by chance: an earlier model of the same settings, but
 * for split, name and seed, that learned from a random split of the same sizes.
 *
 * @param model its name
 * @param split its split
 * @param error on the same fold of that split
 */
record Counterfactual(String model, String split, double error) {
  private static final Logger LOG = LoggerFactory.getLogger(Counterfactual.class);
  private static final double SAME_SIZE = 0.05; // of the crystals of a fold; or as hashing varies

  /**
   * Looks among the models of the workspace; the first by name where there are several. One whose
   * files or tables can no longer be read is passed over.
   *
   * @param headline name of the error
   */
  static Optional<Counterfactual> find(JobRun run, EvaluateConfig config, String headline)
      throws IOException {
    ModelVersion judged = ModelFolder.of(run.location(), config.model()).current(run.hadoop());
    Map<Fold, Long> sizes = sizes(run, judged.provenance(run.hadoop()));
    List<String> names = new ArrayList<>(run.location().child("models").names(run.hadoop()));
    names.remove(config.model());
    Collections.sort(names);
    for (String name : names) {
      ModelFolder folder = ModelFolder.of(run.location(), name);
      try {
        if (!folder.missing()) {
          ModelVersion other = folder.current(run.hadoop());
          Optional<Summary> metrics = other.summary(config.metricsFile(), run.hadoop());
          if (metrics.isPresent()
              && metrics.get().facts().get(headline) instanceof Number error
              && isTrainedAlike(run, judged, other)
              && isOfARandomSplitAsLarge(run, other.provenance(run.hadoop()), sizes)) {
            String split = other.provenance(run.hadoop()).split();
            return Optional.of(new Counterfactual(name, split, error.doubleValue()));
          }
        }
      } catch (IOException | ConfigurationException | LostVersionException e) {
        LOG.warn("Model {} is passed over: {}", name, e.getMessage());
      }
    }
    return Optional.empty();
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

  private static boolean isOfARandomSplitAsLarge(JobRun run, Provenance of, Map<Fold, Long> sizes) {
    boolean random =
        LeakageTable.read(run.spark(), run.workspace(), of.split()).collectAsList().stream()
            .anyMatch(row -> row.getAs(LeakageTable.STRATEGY).equals(SplitStrategy.RANDOM.word()));
    return random && isAsLarge(sizes, sizes(run, of));
  }

  private static Map<Fold, Long> sizes(JobRun run, Provenance of) {
    of.tableVersions().requireDecisions(run.spark(), run.workspace(), of.split(), of.release());
    Map<Fold, Long> sizes = new EnumMap<>(Fold.class);
    of.tableVersions()
        .split(run.spark(), run.workspace(), of.split())
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
   * @param judged name of the model that is judged
   * @param here its error
   */
  void say(Console console, String headline, String judged, double here) {
    console.say(
        "By chance  %s %.4f: the model %s, trained alike on the random split %s",
        headline, error, model, split);
    console.sayBelow("Of %s it is %.4f, a difference of %+.4f", judged, here, here - error);
  }

  static void sayNone(Console console, EvaluateConfig config) {
    console.say(
        "By chance  no model was trained alike on a random split of the same sizes. To have one:");
    console.say("           latticework split --strategy random --name by-chance");
    console.say(
        "           latticework train --split by-chance --name %s-by-chance, with the same settings",
        config.model());
    console.say("           latticework evaluate --model %s-by-chance", config.model());
  }

  Summary facts() {
    return new Summary().put("model", model).put("split", split).put("error", error);
  }
}
