package org.latticework.jobs;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.latticework.pipeline.table.Fold;
import org.latticework.pipeline.table.PredictionTable;
import org.latticework.trainer.training.DistributedTraining;
import org.latticework.trainer.training.TrainingResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains a network on the training fold and keeps the epoch that validates best. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Train a crystal-graph network on the training fold; keep the epoch that does best on the validation fold.",
      "Writes <workspace>/models/<name>/: checkpoint, configuration, metrics, provenance.",
      "Example: latticework train --name big --epochs 100 --workers 8 --set train.learning-rate=2e-3"
    })
final class TrainJob extends Job {
  @Option(names = "--split", paramLabel = "N", description = "Split to learn from (train.split).")
  private Optional<String> split;

  @Option(names = "--name", paramLabel = "M", description = "Name of the model (train.name).")
  private Optional<String> name;

  @Option(names = "--target", paramLabel = "C", description = "Column to learn (train.target).")
  private Optional<String> target;

  @Option(
      names = "--as-of",
      paramLabel = "RELEASE",
      description = "Learn from the materials that a release had, as it had them (train.as-of).")
  private Optional<String> asOf;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the data (train.epochs).")
  private Optional<String> epochs;

  @Option(names = "--workers", paramLabel = "W", description = "Parallel workers (train.workers).")
  private Optional<String> workers;

  @Option(
      names = "--overwrite",
      description = "Replace a model of this name, once the new one is trained.")
  private boolean overwrite;

  @Override
  Settings override(Settings settings) {
    return settings
        .with("train.split", split)
        .with("train.name", name)
        .with("train.target", target)
        .with("train.as-of", asOf)
        .with("train.epochs", epochs)
        .with("train.workers", workers);
  }

  @Override
  Work prepare(Settings settings, Location workspace) {
    TrainConfig config = TrainConfig.from(settings);
    WorkspaceTable.GRAPHS.require(workspace);
    WorkspaceTable.SPLITS.require(workspace);
    if (!overwrite) {
      ModelFolder.of(workspace, config.model()).requireAbsent();
    }
    return run -> train(run, config, settings, overwrite);
  }

  static Summary train(JobRun run, TrainConfig config, Settings settings, boolean overwrite)
      throws IOException {
    Provenance provenance = Provenance.of(run, config);
    LabeledFolds folds = LabeledFolds.toTrainOn(run, provenance, config.graphs());
    Summary leftOut = folds.requireCrystals(Fold.TRAIN, Fold.VALIDATION);
    TrainingResult result =
        DistributedTraining.train(
            run.sparkContext(),
            folds.examples(Fold.TRAIN),
            folds.examples(Fold.VALIDATION),
            config.training(),
            new TrainingProgress(run.console(), config));
    Summary metrics = TrainingFacts.of(result, config).putAll(leftOut);
    ModelFolder folder = ModelFolder.of(run.location(), config.model());
    if (!overwrite) {
      folder.requireAbsent(); // another run may have saved one meanwhile
    }
    folder.remove(run.hadoop());
    PredictionTable.remove(run.spark(), run.workspace(), config.model());
    folder.save(
        result.best(),
        Map.of(
            "config.json", settings.toJson(),
            "metrics.json", Json.indented(TrainingFacts.withHistory(metrics, result).facts())),
        provenance,
        run.hadoop());
    run.console()
        .say(
            "Trained    best epoch %d of %d: %s",
            result.bestEpoch(), result.epochs(), folder.folder().text());
    return metrics.put("model", folder.folder().absolute());
  }
}
