package org.latticework.jobs.sweep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.latticework.jobs.console.Complaint;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.curves.Curve;
import org.latticework.jobs.curves.CurveFiles;
import org.latticework.jobs.curves.CurveWords;
import org.latticework.jobs.curves.Curves;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.RunsProgress;
import org.latticework.jobs.job.WorkspaceLock;
import org.latticework.jobs.lock.RunLock;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.pipeline.featurize.StoredRecipe;
import org.latticework.pipeline.table.model.RunTable;
import org.latticework.pipeline.trainingset.TableVersions;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.sweep.CostModel;
import org.latticework.trainer.sweep.RunResult;
import org.latticework.trainer.sweep.SweepRun;
import org.latticework.trainer.sweep.SweepTraining;

/**
 * Trains what a sweep asks for and no earlier call has trained: a run a row of {@link RunTable}.
 *
 * @param run whose workspace it is
 * @param config what is asked for
 * @param planned all runs of it; two that come to the same are trained once
 * @param repeated which runs that are over are trained again
 */
record Sweep(JobRun run, SweepConfig config, List<PlannedRun> planned, Repeated repeated) {
  /** Which runs that are over are trained again. */
  enum Repeated {
    /** None. */
    NONE,
    /** Those that failed. */
    FAILED,
    /** Those whose model is not there, as of those that failed. */
    WITHOUT_MODEL
  }

  /** Returns the models that runs leave where all are kept, there or not yet, by their splits. */
  Map<String, String> models() throws IOException {
    Map<String, String> models = new LinkedHashMap<>();
    for (NamedRun each : named(SweepFolder.of(run.location(), config.name())).values()) {
      models.put(each.planned().config().split(), each.provenance().model());
    }
    return models;
  }

  /** Trains, and reports on all runs of the sweep. */
  Summary train() throws IOException {
    return WorkspaceLock.ofSweep(run, config.name()).hold(this::train);
  }

