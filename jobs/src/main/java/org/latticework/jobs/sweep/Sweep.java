package org.latticework.jobs.sweep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.latticework.jobs.console.Complaint;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.curves.Curve;
import org.latticework.jobs.curves.CurveFiles;
import org.latticework.jobs.curves.CurveWords;
import org.latticework.jobs.curves.Curves;
import org.latticework.jobs.fold.GraphChoice;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.WorkspaceLock;
import org.latticework.jobs.lock.RunLock;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.pipeline.featurize.StoredRecipe;
import org.latticework.pipeline.table.model.RunTable;
import org.latticework.pipeline.trainingset.TableVersions;
import org.latticework.trainer.sweep.RunResult;
import org.latticework.trainer.sweep.SweepRun;
import org.latticework.trainer.sweep.SweepTraining;

/**
 * Trains what a sweep asks for and no earlier call has trained: a run a row of {@link RunTable}.
 *
 * @param run whose workspace it is
 * @param config what is asked for
 * @param planned all runs of it; two that come to the same are trained once
 * @param retriesFailed whether runs that failed before are trained again
 */
record Sweep(JobRun run, SweepConfig config, List<PlannedRun> planned, boolean retriesFailed) {

  /** Trains, and reports on all runs of the sweep. */
  Summary train() throws IOException {
    return WorkspaceLock.ofSweep(run, config.name()).hold(this::train);
  }

  private Summary train(RunLock lock) throws IOException {
    SweepFolder folder = SweepFolder.of(run.location(), config.name());
    if (retriesFailed) {
      RunTable.removeFailed(run.spark(), run.workspace(), config.name());
    }
    Map<String, NamedRun> runs = named(tables(folder));
    SweepModels models = new SweepModels(run, config, folder);
    Map<String, NamedRun> missing = new LinkedHashMap<>(runs);
    int failed = 0;
    try (RunCommits commits = new RunCommits(run, config, folder)) {
      missing.keySet().removeAll(known(folder, runs, commits));
      sayBeginning(runs.size(), missing.size());
      if (!missing.isEmpty()) {
        failed = train(missing, folder, commits, models, lock);
      }
      commits.finish();
    }
    lock.requireHeld();
    return new Summary()
        .put("sweep", config.name())
        .put("runs", runs.size())
        .put("runs_asked_twice", planned.size() - runs.size())
        .put("runs_before", runs.size() - missing.size())
        .put("runs_trained", missing.size())
        .put("runs_failed", failed)
        .putAll(models.keepBest())
        .put("curves", curves(folder));
  }

  /** Draws the learning curves of all runs that the sweep has, and returns them as facts. */
  private List<Map<String, Object>> curves(SweepFolder folder) throws IOException {
    List<Curve> curves =
        Curves.of(
            RunTable.read(run.spark(), run.workspace(), config.name()).collectAsList(),
            config.resamples());
    CurveFiles.write(curves, folder.folder(), run.hadoop());
    CurveWords.say(run.console(), curves, folder.folder().child("curves.csv").text());
    return CurveFiles.facts(curves);
  }

  /** Returns the commits that the runs of each split read; graphs never change. */
  private Map<String, TableVersions> tables(SweepFolder folder) throws IOException {
    TableVersions now = TableVersions.now(run.spark(), run.workspace());
    Map<String, TableVersions> tables = new TreeMap<>(folder.tables(run.hadoop()));
    tables.replaceAll((split, then) -> then.withGraphsOfNow(run.spark(), run.workspace()));
    planned.forEach(each -> tables.putIfAbsent(each.config().split(), now));
    return tables;
  }

  private Map<String, NamedRun> named(Map<String, TableVersions> tables) {
    Map<String, NamedRun> runs = new LinkedHashMap<>();
    Map<String, StoredRecipe> recipes = new HashMap<>();
    for (PlannedRun each : planned) {
      StoredRecipe graphs =
          recipes.computeIfAbsent(each.config().graphs(), asked -> GraphChoice.of(run, asked));
      NamedRun named = named(each.withGraphs(graphs.id()), graphs, tables);
      runs.putIfAbsent(named.id(), named);
    }
    return runs;
  }

  private NamedRun named(PlannedRun each, StoredRecipe graphs, Map<String, TableVersions> tables) {
    String id = each.id(config);
    return new NamedRun(
        id,
        each,
        each.config()
            .provenance(run, graphs)
            .with("%s-%s".formatted(config.name(), id), tables.get(each.config().split())));
  }

