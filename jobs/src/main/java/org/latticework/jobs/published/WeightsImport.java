package org.latticework.jobs.published;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.console.Version;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.WorkspaceLock;
import org.latticework.jobs.lock.RunLock;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.model.Provenance;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.train.Predecessors;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.trainingset.TableVersions;
import org.latticework.trainer.model.Ensemble;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.model.published.PublishedModel;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * One call of {@code import-weights}.
 *
 * @param run whose workspace gets the model
 * @param checkpoint the weights
 * @param table features per element
 * @param column what the network predicts
 * @param name of the model
 * @param settings written beside the model, as of a training
 */
record WeightsImport(
    JobRun run,
    Location checkpoint,
    Location table,
    String column,
    String name,
    Settings settings) {
  private static final GraphConfig GRAPHS = GraphConfig.plain(8, 12); // what they were trained on
  private static final int LARGEST = 1 << 28; // bytes of a file

  /** Reads the weights and saves the model. */
  Summary run(boolean overwrite) throws IOException {
    return WorkspaceLock.ofModel(run, name).hold(lock -> save(lock, overwrite));
  }

  private Summary save(RunLock lock, boolean overwrite) throws IOException {
    Configuration hadoop = run.hadoop();
    AtomFeatures features = features(hadoop);
    Provenance provenance = provenance(features);
    ModelFolder folder = ModelFolder.of(run.location(), name);
    try (Ensemble model = Ensemble.of(model(features, hadoop))) {
      if (!overwrite) {
        folder.requireAbsent();
      }
      lock.requireHeld();
      Summary metrics =
          new Summary()
              .put("training_id", provenance.trainingId())
              .put("source", "txie-93/cgcnn")
              .put("checkpoint", checkpoint.text());
      ModelVersion saved =
          folder.save(
              model,
              Map.of(
                  "config.json", settings.toJson(), "metrics.json", Json.indented(metrics.facts())),
              provenance,
              hadoop);
      Predecessors.remove(run, folder);
      run.console()
          .say(
              "Imported   %s: %s, predicts %s",
              folder.folder().text(),
              model.config().words(),
              String.join(", ", model.task().outputs()));
      return metrics.put("outputs", model.task().outputs()).put("model", saved.folder().absolute());
    }
  }

  private TrainedModel model(AtomFeatures features, Configuration hadoop) {
    try {
      return PublishedModel.read(bytes(checkpoint, hadoop), features, column, DataType.FLOAT);
    } catch (IOException e) {
      throw new ConfigurationException("%s: %s".formatted(checkpoint.text(), e.getMessage()), e);
    }
  }

  private AtomFeatures features(Configuration hadoop) {
    try {
      return PublishedModel.features(new ByteArrayInputStream(bytes(table, hadoop)));
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException("%s: %s".formatted(table.text(), e.getMessage()), e);
    }
  }

  private static byte[] bytes(Location file, Configuration hadoop) throws IOException {
    try (InputStream in = file.open(hadoop)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException("it has more than %d bytes, as none of CGCNN has".formatted(LARGEST));
      }
      return bytes;
    }
  }

  private Provenance provenance(AtomFeatures features) {
    return new Provenance(
        Version.text(),
        UUID.randomUUID().toString(),
        name,
        "",
        column,
        GRAPHS.id(),
        GRAPHS.cutoff(),
        GRAPHS.maxNeighbors(),
        GRAPHS.ties().word(),
        GRAPHS.merge(),
        GRAPHS.images(),
        GRAPHS.symmetric(),
        "",
        features.fingerprint(),
        0,
        "",
        new TableVersions(-1, -1, -1, -1),
        List.of());
  }
}