  private Summary train(RunLock lock) throws IOException {
    SweepFolder folder = SweepFolder.of(run.location(), config.name());
    Map<String, NamedRun> runs = named(folder);
    SweepModels models = new SweepModels(run, config, folder, planned.get(0).config());
    models.requirePlace();
    RunCommits commits = new RunCommits(run, config, folder);
    Set<String> again = new LinkedHashSet<>();
    Map<String, String> known = known(folder, runs, commits, again);
    Map<String, NamedRun> missing = new LinkedHashMap<>(runs);
    missing.keySet().removeAll(known.keySet());
    sayBeginning(runs.size(), missing.size());
    folder.forgetStates(known.keySet(), run.hadoop());
    Summary trained = new Summary().put("runs_failed", 0).put("runs_cut", 0);
    if (!missing.isEmpty()) {
      trained = train(new Stages(runs, known, again, folder, commits, models, lock), missing);
    }
    lock.requireHeld();
    commits.commit();
    return new Summary()
        .put("sweep", config.name())
        .put("runs", runs.size())
        .put("runs_asked_twice", planned.size() - runs.size())
        .put("runs_before", runs.size() - missing.size())
        .put("runs_trained", missing.size())
        .putAll(trained)
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

  private Map<String, NamedRun> named(SweepFolder folder) throws IOException {
    TableVersions now = TableVersions.now(run.spark(), run.workspace());
    Map<String, Map<String, TableVersions>> before = folder.tables(run.hadoop());
    Map<List<Object>, StoredRecipe> recipes = SweepPlan.recipes(run, planned);
    Map<String, NamedRun> runs = new LinkedHashMap<>();
    for (PlannedRun each : planned) {
      StoredRecipe graphs = recipes.get(each.readable());
      PlannedRun on = each.withGraphs(graphs.id());
      TableVersions tables =
          tables(before.getOrDefault(on.config().split(), Map.of()), graphs.id(), now);
      String id = on.id(config);
      String model = "%s-%s".formatted(config.name(), id);
      runs.putIfAbsent(id, new NamedRun(id, on, on.config().provenance(model, graphs, tables)));
    }
    return runs;
  }

  /**
   * Returns the commits that runs of a split read: those of the first time. Graphs of another
   * recipe may have come since, for the same materials.
   */
  private TableVersions tables(
      Map<String, TableVersions> ofSplit, String graphs, TableVersions now) {
    return Optional.ofNullable(ofSplit.get(graphs))
        .or(
            () ->
                ofSplit.values().stream()
                    .findFirst()
                    .map(then -> then.withGraphsOfNow(run.spark(), run.workspace())))
        .orElse(now);
  }

  /**
   * Returns what became of the runs that need no training, and commits those of them that are not
   * in the table.
   *
   * @param again receives the runs that are over and are trained anew
   */
  private Map<String, String> known(
      SweepFolder folder, Map<String, NamedRun> runs, RunCommits commits, Set<String> again)
      throws IOException {
    Map<String, String> known =
        new LinkedHashMap<>(RunTable.outcomes(run.spark(), run.workspace(), config.name()));
    for (RunResult left : folder.results(run.hadoop())) {
      String outcome = RunRows.outcome(left);
      boolean asked = runs.containsKey(left.id());
      if (asked && again(runs.get(left.id()), outcome)) {
        again.add(left.id());
        folder.forget(left.id(), run.hadoop());
      } else if (known.containsKey(left.id())) {
        folder.forget(left.id(), run.hadoop());
      } else if (asked) {
        commits.add(runs.get(left.id()), left);
        known.put(left.id(), outcome);
      }
    }
    known.forEach(
        (id, outcome) -> {
          if (runs.containsKey(id) && again(runs.get(id), outcome)) {
            again.add(id);
          }
        });
    known.keySet().removeAll(again);
    return known;
  }

  /** Whether a run that came to this is trained anew; one that was cut is where nobody is cut. */
  private boolean again(NamedRun over, String outcome) {
    if (config.halving().isNone() && outcome.equals(RunTable.CUT)) {
      return true;
    }
    return switch (repeated) {
      case NONE -> false;
      case FAILED -> outcome.equals(RunTable.FAILED);
      case WITHOUT_MODEL -> ModelFolder.of(run.location(), over.provenance().model()).missing();
    };
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

  /**
   * What all stages of a call share.
   *
   * @param asked all runs
   * @param known what became of those that are over
   * @param again those that are over and are trained anew
   */
  private record Stages(
      Map<String, NamedRun> asked,
      Map<String, String> known,
      Set<String> again,
      SweepFolder folder,
      RunCommits commits,
      SweepModels models,
      RunLock lock) {}

  /** Returns how many runs failed, and how many were cut. */
  private Summary train(Stages stages, Map<String, NamedRun> missing) throws IOException {
    Broadcast<SerializableConfiguration> hadoop =
        run.sparkContext().broadcast(new SerializableConfiguration(run.hadoop()));
    try (SweepCrystals crystals = new SweepCrystals(run)) {
      Map<String, Integer> sizes = sizes(crystals, missing);
      List<SweepRun> runs = new ArrayList<>();
      for (NamedRun each : shared(missing, sizes)) {
        int size = sizes.get(each.id());
        NamedRun timed = each.withSteps(config.steps(), size);
        KeptRun kept = stages.models().kept(timed, hadoop);
        runs.add(crystals.run(each.id(), kept, size, config.wholeValidation()));
      }
      stages.folder().begin(missing.values(), run.hadoop());
      Set<String> failed = new LinkedHashSet<>(stages.known().keySet());
      failed.removeIf(id -> !stages.known().get(id).equals(RunTable.FAILED));
      Competition competition = new Competition(run, stages.folder(), stages.asked(), runs, failed);
      begin(competition, stages.again());
      return train(stages, competition);
    } finally {
      hadoop.destroy();
    }
  }

  /** Begins, and makes place for runs that are trained anew. */
  private void begin(Competition competition, Set<String> again) throws IOException {
    competition.begin(config.halving(), again);
    if (!again.isEmpty()) {
      WorkspaceLock.ofPredictions(run)
          .await(
              lock -> {
                RunTable.remove(run.spark(), run.workspace(), config.name(), again);
                return null;
              });
    }
  }

  private Summary train(Stages stages, Competition competition) throws IOException {
    int failed = 0;
    Set<String> over = new LinkedHashSet<>();
    for (List<SweepRun> next = competition.next(); !next.isEmpty(); next = competition.next()) {
      RunsProgress progress =
          new RunsProgress(run.console(), id -> words(stages.asked().get(id)), next);
      try {
        SweepTraining.train(
            run.sparkContext(), next, new Told(stages, competition, progress, over));
      } finally {
        progress.clear();
      }
      failed += progress.failed();
      stages.lock().requireHeld();
      stages.commits().commit(); // what failed is in the table before anything follows from it
      competition.decide();
      stages.folder().forgetStates(over, run.hadoop());
    }
    return new Summary().put("runs_failed", failed).putAll(competition.facts());
  }

  private static String words(NamedRun each) {
    return "run %s (%s)".formatted(each.id(), each.planned().words());
  }

  /** Hears of the runs. */
  private record Told(
      Stages stages, Competition competition, RunsProgress progress, Set<String> over)
      implements SweepTraining.Listener {
    @Override
    public void started(SweepRun run) {
      progress.started();
    }

    @Override
    public void paused(SweepRun run, RunResult result) throws IOException {
      stages.lock().requireHeld();
      competition.paused(result);
      progress.paused(run);
    }

    @Override
    public void finished(SweepRun run, RunResult result) throws IOException {
      stages.lock().requireHeld();
      stages.commits().add(stages.asked().get(run.id()), result);
      stages.models().finished(result);
      competition.finished(result);
      over.add(run.id());
      progress.finished(run, result);
    }

    @Override
    public String reason(Exception failure) {
      return Complaint.of(failure);
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
        .map(
            each ->
                large.contains(each.id())
                    ? each.withWorkers(CostModel.workers(cores, batches(each, sizes)))
                    : each)
        .toList();
  }

  /** Returns the batches that one worker would have in an epoch. */
  private static int batches(NamedRun each, Map<String, Integer> sizes) {
    int batch = each.planned().config().training().parallelism().batchSize();
    return new GraphBatcher(batch, 0).batches(sizes.get(each.id()), 1);
  }

  /** Reads the crystals, and returns how many of them each run learns from. */
  private Map<String, Integer> sizes(SweepCrystals crystals, Map<String, NamedRun> runs)
      throws IOException {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    Set<String> complaints = new LinkedHashSet<>();
    for (NamedRun each : runs.values()) {
      PlannedRun planned = each.planned();
      int all = crystals.read(each.provenance(), planned.config());
      if (!config.halving().isNone()) {
        crystals.requireValidation(each.provenance(), planned.config());
      }
      int size = planned.size().equals(SweepConfig.ALL) ? all : Integer.parseInt(planned.size());
      sizes.put(each.id(), size);
      int workers = planned.config().training().parallelism().workers();
      if (size < workers) {
        complaints.add(
            "train.workers: %,d workers need a crystal each, got %,d to learn from"
                .formatted(workers, size));
      }
      if (size > all) {
        complaints.add(
            "sweep.sizes: %,d is more than the %,d crystals to learn from in the split %s"
                .formatted(size, all, planned.config().split()));
      }
    }
    if (!complaints.isEmpty()) {
      throw new ConfigurationException(
          "There are not the crystals to learn from:", List.copyOf(complaints));
    }
    return sizes;
  }
}
