package org.latticework.trainer.model.published;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.safetensors.Tensor;
import org.latticework.trainer.task.TargetScaler;

/**
 * What a network of matgl has learned, in the terms of the networks here.
 *
 * @param elements atomic numbers of the elements that it knows. In the table of vectors, which goes
 *     to the last of them, the rows of others hold no numbers (NaN): whatever forgets to refuse
 *     crystals that have them predicts none
 * @param scaler from the target's unit to the network's scale
 * @param parameters by name, double, rows × columns: weights are inputs × outputs, a bias is one
 *     row; {@code output_W} and {@code output_b} are those of the output layer
 */
public record MatglNetwork(
    NavigableSet<Integer> elements, TargetScaler scaler, Map<String, Tensor> parameters) {
  public MatglNetwork {
    elements = Collections.unmodifiableNavigableSet(new TreeSet<>(elements));
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Returns the facts that say, of a model, which elements it has learned from and knows. */
  public Map<String, String> facts() {
    String numbers = elements.stream().map(String::valueOf).collect(Collectors.joining(","));
    return Map.of(TrainedModel.ELEMENTS, numbers, TrainedModel.KNOWN_ELEMENTS, numbers);
  }
}
