package org.latticework.jobs.train;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.model.Checkpoints;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.train.config.TrainingFacts;
import org.latticework.jobs.workspace.Location;

/**
 * What a training of a name has left: its model, where it has ended, and its checkpoints, where it
 * was stopped. Where both are there, the checkpoints are of a later training, which was to replace
 * the model; or of the model's own, which was stopped as it removed them.
 *
 * @param model that it made
 * @param checkpoints that it left
 */
record EarlierTraining(ModelFolder model, Checkpoints checkpoints) {
  static EarlierTraining of(Location workspace, String name) {
    return new EarlierTraining(ModelFolder.of(workspace, name), Checkpoints.of(workspace, name));
  }

  /**
   * Returns whether it has ended with its model, and no other of its name has begun since.
   *
   * @param settings that the model must have been trained with, as far as they concern training
   * @param atomFeatures fingerprint of the table that atoms must have begun with; may be empty
   * @throws ConfigurationException if it cannot have been, such as with another seed, or if an
   *     older build has made the model
   */
  boolean isDone(Settings settings, String atomFeatures, Configuration hadoop) throws IOException {
    if (!model.missing()) {
      model.current(hadoop).provenance(hadoop).requireThisBuild();
    }
    return !model.missing()
        && (checkpoints.missing() || checkpointsAreTheModels(hadoop))
        && new ResumedSettings(
                model.current(hadoop).configuration(hadoop),
                model.current(hadoop).provenance(hadoop).atomFeatures(),
                settings,
                atomFeatures)
            .changes()
            .isEmpty();
  }

  /** Returns whether it has left nothing. */
  boolean missing() {
    return model.missing() && checkpoints.missing();
  }

  /**
   * Returns what has changed since it was stopped, or since it began where it has ended, in words,
   * one setting each. Something must be left of it.
   *
   * @param settings that are asked for now
   * @param atomFeatures fingerprint of the table that atoms are to begin with; may be empty
   * @throws ConfigurationException if it cannot go on with these
   */
  List<String> changes(Settings settings, String atomFeatures, Configuration hadoop)
      throws IOException {
    boolean ended = checkpoints.missing();
    return new ResumedSettings(
            ended ? model.current(hadoop).configuration(hadoop) : checkpoints.configuration(hadoop),
            (ended ? model.current(hadoop).provenance(hadoop) : checkpoints.provenance(hadoop))
                .atomFeatures(),
            settings,
            atomFeatures)
        .changes();
  }

  /** Whether it was stopped between saving its model and removing its states. */
  private boolean checkpointsAreTheModels(Configuration hadoop) throws IOException {
    return checkpoints.provenance(hadoop).equals(model.current(hadoop).provenance(hadoop))
        && checkpoints.configuration(hadoop).equals(model.current(hadoop).configuration(hadoop));
  }

  /**
   * Removes states that are left of the training which made the model: it has ended, and was
   * stopped as it removed them. What goes on from them would write over the model.
   */
  void removeStatesOfTheModel(Configuration hadoop) throws IOException {
    if (!model.missing()
        && !checkpoints.missing()
        && model.current(hadoop).trainingId().equals(checkpoints.provenance(hadoop).trainingId())) {
      checkpoints.remove(hadoop);
    }
  }

  /**
   * Checks that a training that begins loses nothing.
   *
   * @param resume whether it goes on with what is unfinished
   */
  void requirePlace(boolean resume) {
    if (checkpoints.missing()) {
      model.requireAbsent();
    } else if (!resume) {
      checkpoints.requireAbsent();
    }
  }

  /** Returns what the training reported, and removes what it may have left. */
  Summary summary(Configuration hadoop) throws IOException {
    checkpoints.remove(hadoop);
    ModelVersion version = model.current(hadoop);
    Summary summary = Summary.of(version.metrics(hadoop));
    return summary.without(TrainingFacts.HISTORY).put("model", version.folder().absolute());
  }
}
