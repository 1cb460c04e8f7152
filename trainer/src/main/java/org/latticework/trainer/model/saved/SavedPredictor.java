package org.latticework.trainer.model.saved;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.inference.Predictor;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.network.AtomAttention;
import org.latticework.trainer.network.ElementVectors;
import org.latticework.trainer.network.Inference;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.network.Parameters;
import org.latticework.trainer.network.cgcnn.gate.GatedNetwork;
import org.latticework.trainer.network.kinds.NetworkKinds;
import org.latticework.trainer.network.schnet.SchnetFilters;
import org.latticework.trainer.task.Task;

/**
 * A saved network that predicts without ND4J.
 *
 * @param trainingId of the training that made it
 * @param config its shape
 * @param predictor the network, its task and its scales
 * @param elements what its atoms begin as; empty of a kind of network without such vectors
 * @param gated the same network where it gives the gates of edges; empty where its kind has none
 * @param filters its functions of the distance; empty where its kind has none
 * @param attention the same network where it gives the attention of atoms; empty where its kind
 *     does not read them so
 * @param facts what else is known of it, by name
 */
public record SavedPredictor(
    String trainingId,
    NetworkConfig config,
    Predictor predictor,
    Optional<ElementVectors> elements,
    Optional<GatedNetwork> gated,
    Optional<SchnetFilters> filters,
    Optional<AtomAttention> attention,
    Map<String, String> facts) {
  public SavedPredictor {
    facts = Map.copyOf(facts);
  }

  /** Returns the atomic numbers that the training fold had; empty where the model does not say. */
  public Optional<Set<Integer>> elementsLearned() {
    return TrainedModel.elementsLearned(facts);
  }

  /** Returns the atomic numbers that it has vectors of; empty for all up to its largest. */
  public Optional<Set<Integer>> elementsKnown() {
    return TrainedModel.elementsKnown(facts);
  }

  /** Reads the files of {@link SavedModel}, as {@link SavedModel#read} does. */
  public static SavedPredictor read(InputStream card, InputStream weights, long size, String folder)
      throws IOException {
    SavedFiles files = SavedFiles.read(card, weights, size, folder);
    ModelCard described = files.card();
    Task task = described.task();
    Optional<AtomFeatures> features;
    try {
      features = NetworkArrays.features(described.network(), files.arrays().tensors());
    } catch (IllegalArgumentException e) { // a feature that is no number
      throw new IOException("%s/%s: %s".formatted(folder, SavedModel.WEIGHTS, e.getMessage()), e);
    }
    Map<String, float[]> parameters =
        NetworkArrays.parameters(
            described.network(), task.outputs().size(), name -> files.arrays().tensors().get(name));
    Parameters ofBody = name -> parameters.get("network_" + name);
    Inference body = NetworkKinds.inference(described.network(), features, ofBody);
    return new SavedPredictor(
        described.trainingId(),
        described.network(),
        new Predictor(
            task,
            described.scaling(),
            body,
            parameters.get("output_W"),
            parameters.get("output_b")),
        NetworkKinds.elements(described.network(), features, ofBody),
        NetworkKinds.gated(described.network(), features, ofBody),
        NetworkKinds.filters(described.network(), ofBody),
        NetworkKinds.attention(described.network(), body),
        described.facts());
  }
}
