package org.latticework.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.latticework.trainer.model.TrainedModel;

/**
 * The folder {@code models/<name>/} of a workspace: {@code checkpoint.zip}, {@code config.json},
 * {@code metrics.json} and, written last, {@code provenance.json}. A model is there when its
 * provenance is.
 *
 * @param name of the model
 * @param folder where its files stand
 */
record ModelFolder(String name, Location folder) {
  private static final String CHECKPOINT = "checkpoint.zip";
  private static final String PROVENANCE = "provenance.json";

  static ModelFolder of(Location workspace, String name) {
    return new ModelFolder(name, workspace.child("models").child(name));
  }

  /** Checks a model's name, which is also a folder's. */
  static void requireName(String key, String name) {
    if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
      throw new ConfigurationException(
          "%s must be letters, digits, dot, dash and underscore, got '%s'".formatted(key, name));
    }
  }

  /** Checks that the model is there. */
  void require() {
    folder
        .child(PROVENANCE)
        .requireExisting(
            "There is no model %s in %s: run latticework train first"
                .formatted(name, folder.text()));
  }

  /** Returns whether no model is there. */
  boolean missing() {
    return folder.child(PROVENANCE).missing();
  }

  /** Checks that no model is there. */
  void requireAbsent() {
    if (missing()) {
      return;
    }
    throw new ConfigurationException(
        "There is a model %s in %s already: choose another --name, or --overwrite it"
            .formatted(name, folder.text()));
  }

  /**
   * Removes the model, its provenance first: what is left of it if that is interrupted is no model.
   */
  void remove(Configuration hadoop) throws IOException {
    folder.child(PROVENANCE).delete(hadoop);
    folder.delete(hadoop);
  }

  /**
   * Writes a model where none is.
   *
   * @param documents JSON by file name
   */
  void save(
      TrainedModel model,
      Map<String, String> documents,
      Provenance provenance,
      Configuration hadoop)
      throws IOException {
    try (OutputStream out = folder.child(CHECKPOINT).create(hadoop)) {
      model.save(out);
    }
    for (Map.Entry<String, String> document : documents.entrySet()) {
      write(document.getKey(), document.getValue(), hadoop);
    }
    write(PROVENANCE, Json.indented(provenance), hadoop);
  }

  /** Writes one more document of the model. */
  void write(String file, String json, Configuration hadoop) throws IOException {
    folder.child(file).write(json + "\n", hadoop);
  }

  TrainedModel model(Configuration hadoop) throws IOException {
    try (InputStream in = folder.child(CHECKPOINT).open(hadoop)) {
      return TrainedModel.load(in);
    }
  }

  /** Returns every setting of the training, as JSON. */
  String configuration(Configuration hadoop) throws IOException {
    return folder.child("config.json").read(hadoop);
  }

  /** Returns what the training reported, and each epoch of it. */
  Map<?, ?> metrics(Configuration hadoop) throws IOException {
    return Json.parse(folder.child("metrics.json").read(hadoop), Map.class);
  }

  /** Returns the facts that a job has written to a file of the model, if it has. */
  Optional<Summary> summary(String file, Configuration hadoop) throws IOException {
    if (folder.child(file).missing()) {
      return Optional.empty();
    }
    return Optional.of(Summary.of(Json.parse(folder.child(file).read(hadoop), Map.class)));
  }

  Provenance provenance(Configuration hadoop) throws IOException {
    return Json.parse(folder.child(PROVENANCE).read(hadoop), Provenance.class);
  }
}
