package org.latticework.jobs.sweep;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.latticework.jobs.fold.GraphChoice;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.train.config.TrainConfig;
import org.latticework.pipeline.featurize.StoredRecipe;

/** The runs of a sweep, checked before Spark starts, and the graphs that they can read. */
final class SweepPlan {
  private static final int MOST = 100_000;
  private static final int NAMED = 10;

  private SweepPlan() {}

  /**
   * Plans all runs.
   *
   * @throws ConfigurationException if one of them cannot be trained; it lists what is wrong with
   *     which
   */
  static List<PlannedRun> of(SweepConfig config, Settings settings) {
    List<Map<String, String>> all = config.pairs();
    if (all.size() > MOST) {
      throw new ConfigurationException(
          "A sweep has at most %,d runs, these are %,d".formatted(MOST, all.size()));
    }
    List<PlannedRun> runs = new ArrayList<>();
    Map<String, List<String>> complaints = new LinkedHashMap<>();
    for (Map<String, String> pairs : all) {
      try {
        runs.add(PlannedRun.of(settings, pairs));
      } catch (ConfigurationException e) {
        complaints.computeIfAbsent(e.getMessage(), what -> new ArrayList<>()).add(words(pairs));
      }
    }
    requireNone(complaints, all.size());
    if (config.keep() == SweepConfig.Keep.BEST) {
      requireOne(runs, "train.split", run -> run.config().split());
      requireOne(runs, "train.target or train.task", run -> run.config().training().task());
    }
    if (!config.halving().isNone()) {
      requireComparable(config, runs);
    }
    return runs;
  }

  /**
   * Chooses the graphs of runs, by {@link PlannedRun#readable}.
   *
   * @throws ConfigurationException if there are none that a network can read; it says what makes
   *     such, and which runs it is about
   */
  static Map<List<Object>, StoredRecipe> recipes(JobRun run, List<PlannedRun> planned) {
    Map<List<Object>, List<PlannedRun>> groups =
        planned.stream().collect(groupingBy(PlannedRun::readable, LinkedHashMap::new, toList()));
    Map<List<Object>, StoredRecipe> recipes = new HashMap<>();
    Map<String, List<String>> complaints = new LinkedHashMap<>();
    groups.forEach(
        (readable, runs) -> {
          TrainConfig first = runs.get(0).config();
          try {
            recipes.put(
                readable, GraphChoice.of(run, first.graphs(), first.training().network().config()));
          } catch (ConfigurationException e) {
            complaints
                .computeIfAbsent(e.getMessage(), what -> new ArrayList<>())
                .addAll(runs.stream().map(PlannedRun::words).toList());
          }
        });
    if (groups.size() == 1 && !complaints.isEmpty()) { // of all runs, which need no list
      throw new ConfigurationException(complaints.keySet().iterator().next());
    }
    requireNone(complaints, planned.size());
    return recipes;
  }

  /**
   * Refuses a sweep of which something is wrong.
   *
   * @param complaints what is wrong, with the runs that it spoils
   * @param runs how many the sweep has
   * @throws ConfigurationException if there is one
   */
  static void requireNone(Map<String, List<String>> complaints, int runs) {
    if (!complaints.isEmpty()) {
      throw new ConfigurationException(
          "Not every run of the sweep can be trained:", listed(complaints, runs));
    }
  }

  /** A learning curve needs all of its runs, and a run that waits is one task. */
  private static void requireComparable(SweepConfig config, List<PlannedRun> runs) {
    List<String> sizes = runs.stream().map(PlannedRun::size).distinct().toList();
    if (sizes.size() > 1) {
      throw new ConfigurationException(
          "sweep.halving.factor above 0 would cut runs of learning curves: all runs must be of one size, got %s"
              .formatted(String.join(", ", sizes)));
    }
    if (config.parallel() == SweepConfig.Parallel.AUTO) {
      throw new ConfigurationException(
          "sweep.halving.factor above 0 wants runs of one worker: sweep.parallel must be never, got auto");
    }
    for (PlannedRun run : runs) {
      int workers = run.config().training().parallelism().workers();
      if (workers > 1) {
        throw new ConfigurationException(
            "sweep.halving.factor above 0 wants runs of one worker: train.workers must be 1, got %,d"
                .formatted(workers));
      }
    }
  }

  /** Errors of other columns, tasks and splits say nothing of which network is better. */
  private static void requireOne(
      List<PlannedRun> runs, String key, Function<PlannedRun, Object> value) {
    if (runs.stream().map(value).distinct().count() > 1) {
      throw new ConfigurationException(
          "There is no best of runs that differ in %s: set sweep.keep-models to none or all"
              .formatted(key));
    }
  }

  private static String words(Map<String, String> pairs) {
    return String.join(
        ", ", pairs.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).toList());
  }

  private static List<String> listed(Map<String, List<String>> complaints, int runs) {
    List<String> lines = new ArrayList<>();
    complaints.forEach(
        (what, spoiled) -> {
          lines.add("%s: %,d of %,d runs".formatted(what, spoiled.size(), runs));
          spoiled.stream().limit(NAMED).forEach(run -> lines.add("  " + run));
          if (spoiled.size() > NAMED) {
            lines.add("  … and %,d more".formatted(spoiled.size() - NAMED));
          }
        });
    return lines;
  }
}
