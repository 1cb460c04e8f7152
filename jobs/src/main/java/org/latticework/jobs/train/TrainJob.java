package org.latticework.jobs.train;

import java.io.IOException;
import java.util.Optional;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.PresetOption;
import org.latticework.jobs.job.WaitOption;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.model.Checkpoints;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.settings.AutomaticSettings;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.train.config.TrainConfig;
import org.latticework.jobs.train.tuning.FineTuning;
import org.latticework.jobs.workspace.Location;
import org.latticework.jobs.workspace.WorkspaceTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a network on the training fold and keeps the epoch that validates best. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Train a crystal-graph network on the training fold; keep the epoch that does best on the validation fold.",
      "Writes <workspace>/models/<name>/: network, configuration, metrics, provenance. On the way,",
      "checkpoints/<name>/ holds the state to --resume from, logs/ what metrics and TensorBoard show.",
      "Example: latticework train --name big --epochs 100 --workers 8",
      "Example: latticework train --name sure --ensemble 5",
      "Example: latticework train --name gaps --target band_gap --from default --freeze embedding"
    })
public final class TrainJob extends Job {
  @Option(names = "--split", paramLabel = "N", description = "Split to learn from (train.split).")
  private Optional<String> split;

  @Option(names = "--name", paramLabel = "M", description = "Name of the model (train.name).")
  private Optional<String> name;

  @Option(
      names = "--graphs",
      paramLabel = "ID",
      description = "Recipe of the graphs to learn from, as featurize names it (train.graphs).")
  private Optional<String> graphs;

  @Option(
      names = "--target",
      paramLabel = "C",
      description = "Column to learn, or several: a,b (train.target).")
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
      names = "--ensemble",
      paramLabel = "K",
      description = "Networks that learn the same, side by side (train.ensemble.members).")
  private Optional<String> ensemble;

  @Option(
      names = "--from",
      paramLabel = "MODEL",
      description =
          "Begin with the parameters of a model of this workspace; its head stays where the same is "
              + "learned (train.from, train.fine-tune).")
  private Optional<String> from;

  @Option(
      names = "--freeze",
      paramLabel = "P",
      description =
          "Parts of that model that stay as they are, such as embedding,convolutions (train.freeze).")
  private Optional<String> freeze;

  @Option(
      names = "--overwrite",
      description = "Replace a model of this name, once the new one is trained.")
  private boolean overwrite;

  @Option(
      names = "--resume",
      description =
          "Continue the interrupted training of this name, including an interrupted --overwrite. "
              + "Starts from the beginning if there is no checkpoint; does nothing if the model is "
              + "complete. With the same settings the model is the same as without the interruption.")
  private boolean resume;

  @Mixin private PresetOption preset;
  @Mixin private WaitOption wait;

  @Override
  protected Settings override(Settings settings) {
    return preset
        .override(settings)
        .with("train.split", split)
        .with("train.name", name)
        .with("train.graphs", graphs)
        .with("train.target", target)
        .with("train.as-of", asOf)
        .with("train.epochs", epochs)
        .with("train.workers", workers)
        .with("train.ensemble.members", ensemble)
        .with("train.from", from)
        .with("train.freeze", freeze);
  }

  @Override
  protected Settings resolve(Settings settings) {
    return AutomaticSettings.resolve(settings);
  }

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    TrainConfig config = TrainConfig.from(settings);
    WorkspaceTable.GRAPHS.require(workspace);
    WorkspaceTable.SPLITS.require(workspace);
    if (!resume && !overwrite && Checkpoints.of(workspace, config.model()).missing()) {
      ModelFolder.of(workspace, config.model()).requireAbsent();
    }
    if (!resume && config.fineTuning().tunes()) {
      ModelFolder.of(workspace, config.fineTuning().from()).require();
    }
    return run -> train(run, config, settings);
  }

  private Summary train(JobRun run, TrainConfig config, Settings settings) throws IOException {
    FineTuning tuning = FineTuning.of(run, config, settings, resume, overwrite);
    return new Training(run, tuning, overwrite, resume).train();
  }

  @Override
  protected boolean waits() {
    return wait.waits();
  }
}
