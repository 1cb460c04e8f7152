package org.latticework.jobs.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.latticework.jobs.workspace.Location;
import org.latticework.trainer.calibration.ConformalFactor;
import org.latticework.trainer.inference.Predictor;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.model.saved.SavedModel;
import org.latticework.trainer.model.saved.SavedPredictor;

/**
 * The files of a model, read once, of which every thread opens networks of its own.
 *
 * @param networks one, or the members of an ensemble
 * @param intervals of each column what makes an interval of a deviation; empty where there are none
 */
public record PackedModel(List<Network> networks, List<ConformalFactor> intervals)
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

    /**
     * Takes what was read.
     *
     * @param folder where they are, for messages
     * @param card {@code model.json}; not copied
     * @param weights {@code weights.safetensors}; not copied
     */
    Network(String folder, byte[] card, byte[] weights) {
      this.folder = folder;
      this.card = card;
      this.weights = weights;
    }

    /** Writes both files. */
    void write(Location copy, Configuration hadoop) throws IOException {
      copy.child(SavedModel.WEIGHTS).write(weights, hadoop);
      copy.child(SavedModel.CARD).write(card, hadoop);
    }

    /** Returns the SHA-256 of the file of arrays, in hexadecimal digits. */
    String sha256() {
      try {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(weights));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java platform has SHA-256", e);
      }
    }

    /** Opens the network to train on; the caller's to close. */
    TrainedModel model() throws IOException {
      return SavedModel.read(
              new ByteArrayInputStream(card),
              new ByteArrayInputStream(weights),
              weights.length,
              folder)
          .model();
    }

    /** Opens the network; for one thread. */
    public SavedPredictor open() throws IOException {
      return SavedPredictor.read(
          new ByteArrayInputStream(card),
          new ByteArrayInputStream(weights),
          weights.length,
          folder);
    }
  }

  /** Opens the networks, in their order. */
  public List<Predictor> open() throws IOException {
    List<Predictor> predictors = new ArrayList<>();
    for (Network network : networks) {
      predictors.add(network.open().predictor());
    }
    return predictors;
  }
}
