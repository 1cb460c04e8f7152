package org.latticework.jobs.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.fold.GraphChoice;
import org.latticework.jobs.fold.LabeledFolds;
import org.latticework.jobs.fold.ReadFolds;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.WorkspaceLock;
import org.latticework.jobs.lock.BusyException;
import org.latticework.jobs.lock.RunLock;
import org.latticework.jobs.model.AncestorModel;
import org.latticework.jobs.model.Checkpoints;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.model.Provenance;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.spark.StorageMemory;
import org.latticework.jobs.train.config.TrainConfig;
import org.latticework.jobs.train.config.TrainingFacts;
import org.latticework.jobs.train.tuning.FineTuning;
import org.latticework.jobs.train.tuning.Origin;
import org.latticework.jobs.workspace.Location;
import org.latticework.jobs.workspace.Logs;
import org.latticework.pipeline.material.Fold;
import org.latticework.trainer.batch.UnsuitableCrystalsException;
import org.latticework.trainer.model.Ensemble;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.round.DivergenceException;
import org.latticework.trainer.state.TrainingState;
import org.latticework.trainer.training.DistributedTraining;
import org.latticework.trainer.training.TrainingListener;
import org.latticework.trainer.training.TrainingResult;

/**
 * A training from its first round, or the one that it is stopped before, to the saved model.
 *
 * @param run whose workspace it learns from
 * @param tuning what to train, all settings, to be kept with the model, and what it begins with
 * @param overwrite whether to replace a model of this name, once the new one is trained
 * @param resume whether to go on from the state that a training of this name has left, if it has;
 *     where there is a model too, the training was to replace it, and this one does
 */
record Training(JobRun run, FineTuning tuning, boolean overwrite, boolean resume) {

  private TrainConfig config() {
    return tuning.config();
  }

  private Settings settings() {
    return tuning.settings();
  }

  /**
   * Trains, unless this training is done already.
   *
   * @throws BusyException if another training of this name is under way
   */
  Summary train() throws IOException {
    return WorkspaceLock.ofModel(run, config().model()).hold(this::begin);
  }

  private Summary begin(RunLock lock) throws IOException {
    EarlierTraining earlier = EarlierTraining.of(run.location(), config().model());
    if (resume && !overwrite && earlier.isDone(settings(), config().atomFeatures(), hadoop())) {
      Predecessors.remove(run, earlier.model());
      Location model = earlier.model().folder();
      run.console().say("Resuming   nothing to do, the model is there: %s", model.text());
      return earlier.summary(hadoop());
    }
    earlier.removeStatesOfTheModel(hadoop());
    if (!overwrite) {
      earlier.requirePlace(resume); // under the lock: what is under way looks unfinished
    }
    return train(lock);
  }

  private Summary train(RunLock lock) throws IOException {
    Checkpoints checkpoints = Checkpoints.of(run.location(), config().model());
    boolean goesOn = resume && !checkpoints.missing();
    Provenance provenance = goesOn ? checkpoints.provenance(hadoop()) : provenance();
    provenance.requireThisBuild();
    Optional<TrainingState> state =
        goesOn ? checkpoints.newest(run.console(), hadoop()) : Optional.empty();
    List<String> changes = goesOn ? changes(checkpoints, provenance) : List.of();
    Settings used = settings().with("train.graphs", Optional.of(provenance.graphConfig()));
    LabeledFolds folds = folds(goesOn, provenance);
    Learned learned;
    Summary leftOut;
    try (ReadFolds crystals = folds.read(Fold.TRAIN, Fold.VALIDATION)) {
      leftOut = crystals.leftOut();
      sayWhereItGoesOn(goesOn, state, changes);
      tuning.origin().ifPresent(origin -> origin.say(run.console()));
      CheckpointKeeper keeper = keeper(checkpoints, used, provenance, goesOn, lock);
      learned =
          config().ensemble().members() == 1
              ? network(crystals, keeper, state)
              : ensemble(folds, crystals, keeper);
    }
    try (Ensemble model = learned.model()) {
      Summary id = new Summary().put("training_id", provenance.trainingId());
      Summary metrics = new Summary().putAll(id).putAll(learned.metrics()).putAll(leftOut);
      lock.requireHeld();
      Location saved = save(model, metrics, used, provenance, overwrite || goesOn);
      checkpoints.remove(hadoop());
      run.console().say("Trained    %s: %s", learned.words(), modelFolder().folder().text());
      return id.putAll(learned.facts()).putAll(leftOut).put("model", saved.absolute());
    }
  }

  private CheckpointKeeper keeper(
      Checkpoints checkpoints, Settings used, Provenance provenance, boolean goesOn, RunLock lock) {
    return new CheckpointKeeper(
        checkpoints,
        config().checkpoints(),
        used,
        provenance,
        tuning.origin().map(Origin::model),
        goesOn,
        lock,
        hadoop());
  }

  /** Says what a training is made of that begins now. */
  private Provenance provenance() {
    if (tuning.origin().isEmpty()) {
      return config().provenance(run, GraphChoice.of(run, config().graphs(), network()));
    }
    Origin origin = tuning.origin().get();
    AncestorModel model = origin.model();
    return config()
        .provenance(
            run,
            GraphChoice.toGoOnFrom(run, config().graphs(), model.graphs(), model.name(), network()))
        .withAncestor(origin.ancestry());
  }

