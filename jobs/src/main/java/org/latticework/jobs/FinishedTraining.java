package org.latticework.jobs;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/**
 * A training that has its model already, as where a scheduler runs a finished job again.
 *
 * @param model that it made
 * @param checkpoints that it may have left, if it was stopped as it removed them
 */
record FinishedTraining(ModelFolder model, Checkpoints checkpoints) {
  static FinishedTraining of(Location workspace, String name) {
    return new FinishedTraining(ModelFolder.of(workspace, name), Checkpoints.of(workspace, name));
  }

  /**
   * Returns whether the model is there, and no other training of its name has begun since.
   *
   * @param settings that the model must have been trained with, as far as they concern training
   * @throws ConfigurationException if it cannot have been, such as with another seed
   */
  boolean isThere(Settings settings, Configuration hadoop) throws IOException {
    return !model.missing()
        && new ResumedSettings(model.configuration(hadoop), settings).changes().isEmpty()
        && (checkpoints.missing()
            || checkpoints.provenance(hadoop).equals(model.provenance(hadoop)));
  }

  /** Returns what the training reported, and removes what it may have left. */
  Summary summary(Configuration hadoop) throws IOException {
    checkpoints.remove(hadoop);
    Summary summary = new Summary();
    model.metrics(hadoop).forEach((key, value) -> summary.put(String.valueOf(key), value));
    return summary.without("history").put("model", model.folder().absolute());
  }
}
