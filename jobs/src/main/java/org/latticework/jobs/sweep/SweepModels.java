package org.latticework.jobs.sweep;

import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.model.Provenance;
import org.latticework.jobs.workspace.Location;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.sweep.RunResult;

/**
 * Which models of a sweep stay. Where the best does, each waits in {@code sweeps/<name>/models/}
 * until one validates better; at the end the one that is left becomes the model of the sweep's
 * name, unless that is better.
 */
final class SweepModels {
  private final JobRun run;
  private final SweepConfig config;
  private final SweepFolder folder;
  private Optional<RunResult> best = Optional.empty(); // of this process

  SweepModels(JobRun run, SweepConfig config, SweepFolder folder) {
    this.run = run;
    this.config = config;
    this.folder = folder;
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
    if (config.keep() != SweepConfig.Keep.BEST || !result.failure().isEmpty()) {
      return;
    }
    Optional<RunResult> beaten = Optional.of(result);
    if (best.isEmpty()
        || Double.compare(result.validation().headline(), best.get().validation().headline()) < 0) {
      beaten = best;
      best = Optional.of(result);
    }
    if (beaten.isPresent()) {
      waiting("%s-%s".formatted(config.name(), beaten.get().id())).folder().delete(run.hadoop());
    }
  }

  private ModelFolder waiting(String name) {
    return ModelFolder.of(folder.folder(), name);
  }

  /** Makes the best model that waits that of the sweep's name, unless there is a better one. */
  Summary keepBest() throws IOException {
    if (config.keep() != SweepConfig.Keep.BEST) {
      return new Summary();
    }
    Configuration hadoop = run.hadoop();
    ModelFolder kept = ModelFolder.of(run.location(), config.name());
    NavigableMap<Double, ModelVersion> found = new TreeMap<>();
    if (!kept.missing()) {
      put(found, kept);
    }
    for (String name : folder.folder().child("models").names(hadoop)) {
      if (!waiting(name).missing()) {
        put(found, waiting(name));
      }
    }
    if (found.isEmpty()) { // all runs have failed
      return new Summary();
    }
    ModelVersion chosen = found.firstEntry().getValue();
    if (!chosen.name().equals(kept.name())) {
      move(chosen, kept);
    }
    folder.folder().child("models").delete(hadoop);
    run.console()
        .say("Model      %s: the best by validation, %.4f", kept.folder().text(), found.firstKey());
    return new Summary().put("model", kept.current(hadoop).folder().absolute());
  }

  private void put(NavigableMap<Double, ModelVersion> found, ModelFolder model) throws IOException {
    ModelVersion version = model.current(run.hadoop());
    try (TrainedModel read = version.model(run.hadoop())) {
      String key = "validation_" + read.task().headline();
      double error =
          version.metrics(run.hadoop()).get(key) instanceof Number number
              ? number.doubleValue()
              : Double.POSITIVE_INFINITY; // nothing was validated on
      found.putIfAbsent(error, version);
    }
  }

  private void move(ModelVersion chosen, ModelFolder kept) throws IOException {
    Configuration hadoop = run.hadoop();
    Provenance provenance = chosen.provenance(hadoop);
    try (TrainedModel model = chosen.model(hadoop)) {
      kept.save(
          model,
          Map.of(
              "config.json", chosen.configuration(hadoop).strip(),
              "metrics.json", Json.indented(chosen.metrics(hadoop))),
          provenance.with(kept.name(), provenance.tableVersions()),
          hadoop);
    }
    kept.tidy(hadoop);
  }
}
