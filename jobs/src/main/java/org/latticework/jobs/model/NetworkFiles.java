package org.latticework.jobs.model;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.workspace.Location;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.model.saved.OlderModelException;
import org.latticework.trainer.model.saved.SavedModel;

/**
 * A folder with the two files of a network: {@code model.json} and {@code weights.safetensors}.
 *
 * @param folder where they are
 */
public record NetworkFiles(Location folder) {

  /**
   * Writes both.
   *
   * @param trainingId of the training that made the network
   */
  public void write(String trainingId, TrainedModel model, Configuration hadoop)
      throws IOException {
    SavedModel saved = new SavedModel(trainingId, model);
    folder.child(SavedModel.WEIGHTS).write(saved.weights(), hadoop);
    folder.child(SavedModel.CARD).write(saved.card(), hadoop);
  }

  /**
   * Reads both; the network is the caller's to close.
   *
   * @throws OlderModelException if another build wrote them
   */
  public SavedModel read(Configuration hadoop) throws IOException {
    Location weights = folder.child(SavedModel.WEIGHTS);
    try (InputStream card = folder.child(SavedModel.CARD).open(hadoop);
        InputStream arrays = weights.open(hadoop)) {
      return SavedModel.read(card, arrays, weights.size(hadoop), folder.text());
    }
  }

  static ConfigurationException ofAnotherBuild(String model, OlderModelException e) {
    return new ConfigurationException(
        "The model %1$s is of another build: train it again with latticework train --name %1$s --overwrite (%2$s)"
            .formatted(model, e.getMessage()),
        e);
  }
}
