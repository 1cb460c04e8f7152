package org.latticework.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.latticework.pipeline.table.Fold;
import org.latticework.pipeline.table.PredictionTable;
import org.latticework.trainer.training.DistributedTraining;
import org.latticework.trainer.training.DivergenceException;
import org.latticework.trainer.training.TrainingListener;
import org.latticework.trainer.training.TrainingResult;
import org.latticework.trainer.training.TrainingState;

/**
 * A training from its first round, or the one that it is stopped before, to the saved model.
 *
 * @param run whose workspace it learns from
 * @param config what to train
 * @param settings all of them, to be kept with the model
 * @param overwrite whether to replace a model of this name, once the new one is trained
 * @param resume whether to go on from the state that a training of this name has left, if it has
 */
record Training(
    JobRun run, TrainConfig config, Settings settings, boolean overwrite, boolean resume) {

  /** Checks before Spark starts that nothing is in the way. */
  static void requirePlace(
      Location workspace, TrainConfig config, boolean overwrite, boolean resume) {
    if (!overwrite) {
      ModelFolder.of(workspace, config.model()).requireAbsent();
      if (!resume) {
        Checkpoints.of(workspace, config.model()).requireAbsent();
      }
    }
  }

  Summary train() throws IOException {
    Checkpoints checkpoints = Checkpoints.of(run.location(), config.model());
    boolean goesOn = resume && !checkpoints.missing();
    Optional<TrainingState> state = goesOn ? goOn(checkpoints) : begin(checkpoints);
    Provenance provenance = checkpoints.provenance(hadoop());
    LabeledFolds folds = LabeledFolds.toTrainOn(run, provenance, config.graphs());
    Summary leftOut = folds.requireCrystals(Fold.TRAIN, Fold.VALIDATION);
    TrainingResult result = fit(folds, checkpoints, state);
    Summary metrics = TrainingFacts.of(result, config).putAll(leftOut);
    Location saved = save(result, metrics, provenance);
    checkpoints.remove(hadoop());
    run.console()
        .say(
            "Trained    best epoch %d of %d: %s",
            result.bestEpoch(), result.epochs(), saved.text());
    return metrics.put("model", saved.absolute());
  }

  private Optional<TrainingState> begin(Checkpoints checkpoints) throws IOException {
    if (resume) {
      run.console().say("Resuming   nothing was left to go on from: a new training begins");
    }
    checkpoints.begin(settings, Provenance.of(run, config), hadoop());
    return Optional.empty();
  }

  private Optional<TrainingState> goOn(Checkpoints checkpoints) throws IOException {
    List<String> changes =
        new ResumedSettings(checkpoints.configuration(hadoop()), settings).changes();
    Optional<TrainingState> state = checkpoints.newest(hadoop());
    run.console()
        .say(
            "Resuming   %s",
            state
                .map(
                    s ->
                        "epoch %d of %d, %d rounds of it done"
                            .formatted(
                                s.position().epoch(),
                                config.training().epochs(),
                                s.position().round()))
                .orElse("at the beginning: no epoch was done"));
    changes.forEach(change -> run.console().say("           %s", change));
    return state;
  }

  private TrainingResult fit(
      LabeledFolds folds, Checkpoints checkpoints, Optional<TrainingState> state)
      throws IOException {
    CheckpointKeeper keeper = new CheckpointKeeper(checkpoints, config.checkpoints(), hadoop());
    Path logs = Logs.folder(run.location());
    try (MetricsFile metrics =
            MetricsFile.open(logs.resolve(config.model() + ".metrics.jsonl"), state.isPresent());
        TensorBoard curves =
            TensorBoard.open(logs.resolve("tensorboard").resolve(config.model()))) {
      return DistributedTraining.train(
          run.sparkContext(),
          folds.examples(Fold.TRAIN),
          folds.examples(Fold.VALIDATION),
          config.training(),
          state,
          TrainingListener.all(
              List.of(new TrainingProgress(run.console(), config), metrics, curves, keeper)));
    } catch (DivergenceException e) {
      Location note = checkpoints.note(e, hadoop());
      throw new IllegalStateException(
          "%s. %s; the crystals of the steps that did it: %s"
              .formatted(e.getMessage(), lastGood(checkpoints), note.text()),
          e);
    }
  }

  private String lastGood(Checkpoints checkpoints) throws IOException {
    return checkpoints
        .newest(hadoop())
        .map(
            state ->
                "The last good state is before round %d of epoch %d, and --resume goes on from it"
                    .formatted(state.position().round() + 1, state.position().epoch()))
        .orElse("There is no state to go on from yet");
  }

  private Location save(TrainingResult result, Summary metrics, Provenance provenance)
      throws IOException {
    ModelFolder folder = ModelFolder.of(run.location(), config.model());
    if (!overwrite) {
      folder.requireAbsent(); // another run may have saved one meanwhile
    }
    folder.remove(hadoop());
    PredictionTable.remove(run.spark(), run.workspace(), config.model());
    folder.save(
        result.best(),
        Map.of(
            "config.json", settings.toJson(),
            "metrics.json", Json.indented(TrainingFacts.withHistory(metrics, result).facts())),
        provenance,
        hadoop());
    return folder.folder();
  }

  private Configuration hadoop() {
    return run.hadoop();
  }
}