  /**
   * Returns the runs that need no training, and commits those of them that are not in the table.
   */
  private Set<String> known(SweepFolder folder, Map<String, NamedRun> runs, RunCommits commits)
      throws IOException {
    Set<String> known =
        new LinkedHashSet<>(RunTable.names(run.spark(), run.workspace(), config.name()));
    for (RunResult left : folder.results(run.hadoop())) {
      if (known.contains(left.id())) {
        folder.forget(left.id(), run.hadoop());
      } else if (runs.containsKey(left.id())) {
        commits.add(runs.get(left.id()), left);
        known.add(left.id());
      }
    }
    return known;
  }

  private void sayBeginning(int runs, int missing) {
    run.console()
        .say(
            "Sweep      %s: %,d runs, %,d of them there already%s",
            config.name(),
            runs,
            runs - missing,
            missing == 0
                ? ": nothing to do"
                : "; %d at a time".formatted(run.sparkContext().defaultParallelism()));
  }

  /** Returns how many runs failed. */
  private int train(
      Map<String, NamedRun> missing,
      SweepFolder folder,
      RunCommits commits,
      SweepModels models,
      RunLock lock)
      throws IOException {
    Broadcast<SerializableConfiguration> hadoop =
        run.sparkContext().broadcast(new SerializableConfiguration(run.hadoop()));
    try (SweepCrystals crystals = new SweepCrystals(run)) {
      Map<String, Integer> sizes = sizes(crystals, missing);
      List<SweepRun> runs = new ArrayList<>();
      for (NamedRun each : shared(missing, sizes)) {
        int size = sizes.get(each.id());
        NamedRun timed = each.withSteps(config.steps(), size);
        runs.add(
            crystals.run(each.id(), models.kept(timed, hadoop), size, config.wholeValidation()));
      }
      folder.begin(missing.values(), run.hadoop());
      SweepProgress progress = new SweepProgress(run.console(), missing, runs);
      SweepTraining.train(
          run.sparkContext(),
          runs,
          new SweepTraining.Listener() {
            @Override
            public void started(SweepRun one) {
              progress.started(one);
            }

            @Override
            public void finished(SweepRun one, RunResult result) throws IOException {
              lock.requireHeld();
              commits.add(missing.get(one.id()), result);
              models.finished(result);
              progress.finished(one, result);
            }

            @Override
            public String reason(Exception failure) {
              return Complaint.of(failure);
            }
          });
      progress.clear();
      return progress.failed();
    } finally {
      hadoop.destroy();
    }
  }

  /** Returns the runs, where it was asked for with all cores for those that are worth them. */
  private List<NamedRun> shared(Map<String, NamedRun> runs, Map<String, Integer> sizes) {
    if (config.parallel() == SweepConfig.Parallel.NEVER) {
      return List.copyOf(runs.values());
    }
    Map<String, Double> costs = new HashMap<>();
    runs.forEach(
        (id, each) ->
            costs.put(
                id,
                config.steps() > 0
                    ? (double) config.steps()
                    : (double) sizes.get(id) * each.planned().config().training().epochs()));
    int cores = run.sparkContext().defaultParallelism();
    Set<String> large = CostModel.large(costs, cores);
    return runs.values().stream()
        .map(each -> large.contains(each.id()) ? each.withWorkers(cores) : each)
        .toList();
  }

  /** Reads the crystals, and returns how many of them each run learns from. */
  private static Map<String, Integer> sizes(SweepCrystals crystals, Map<String, NamedRun> runs)
      throws IOException {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    Set<String> tooLarge = new LinkedHashSet<>();
    for (NamedRun each : runs.values()) {
      PlannedRun planned = each.planned();
      int all = crystals.read(each.provenance(), planned.config());
      int size = planned.size().equals(SweepConfig.ALL) ? all : Integer.parseInt(planned.size());
      sizes.put(each.id(), size);
      if (size > all) {
        tooLarge.add(
            "sweep.sizes: %,d is more than the %,d crystals to learn from in the split %s"
                .formatted(size, all, planned.config().split()));
      }
    }
    if (!tooLarge.isEmpty()) {
      throw new ConfigurationException(
          "There are not so many crystals to learn from:", List.copyOf(tooLarge));
    }
    return sizes;
  }
}
