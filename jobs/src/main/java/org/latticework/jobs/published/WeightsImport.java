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
import org.latticework.trainer.model.published.MatglModel;
import org.latticework.trainer.model.published.PublishedModel;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * One call of {@code import-weights}.
 *
 * @param run whose workspace gets the model
 * @param checkpoint the weights
 * @param companion the file that belongs to them: CGCNN's features per element, or the {@code
 *     model.json} of a network of matgl
 * @param column what the network predicts
 * @param name of the model
 * @param settings written beside the model, as of a training
 */
record WeightsImport(
    JobRun run,
    Location checkpoint,
    Location companion,
    String column,
    String name,
    Settings settings) {
  private static final GraphConfig CGCNN = GraphConfig.plain(8, 12); // what they were trained on
  private static final int LARGEST = 1 << 28; // bytes of a file

  /**
   * A network that was read.
   *
   * @param graphs that it has learned from
   * @param source who has published it
   * @param features the fingerprint of its table of features per element; empty where it has none
   */
  private record Published(
      TrainedModel model, GraphConfig graphs, String source, String features) {}

  /** Returns whether a file of weights is one of matgl. */
  static boolean isMatgl(Location checkpoint) {
    return checkpoint.text().endsWith(".pt");
  }

  /** Reads the weights and saves the model. */
  Summary run(boolean overwrite) throws IOException {
    return WorkspaceLock.ofModel(run, name).hold(lock -> save(lock, overwrite));
  }

  private Summary save(RunLock lock, boolean overwrite) throws IOException {
    Configuration hadoop = run.hadoop();
    Published published = isMatgl(checkpoint) ? matgl(hadoop) : cgcnn(hadoop);
    Provenance provenance = provenance(published);
    ModelFolder folder = ModelFolder.of(run.location(), name);
    try (Ensemble model = Ensemble.of(published.model())) {
      if (!overwrite) {
        folder.requireAbsent();
      }
      lock.requireHeld();
      Summary metrics =
          new Summary()
              .put("training_id", provenance.trainingId())
              .put("source", published.source())
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

  private Published cgcnn(Configuration hadoop) {
    AtomFeatures features;
    try {
      features = PublishedModel.features(new ByteArrayInputStream(bytes(companion, hadoop)));
    } catch (IOException | IllegalArgumentException e) {
      throw wrong(companion, e);
    }
    try {
      TrainedModel model =
          PublishedModel.read(bytes(checkpoint, hadoop), features, column, DataType.FLOAT);
      return new Published(model, CGCNN, "txie-93/cgcnn", features.fingerprint());
    } catch (IOException e) {
      throw wrong(checkpoint, e);
    }
  }

  private Published matgl(Configuration hadoop) {
    try {
      MatglModel model = MatglModel.read(bytes(companion, hadoop), bytes(checkpoint, hadoop));
      return new Published(model.model(column, DataType.FLOAT), model.graphs(), "matgl", "");
    } catch (IOException e) {
      throw wrong(checkpoint, e);
    }
  }

  private static ConfigurationException wrong(Location file, Exception e) {
    return new ConfigurationException("%s: %s".formatted(file.text(), e.getMessage()), e);
  }

  private static byte[] bytes(Location file, Configuration hadoop) throws IOException {
    try (InputStream in = file.open(hadoop)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException(
            "it has more than %d bytes, as no network that is read here has".formatted(LARGEST));
      }
      return bytes;
    }
  }

  private Provenance provenance(Published published) {
    GraphConfig graphs = published.graphs();
    return new Provenance(
        Version.text(),
        UUID.randomUUID().toString(),
        name,
        "",
        column,
        graphs.id(),
        graphs.cutoff(),
        graphs.maxNeighbors(),
        graphs.ties().word(),
        graphs.merge(),
        graphs.images(),
        graphs.symmetric(),
        "",
        published.features(),
        0,
        "",
        new TableVersions(-1, -1, -1, -1),
        List.of());
  }
}