  private Learned network(
      ReadFolds crystals, CheckpointKeeper keeper, Optional<TrainingState> state)
      throws IOException {
    TrainingResult result = fit(crystals, keeper, state);
    TrainingProgress.sayTimes(run.console(), result.times());
    return new Learned(
        Ensemble.of(result.best()),
        TrainingFacts.withHistory(
            TrainingFacts.of(result, config()), result, config().training().task().headline()),
        "best epoch %d of %d".formatted(result.bestEpoch(), result.epochs()));
  }

  private Learned ensemble(LabeledFolds folds, ReadFolds crystals, CheckpointKeeper keeper)
      throws IOException {
    try {
      return new EnsembleTraining(
              run, config(), folds, keeper.checkpoints(), keeper.lock(), tuning.origin())
          .train(crystals, keeper);
    } catch (UnsuitableCrystalsException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
  }

  private ModelFolder modelFolder() {
    return ModelFolder.of(run.location(), config().model());
  }

  private LabeledFolds folds(boolean goesOn, Provenance provenance) {
    GraphChoice.sayDifferences(run.console(), provenance.graphs(), network().gaussians());
    return goesOn
        ? LabeledFolds.toGoOnWith(run, provenance, network(), config().limits())
        : LabeledFolds.toTrainOn(run, provenance, network(), config().limits());
  }

  private NetworkConfig network() {
    return config().training().network().config();
  }

  private List<String> changes(Checkpoints checkpoints, Provenance provenance) throws IOException {
    ResumedSettings resumed =
        new ResumedSettings(
            checkpoints.configuration(hadoop()),
            provenance.atomFeatures(),
            settings(),
            config().atomFeatures());
    return config().ensemble().members() == 1 ? resumed.changes() : resumed.changesOfEnsemble();
  }

  private void sayWhereItGoesOn(
      boolean goesOn, Optional<TrainingState> state, List<String> changes) {
    if (resume) {
      String left =
          config().ensemble().members() == 1
              ? "at the beginning: no state was left"
              : "with the members that are trained";
      String beginning = goesOn ? left : "nothing was left to go on from: a new training begins";
      run.console().say("Resuming   %s", state.map(this::place).orElse(beginning));
      changes.forEach(change -> run.console().sayBelow("%s", change));
    }
  }

  private String place(TrainingState state) {
    int epoch = state.position().epoch();
    int epochs = config().training().epochs();
    return epoch > epochs
        ? "all %d epochs were done".formatted(epochs)
        : "epoch %d of %d, %d rounds of it done".formatted(epoch, epochs, state.position().round());
  }

  private TrainingResult fit(
      ReadFolds crystals, CheckpointKeeper keeper, Optional<TrainingState> state)
      throws IOException {
    Path logs = Logs.folder(run.location());
    Path lines = logs.resolve(config().model() + ".metrics.jsonl");
    Path curves = logs.resolve("tensorboard").resolve(config().model());
    Console console = run.console();
    String error = config().training().task().headline();
    try (var metrics =
            new TrainingLog<>(new MetricsFile(lines, state.isPresent(), error), console);
        var events =
            new TrainingLog<>(new TensorBoard(curves, state.isPresent(), error), console)) {
      return DistributedTraining.train(
          run.sparkContext(),
          crystals.examples(Fold.TRAIN),
          crystals.examples(Fold.VALIDATION),
          config().training(),
          state,
          TrainingListener.all(
              List.of(
                  crystals,
                  keeper,
                  new StorageMemory(run.sparkContext(), console),
                  new TrainingProgress(console, config()),
                  metrics,
                  events)));
    } catch (UnsuitableCrystalsException e) {
      throw new ConfigurationException(
          state.isPresent() ? e.getMessage() + "; --overwrite starts over" : e.getMessage(), e);
    } catch (DivergenceException e) {
      throw new IllegalStateException(e.getMessage() + ". " + lastGood(keeper.checkpoints(), e), e);
    }
  }

  /** Says where to go on, and where the material ids of the diverging batches are listed. */
  private String lastGood(Checkpoints checkpoints, DivergenceException e) {
    try {
      String state =
          checkpoints
              .newestFile(hadoop())
              .map(
                  file ->
                      "The last good state is %s: go on with --resume and another setting"
                          .formatted(file.text()))
              .orElse("There is no state to go on from yet");
      return "%s; the crystals of the steps that did it: %s"
          .formatted(state, checkpoints.note(e, hadoop()).text());
    } catch (IOException f) {
      e.addSuppressed(f);
      return "What led to it could not be written down: " + f.getMessage();
    }
  }

  private Location save(
      Ensemble model, Summary metrics, Settings used, Provenance provenance, boolean replaces)
      throws IOException {
    ModelFolder folder = modelFolder();
    if (!replaces) {
      folder.requireAbsent(); // another run may have saved one meanwhile
    }
    ModelVersion saved =
        folder.save(
            model,
            Map.of("config.json", used.toJson(), "metrics.json", Json.indented(metrics.facts())),
            provenance,
            hadoop());
    Predecessors.remove(run, folder);
    return saved.folder();
  }

  private Configuration hadoop() {
    return run.hadoop();
  }
}
