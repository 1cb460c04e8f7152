package org.latticework.trainer.model.saved;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.task.Task;

/**
 * What the files of a network say, to be looked at: nothing is built that predicts, and neither
 * ND4J nor vector units are needed.
 */
public final class SavedContent {
  private static final String VECTORS = "network_embedding/vectors"; // elements × d
  private static final String WEIGHTS = "network_embedding/weights"; // F × d
  private static final String BIAS = "network_embedding/bias"; // d

  private final ModelCard card;
  private final List<List<Double>> elementVectors;

  private SavedContent(ModelCard card, List<List<Double>> elementVectors) {
    this.card = card;
    this.elementVectors = List.copyOf(elementVectors);
  }

  /** Reads the files of {@link SavedModel}, as {@link SavedModel#read} does. */
  public static SavedContent read(InputStream card, InputStream weights, long size, String folder)
      throws IOException {
    SavedFiles files = SavedFiles.read(card, weights, size, folder);
    NetworkConfig config = files.card().network();
    Map<String, float[]> parameters =
        NetworkArrays.parameters(
            config,
            files.card().task().outputs().size(),
            name -> files.arrays().tensors().get(name));
    try {
      Optional<AtomFeatures> features = NetworkArrays.features(config, files.arrays().tensors());
      return new SavedContent(files.card(), vectors(config, features, parameters));
    } catch (IllegalArgumentException e) { // a feature that is no number
      throw new IOException("%s/%s: %s".formatted(folder, SavedModel.WEIGHTS, e.getMessage()), e);
    }
  }

  private static List<List<Double>> vectors(
      NetworkConfig config, Optional<AtomFeatures> features, Map<String, float[]> parameters) {
    if (parameters.containsKey(VECTORS)) {
      return learned(parameters.get(VECTORS), config.elements());
    }
    return features
        .filter(table -> parameters.containsKey(WEIGHTS))
        .map(table -> mapped(table, parameters.get(WEIGHTS), parameters.get(BIAS)))
        .orElse(List.of());
  }

  private static List<List<Double>> learned(float[] values, int elements) {
    int width = values.length / elements;
    List<List<Double>> rows = new ArrayList<>();
    for (int z = 1; z <= elements; z++) {
      List<Double> row = new ArrayList<>();
      for (int c = 0; c < width; c++) {
        row.add((double) values[(z - 1) * width + c]);
      }
      rows.add(List.copyOf(row));
    }
    return rows;
  }

  /** Returns W x + b of each element's features x. */
  private static List<List<Double>> mapped(AtomFeatures table, float[] weights, float[] bias) {
    List<List<Double>> rows = new ArrayList<>();
    for (int z = 1; z <= table.elements(); z++) {
      List<Double> row = new ArrayList<>();
      for (int c = 0; c < bias.length; c++) {
        double sum = bias[c];
        for (int f = 0; f < table.size(); f++) {
          sum += (double) table.value(z, f) * weights[f * bias.length + c];
        }
        row.add(sum);
      }
      rows.add(List.copyOf(row));
    }
    return rows;
  }

  public String trainingId() {
    return card.trainingId();
  }

  public Task task() {
    return card.task();
  }

  /** Returns the network's shape. */
  public NetworkConfig config() {
    return card.network();
  }

  /** Returns the atomic numbers that were learned from; empty where the model does not say. */
  public Optional<Set<Integer>> elementsLearned() {
    return TrainedModel.elementsLearned(card.facts());
  }

  /**
   * Returns what atoms begin as, before the first convolution: a vector of d numbers an element,
   * from hydrogen on. It was learned, or is the learned linear map of a table of features. Empty of
   * a kind of network that has no such vectors.
   */
  public List<List<Double>> elementVectors() {
    return elementVectors;
  }
}
