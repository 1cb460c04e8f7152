package org.latticework.jobs.sweep;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.WorkspaceLock;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.model.Provenance;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.train.Predecessors;
import org.latticework.jobs.train.config.TrainConfig;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.model.RunTable;
import org.latticework.trainer.model.Ensemble;
import org.latticework.trainer.sweep.RunResult;

/**
 * Which models of a sweep stay. Where the best does, each waits in {@code sweeps/<name>/models/}
 * until a better one is there; at the end the one that is left becomes the model of the sweep's
 * name. The best is that of the lowest validation error among those of the most crystals.
 */
final class SweepModels {
  private static final String ORIGIN = "sweep.json"; // of a model

  private final JobRun run;
  private final SweepConfig config;
  private final SweepFolder folder;
  private final TrainConfig kind;
  private Optional<Candidate> best = Optional.empty(); // of this process

  /**
   * Begins.
   *
   * @param kind one of the runs; where the best is kept, all have its split, columns and task
   */
  SweepModels(JobRun run, SweepConfig config, SweepFolder folder, TrainConfig kind) {
    this.run = run;
    this.config = config;
    this.folder = folder;
    this.kind = kind;
  }

  /**
   * A run whose model could be kept.
   *
   * @param id of the run
   * @param crystals it learned from
   * @param error on the validation fold; NaN without one, which is worse than any number
   */
  private record Candidate(String id, long crystals, double error) {
    static final Comparator<Candidate> BEST_FIRST =
        Comparator.comparingLong(Candidate::crystals)
            .reversed()
            .thenComparingDouble(Candidate::error)
            .thenComparing(Candidate::id);
  }

  /**
   * Checks that the model of the sweep's name, if there is one, is the sweep's own and says the
   * same of the same split.
   *
   * @throws ConfigurationException if another command has made it, or it is of another kind
   */
  void requirePlace() throws IOException {
    if (config.keep() != SweepConfig.Keep.BEST || kept().missing()) {
      return;
    }
    Provenance provenance = kept().current(run.hadoop()).provenance(run.hadoop());
    if (!provenance.split().equals(kind.split()) || !provenance.target().equals(target())) {
      throw new ConfigurationException(
          "The model %s is of the split %s and of %s, the runs are of %s and of %s: choose another --name"
              .formatted(
                  config.name(), provenance.split(), provenance.target(), kind.split(), target()));
    }
    if (keptRun().isEmpty()) {
      throw new ConfigurationException(
          "There is a model %s in %s that is not of this sweep: choose another --name"
              .formatted(config.name(), kept().folder().text()));
    }
  }

  private String target() {
    return String.join(", ", kind.targets().stream().map(Target::column).toList());
  }

  /** Returns the run whose model has the sweep's name, if it is one of the sweep. */
  private Optional<String> keptRun() throws IOException {
    if (kept().missing()) {
      return Optional.empty();
    }
    return kept()
        .current(run.hadoop())
        .summary(ORIGIN, run.hadoop())
        .map(Summary::facts)
        .filter(facts -> config.name().equals(facts.get("sweep")))
        .map(facts -> String.valueOf(facts.get("run")));
  }

  private ModelFolder kept() {
    return ModelFolder.of(run.location(), config.name());
  }

  /** Returns what is kept of a run. */
  KeptRun kept(NamedRun each, Broadcast<SerializableConfiguration> hadoop) {
    Optional<Location> models =
        switch (config.keep()) {
          case NONE -> Optional.empty();
          case BEST -> Optional.of(folder.folder());
          case ALL -> Optional.of(run.location());
        };
    return KeptRun.of(folder, models, each, hadoop);
  }

  /** A run is over: of those that wait, only the best goes on waiting. */
  void finished(RunResult result) throws IOException {
    if (config.keep() != SweepConfig.Keep.BEST || !RunRows.outcome(result).equals(RunTable.DONE)) {
      return;
    }
    Candidate candidate =
        new Candidate(result.id(), result.crystals(), result.validation().headline());
    Optional<Candidate> beaten = Optional.of(candidate);
    if (best.isEmpty() || Candidate.BEST_FIRST.compare(candidate, best.get()) < 0) {
      beaten = best;
      best = Optional.of(candidate);
    }
    if (beaten.isPresent()) {
      waiting(beaten.get().id()).folder().delete(run.hadoop());
    }
  }

  private ModelFolder waiting(String id) {
    return ModelFolder.of(folder.folder(), "%s-%s".formatted(config.name(), id));
  }

  /**
   * Makes the best model that waits that of the sweep's name, unless that is of as good a run. All
   * runs must be in the table.
   */
  Summary keepBest() throws IOException {
    if (config.keep() != SweepConfig.Keep.BEST) {
      return new Summary();
    }
    List<Candidate> done = done();
    for (Candidate candidate : done) {
      ModelFolder waiting = waiting(candidate.id());
      boolean isKept = keptRun().filter(candidate.id()::equals).isPresent();
      if (isKept || !waiting.missing()) {
        if (!isKept) {
          WorkspaceLock.ofModel(run, config.name())
              .await(
                  lock -> {
                    move(waiting.current(run.hadoop()), candidate.id());
                    return null;
                  });
        }
        Predecessors.remove(run, kept());
        folder.folder().child("models").delete(run.hadoop());
        run.console()
            .say(
                "Model      %s: the best by validation%s, %.4f",
                kept().folder().text(),
                candidate.equals(done.get(0)) ? "" : " of those whose network was kept",
                candidate.error());
        return new Summary()
            .put("model", kept().current(run.hadoop()).folder().absolute())
            .put("model_run", candidate.id());
      }
    }
    return new Summary(); // all runs have failed, or none of the models was kept
  }

  private List<Candidate> done() {
    return RunTable.read(run.spark(), run.workspace(), config.name()).collectAsList().stream()
        .filter(row -> row.getAs(RunTable.OUTCOME).equals(RunTable.DONE))
        .filter(row -> row.getAs(RunTable.SPLIT).equals(kind.split()))
        .filter(row -> row.getAs(RunTable.TARGET).equals(target()))
        .filter(row -> row.getAs(RunTable.ERROR).equals(kind.training().task().headline()))
        .map(
            row ->
                new Candidate(
                    row.getAs(RunTable.RUN),
                    row.<Long>getAs(RunTable.CRYSTALS),
                    Optional.ofNullable(row.<Double>getAs(RunTable.VALIDATION_ERROR))
                        .orElse(Double.NaN)))
        .sorted(Candidate.BEST_FIRST)
        .toList();
  }

  private void move(ModelVersion chosen, String id) throws IOException {
    Configuration hadoop = run.hadoop();
    requirePlace(); // another command may have saved one meanwhile
    Provenance provenance = chosen.provenance(hadoop);
    Summary origin =
        new Summary()
            .put("training_id", provenance.trainingId())
            .put("sweep", config.name())
            .put("run", id);
    try (Ensemble model = chosen.model(hadoop)) {
      kept()
          .save(
              model,
              Map.of(
                  ORIGIN,
                  Json.indented(origin.facts()),
                  "config.json",
                  chosen.configuration(hadoop).strip(),
                  "metrics.json",
                  Json.indented(chosen.metrics(hadoop))),
              provenance.withModel(config.name()),
              hadoop);
    }
  }
}
