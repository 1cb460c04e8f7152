package org.latticework.jobs.model;

import java.io.IOException;
import java.util.Map;
import org.latticework.jobs.console.Json;

/**
 * Which training made a model: what {@code current.json} says.
 *
 * @param model name
 * @param trainingId also the name of the folder with its files
 */
record CurrentTraining(String model, String trainingId) {
  static final String FILE = "current.json";
  private static final String ID = "training_id";

  /** Returns whether a text can be the name of a training, which is also a folder's. */
  static boolean isId(String text) {
    return text.matches("[0-9a-f-]{36}");
  }

  /**
   * Reads the file.
   *
   * @param json its content
   * @param place where it is, for messages
   * @throws IOException if it does not say which training made the model
   */
  static CurrentTraining parse(String model, String json, String place) throws IOException {
    if (Json.parse(json, Map.class).get(ID) instanceof String id && isId(id)) {
      return new CurrentTraining(model, id);
    }
    throw new IOException(
        "%s names no training: train the model again with --overwrite".formatted(place));
  }

  /** Returns the file's content. */
  String json() {
    return Json.indented(Map.of(ID, trainingId)) + "\n";
  }

  /**
   * Checks that a file is of this training.
   *
   * @param place where it is, for messages
   * @param found the training that it names
   * @throws IOException if it is of another
   */
  void require(String place, Object found) throws IOException {
    if (!trainingId.equals(found)) {
      throw new IOException(
          "%s is of the training %s, but the model %s is of %s: files of two models were mixed, train it again with --overwrite"
              .formatted(place, found, model, trainingId));
    }
  }
}
