package org.latticework.jobs.sweep;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.model.Provenance;
import org.latticework.jobs.train.config.TrainConfig;
import org.latticework.jobs.train.config.TrainingFacts;
import org.latticework.jobs.workspace.Location;
import org.latticework.trainer.model.Ensemble;
import org.latticework.trainer.state.TrainingState;
import org.latticework.trainer.sweep.RunKeeper;
import org.latticework.trainer.sweep.RunResult;
import org.latticework.trainer.training.TrainingResult;

/**
 * What is kept of a run, by the executor that trains it.
 *
 * @param sweep folder of the sweep
 * @param models folder of a workspace whose models it joins; empty for none
 * @param config how it is trained
 * @param settings all of them, as JSON
 * @param provenance of the model
 * @param hadoop what file systems need to know
 */
record KeptRun(
    String sweep,
    String models,
    TrainConfig config,
    String settings,
    Provenance provenance,
    Broadcast<SerializableConfiguration> hadoop)
    implements RunKeeper {

  /**
   * Describes what is kept.
   *
   * @param models as a workspace has them; empty to keep no model
   */
  static KeptRun of(
      SweepFolder sweep,
      Optional<Location> models,
      NamedRun run,
      Broadcast<SerializableConfiguration> hadoop) {
    return new KeptRun(
        sweep.folder().qualified(),
        models.map(Location::qualified).orElse(""),
        run.planned().config(),
        run.planned().settings().toJson(),
        run.provenance(),
        hadoop);
  }

  private Configuration configuration() {
    return hadoop.value().value();
  }

  @Override
  public void keepModel(TrainingResult result) throws IOException {
    if (models.isEmpty()) {
      return;
    }
    Summary metrics =
        new Summary()
            .put("training_id", provenance.trainingId())
            .putAll(TrainingFacts.of(result, config));
    ModelFolder.of(new Location(models), provenance.model())
        .save(
            Ensemble.of(result.best()),
            Map.of(
                "config.json",
                settings,
                "metrics.json",
                Json.indented(
                    TrainingFacts.withHistory(metrics, result, config.training().task().headline())
                        .facts())),
            provenance,
            configuration());
  }

  @Override
  public void keepResult(RunResult result) throws IOException {
    folder().keep(result, configuration());
  }

  @Override
  public void keepState(String run, TrainingState state) throws IOException {
    folder().keepState(run, state, configuration());
  }

  @Override
  public Optional<TrainingState> state(String run) throws IOException {
    return folder().state(run, configuration());
  }

  private SweepFolder folder() {
    return new SweepFolder(new Location(sweep));
  }
}
