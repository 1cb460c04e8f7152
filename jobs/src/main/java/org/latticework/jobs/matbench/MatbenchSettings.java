package org.latticework.jobs.matbench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.latticework.jobs.featurize.FeaturizeJob;
import org.latticework.jobs.settings.AutomaticSettings;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.pipeline.given.MatbenchFolds;
import org.latticework.pipeline.material.Target;

/** The settings of the steps of a task, as far as they follow from the task. */
final class MatbenchSettings {
  private static final String TARGET = "ingest.target";
  private static final String EXTRA = "ingest.extra-targets";
  private static final String GRAPHS = "train.graphs";
  private static final String FEATURES = "train.network.atom-features";

  /** What a task leaves no choice in. */
  private static final Map<String, String> FIXED =
      Map.of(
          "sweep.sizes", "all",
          "sweep.seeds", "",
          "sweep.splits", "",
          "sweep.vary", "",
          "sweep.runs", "",
          "split.inner-folds", "0",
          "train.as-of", "",
          "train.task.kind", "regression");

  /** Names in the workspace, and what follows from the task: they say nothing of the algorithm. */
  private static final Set<String> NAMES =
      Set.of(
          "split.name",
          "split.strategy",
          "train.name",
          "train.split",
          "train.preset", // its values are among the others
          "train.target",
          GRAPHS);

  private MatbenchSettings() {}

  /**
   * Returns the settings of a task.
   *
   * @param target column that its target becomes; empty for the task's own
   * @param name of splits, sweep and models
   * @throws ConfigurationException if no target is known, or a setting does not go with a task
   */
  static Settings of(Settings settings, MatbenchTask task, Optional<String> target, String name) {
    FIXED.forEach(
        (key, value) -> {
          if (!String.join(",", settings.words(key)).equals(value)) {
            throw new ConfigurationException(
                "matbench trains one network a fold to predict a number: %s must be %s, got %s"
                    .formatted(key, value.isEmpty() ? "empty" : value, settings.text(key)));
          }
        });
    Optional<String> named = Optional.of(settings.text(TARGET)).filter(it -> !it.equals("auto"));
    String column = target.or(() -> named).or(task::column).orElseThrow(() -> unknown(task));
    boolean isExtra = Target.ofColumn(column).isEmpty();
    boolean namesItself = !isExtra && named.isEmpty() && task.column().equals(Optional.of(column));
    List<String> extra = new ArrayList<>(settings.words(EXTRA));
    if (isExtra && !extra.contains(column)) {
      extra.add(column);
    }
    return settings
        .with("ingest.format", Optional.of("matbench"))
        .with(TARGET, namesItself ? Optional.empty() : Optional.of(column))
        .with(EXTRA, isExtra ? Optional.of(String.join(",", extra)) : Optional.empty())
        .with("split.name", Optional.of(name))
        .with("split.strategy", Optional.of("matbench"))
        .with("train.split", Optional.of(split(name, 0)))
        .with("train.target", Optional.of(column))
        .with("sweep.name", Optional.of(name))
        .with("sweep.splits", Optional.of(String.join(",", splits(name))))
        .with("sweep.keep-models", Optional.of("all"));
  }

  private static ConfigurationException unknown(MatbenchTask task) {
    return new ConfigurationException(
        "Matbench has no task %s: say with --target which column of materials its target becomes"
            .formatted(task.name()));
  }

  private static List<String> splits(String name) {
    return IntStream.range(0, MatbenchFolds.FOLDS).mapToObj(fold -> split(name, fold)).toList();
  }

  /** Returns the name of the split whose test is a fold, 0 … 4. */
  static String split(String name, int fold) {
    return "%s-%d".formatted(name, fold);
  }

  /** Returns the settings with the graphs that {@code featurize} makes, unless others are named. */
  static Settings withGraphs(Settings settings) {
    return settings.with(
        GRAPHS,
        settings.text(GRAPHS).equals("auto")
            ? Optional.of(FeaturizeJob.recipe(settings).id())
            : Optional.empty());
  }

  /** Returns what decides on the networks and is not as shipped, by key. */
  static Map<String, Object> unusual(Settings settings) {
    Map<String, String> all =
        new TreeMap<>(Settings.texts(AutomaticSettings.resolve(settings).toJson()));
    all.entrySet().removeAll(AutomaticSettings.shipped().entrySet());
    all.keySet()
        .removeIf(
            key ->
                NAMES.contains(key)
                    || !key.matches("(featurize|split|train)\\..*|sweep\\.(steps|parallel)"));
    if (settings.integer("sweep.steps") > 0) {
      all.remove("train.epochs"); // steps decide
    }
    all.computeIfPresent(FEATURES, (key, path) -> path.replaceFirst(".*/", "")); // the user's disk
    return new TreeMap<>(all);
  }
}
