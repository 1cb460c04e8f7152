package org.latticework.jobs.model;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.workspace.Location;
import org.latticework.trainer.model.Ensemble;

/**
 * The folder {@code models/<name>/} of a workspace: a folder for the training that made the model,
 * and {@code current.json}, written last, which names it. A model is there when that file is, and
 * it is replaced by replacing that file: no store need rename a folder for it.
 *
 * @param name of the model
 * @param folder where its files are
 */
public record ModelFolder(String name, Location folder) {
  private static final Pattern OF_OLDER_BUILDS =
      Pattern.compile("checkpoint\\.zip|(config|metrics|metrics-[a-z]+|provenance)\\.json");

  public static ModelFolder of(Location workspace, String name) {
    return new ModelFolder(name, workspace.child("models").child(name));
  }

  /** Checks a model's name, which is also a folder's. */
  public static void requireName(String key, String name) {
    if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
      throw new ConfigurationException(
          "%s must be letters, digits, dot, dash and underscore, got '%s'".formatted(key, name));
    }
  }

  /** Checks that the model is there. */
  public void require() {
    requireNoneOfOlderBuild();
    folder
        .child(CurrentTraining.FILE)
        .requireExisting(
            "There is no model %s in %s: run latticework train first"
                .formatted(name, folder.text()));
  }

  /** Returns whether no model is there. */
  public boolean missing() {
    return folder.child(CurrentTraining.FILE).missing();
  }

  /** Checks that no model is there. */
  public void requireAbsent() {
    requireNoneOfOlderBuild();
    if (missing()) {
      return;
    }
    throw new ConfigurationException(
        "There is a model %s in %s already: choose another --name, or --overwrite it"
            .formatted(name, folder.text()));
  }

  private void requireNoneOfOlderBuild() {
    if (missing() && !folder.child("checkpoint.zip").missing()) {
      throw new ConfigurationException(
          "The model %s in %s is of an older build, whose checkpoint.zip is no longer read: train it again with train --overwrite"
              .formatted(name, folder.text()));
    }
  }

  /**
   * Returns what the model is now.
   *
   * @throws IOException if it cannot be read, or does not say which training made it
   */
  public ModelVersion current(Configuration hadoop) throws IOException {
    Location current = folder.child(CurrentTraining.FILE);
    return version(CurrentTraining.parse(name, current.read(hadoop), current.text()).trainingId());
  }

  /** Returns the model's files, to predict with. */
  public ModelFiles files(Configuration hadoop) {
    return new StoredFiles(folder, hadoop);
  }

  private ModelVersion version(String trainingId) {
    return new ModelVersion(name, trainingId, folder.child(trainingId));
  }

  /**
   * Checks that a model is still what it was when it was read.
   *
   * @throws IOException if not
   */
  public void requireCurrent(ModelVersion read, Configuration hadoop) throws IOException {
    requireTraining(read.trainingId(), hadoop);
  }

  /**
   * Checks that a model is still that of a training.
   *
   * @throws IOException if not
   */
  public void requireTraining(String read, Configuration hadoop) throws IOException {
    String now = missing() ? "gone" : "of the training " + current(hadoop).trainingId();
    if (!now.endsWith(read)) {
      throw new IOException(
          "The model %s in %s was replaced meanwhile: it was of the training %s and is %s; nothing was written, run the command again"
              .formatted(name, folder.text(), read, now));
    }
  }

  /**
   * Writes a model whole, reads it back, and only then lets it take the place of the one before,
   * whose files stay until {@link #tidy}.
   *
   * @param documents JSON by file name
   */
  public ModelVersion save(
      Ensemble model, Map<String, String> documents, Provenance provenance, Configuration hadoop)
      throws IOException {
    ModelVersion version = version(provenance.trainingId());
    version.write(model, documents, provenance, hadoop);
    String current = new CurrentTraining(name, provenance.trainingId()).json();
    folder.child(CurrentTraining.FILE).write(current, hadoop);
    return version;
  }

  /** Returns whether something is left of an earlier model, or of one that was not finished. */
  public boolean isUntidy(Configuration hadoop) throws IOException {
    return !others(hadoop).isEmpty();
  }

  /** Removes what is left of an earlier model, or of one that was not finished. */
  public void tidy(Configuration hadoop) throws IOException {
    for (String other : others(hadoop)) {
      folder.child(other).delete(hadoop);
    }
  }

  private List<String> others(Configuration hadoop) throws IOException {
    String current = current(hadoop).trainingId();
    return folder.names(hadoop).stream()
        .filter(file -> CurrentTraining.isId(file) || OF_OLDER_BUILDS.matcher(file).matches())
        .filter(file -> !file.equals(current))
        .toList();
  }
}
