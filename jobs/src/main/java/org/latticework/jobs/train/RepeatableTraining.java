package org.latticework.jobs.train;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.train.config.TrainConfig;
import org.latticework.jobs.train.tuning.FineTuning;
import org.latticework.pipeline.trainingset.TableVersions;

/**
 * A training that may be asked for again and again: it begins where nothing is there, goes on with
 * what was stopped, and does nothing where its model is there.
 *
 * @param config what to train
 * @param settings all of them, to be kept with the model
 * @param overwrite whether to start over, and replace what is there
 * @param resume whether to go on also with settings other than those it was stopped with, as far as
 *     they may change on the way
 */
public record RepeatableTraining(
    TrainConfig config, Settings settings, boolean overwrite, boolean resume) {

  /**
   * Checks that what an earlier training of this name has left is of these settings. Spark need not
   * start for it.
   *
   * @throws ConfigurationException if not, unless it is to be replaced
   */
  public void requireSame(JobRun run) throws IOException {
    EarlierTraining earlier = earlier(run);
    if (overwrite || earlier.missing()) {
      return;
    }
    List<String> changes = earlier.changes(settings, config.atomFeatures(), run.hadoop());
    if (changes.isEmpty()) {
      return;
    }
    String others = String.join(", ", changes);
    if (earlier.checkpoints().missing()) {
      throw new ConfigurationException(
          "The model %s in %s was trained with other settings (%s): choose another --name, or --overwrite it"
              .formatted(config.model(), earlier.model().folder().text(), others));
    }
    if (!resume) {
      throw new ConfigurationException(
          "The training of %s was stopped with other settings (%s): go on with these by --resume, choose another --name, or start over with --overwrite"
              .formatted(config.model(), others));
    }
  }

  public Summary train(JobRun run) throws IOException {
    boolean goesOn = resume || (!overwrite && !earlier(run).missing());
    return new Training(run, new FineTuning(config, settings, Optional.empty()), overwrite, goesOn)
        .train();
  }

  /**
   * Says so where the tables have changed since the model was trained.
   *
   * @return whether they have; what a release had does not change
   */
  public boolean isOutdated(JobRun run) throws IOException {
    ModelFolder model = earlier(run).model();
    TableVersions then = model.current(run.hadoop()).provenance(run.hadoop()).tableVersions();
    boolean outdated =
        config.asOf().isEmpty() && then.changedToTrainOn(run.spark(), run.workspace());
    if (outdated) {
      run.console().say("Outdated   tables have changed since %s was trained", config.model());
      run.console().sayBelow("--overwrite trains it on them as they are now");
    }
    return outdated;
  }

  private EarlierTraining earlier(JobRun run) {
    return EarlierTraining.of(run.location(), config.model());
  }
}
