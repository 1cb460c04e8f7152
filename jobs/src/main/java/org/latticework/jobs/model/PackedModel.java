package org.latticework.jobs.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.trainer.calibration.ConformalFactor;
import org.latticework.trainer.model.saved.OlderModelException;
import org.latticework.trainer.model.saved.SavedModel;
import org.latticework.trainer.model.saved.SavedPredictor;

/**
 * The files of a model, read once, of which every thread opens networks of its own. Needs neither
 * Spark nor Hadoop nor ND4J.
 *
 * @param name of the model
 * @param trainingId of the training that made it
 * @param graphs that it has learned from
 * @param networks one, or the members of an ensemble
 * @param intervals of each column what makes an interval of a deviation; empty where there are none
 */
public record PackedModel(
    String name,
    String trainingId,
    GraphConfig graphs,
    List<Network> networks,
    List<ConformalFactor> intervals)
    implements Serializable {
  public PackedModel {
    networks = List.copyOf(networks);
    intervals = List.copyOf(intervals);
  }

  /** The two files of a network. */
  public static final class Network implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String folder;
    private final byte[] card;
    private final byte[] weights;

    private Network(String folder, byte[] card, byte[] weights) {
      this.folder = folder;
      this.card = card;
      this.weights = weights;
    }

    /**
     * Reads both.
     *
     * @param folder that has them, below that of the files
     */
    static Network read(ModelFiles files, String folder) throws IOException {
      return new Network(
          files.place(folder),
          files.read(folder + "/" + SavedModel.CARD),
          files.read(folder + "/" + SavedModel.WEIGHTS));
    }

    /** Returns where they were. */
    String folder() {
      return folder;
    }

    /** Returns {@code model.json}; not a copy. */
    byte[] card() {
      return card;
    }

    /** Returns {@code weights.safetensors}; not a copy. */
    byte[] weights() {
      return weights;
    }

    /** Returns the SHA-256 of the file of arrays, in hexadecimal digits. */
    String sha256() {
      return DigestUtils.sha256Hex(weights);
    }
  }

  /**
   * Reads what a model is now.
   *
   * @throws IOException if files are missing, damaged or of several trainings
   * @throws ConfigurationException if an older build has made it
   */
  public static PackedModel read(String name, ModelFiles files) throws IOException {
    CurrentTraining current =
        CurrentTraining.parse(
            name, text(files, CurrentTraining.FILE), files.place(CurrentTraining.FILE));
    String folder = current.trainingId() + "/";
    String made = folder + Provenance.FILE;
    LearnedGraphs graphs = Json.parse(text(files, made), LearnedGraphs.class);
    current.require(files.place(made), graphs.trainingId());
    List<String> folders = List.of(current.trainingId());
    List<ConformalFactor> intervals = List.of();
    String ensemble = folder + EnsembleCard.FILE;
    if (files.has(ensemble)) {
      EnsembleCard card = Json.parse(text(files, ensemble), EnsembleCard.class);
      current.require(files.place(ensemble), card.trainingId());
      intervals = card.intervals();
      folders =
          IntStream.rangeClosed(1, card.members())
              .mapToObj(k -> folder + EnsembleCard.folder(k))
              .toList();
    }
    List<Network> networks = new ArrayList<>();
    for (String each : folders) {
      networks.add(Network.read(files, each));
    }
    return new PackedModel(name, current.trainingId(), graphs.config(), networks, intervals);
  }

  private static String text(ModelFiles files, String file) throws IOException {
    return new String(files.read(file), StandardCharsets.UTF_8);
  }

  /**
   * Opens the networks, in their order; for one thread.
   *
   * @throws IOException if one is damaged or of another training
   * @throws ConfigurationException if one is of another build
   */
  public List<SavedPredictor> open() throws IOException {
    List<SavedPredictor> opened = new ArrayList<>();
    for (Network network : networks) {
      opened.add(open(network));
    }
    return opened;
  }

  private void requireOwn(Network network, String found) throws IOException {
    new CurrentTraining(name, trainingId).require(network.folder + "/" + SavedModel.CARD, found);
  }

  private SavedPredictor open(Network network) throws IOException {
    try {
      SavedPredictor opened =
          SavedPredictor.read(
              new ByteArrayInputStream(network.card),
              new ByteArrayInputStream(network.weights),
              network.weights.length,
              network.folder);
      requireOwn(network, opened.trainingId());
      return opened;
    } catch (OlderModelException e) {
      throw NetworkFiles.ofAnotherBuild(name, e);
    }
  }
}
