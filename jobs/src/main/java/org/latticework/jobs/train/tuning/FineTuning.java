package org.latticework.jobs.train.tuning;

import java.io.IOException;
import java.util.Optional;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.model.AncestorModel;
import org.latticework.jobs.model.Checkpoints;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.train.config.TrainConfig;

/**
 * A training as it is asked for, and what it begins with.
 *
 * @param config what to train
 * @param settings all of them
 * @param origin the model that it begins with; empty where it begins at random
 */
public record FineTuning(TrainConfig config, Settings settings, Optional<Origin> origin) {

  /**
   * Reads the model that {@code train.from} names, if it does. The network is that model's then,
   * whatever the settings are as shipped.
   *
   * @param config what to train; of the shape that the settings say
   * @param settings all of them
   * @param resume whether the training goes on with what is unfinished: with the copy of the model
   *     that it has kept, which itself need not be there any more
   * @param overwrite whether a training that has ended is made again
   * @throws org.latticework.jobs.settings.ConfigurationException if it cannot begin with that model
   */
  public static FineTuning of(
      JobRun run, TrainConfig config, Settings settings, boolean resume, boolean overwrite)
      throws IOException {
    return config.fineTuning().tunes()
        ? new AncestorUse(config, settings, model(run, config, resume, overwrite)).tuning()
        : new FineTuning(config, settings, Optional.empty());
  }

  private static AncestorModel model(
      JobRun run, TrainConfig config, boolean resume, boolean overwrite) throws IOException {
    String from = config.fineTuning().from();
    Optional<AncestorModel> kept =
        resume
            ? Checkpoints.of(run.location(), config.model()).ancestor(run.hadoop())
            : Optional.empty();
    if (kept.isPresent() && kept.get().name().equals(from)) {
      return kept.get();
    }
    ModelFolder named = ModelFolder.of(run.location(), from);
    ModelFolder own = ModelFolder.of(run.location(), config.model());
    // Where the training has ended, its own model says what the network is.
    boolean ended = resume && !overwrite && !own.missing();
    return AncestorModel.read(ended ? own : named, run.hadoop());
  }
}
