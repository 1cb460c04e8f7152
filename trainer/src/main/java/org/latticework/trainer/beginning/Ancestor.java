package org.latticework.trainer.beginning;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.task.Scaling;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The parameters of a trained network, running statistics among them, with which another training
 * begins: all of them, or all but its head.
 *
 * <p>A network may learn a vector for each element. Those of elements that its training did not
 * have are as random as they began; in their place stands the mean of the others, where the model
 * says which they are.
 */
public final class Ancestor implements Beginning {
  private static final long serialVersionUID = 1L;

  private final NetworkConfig config;
  private final HashMap<String, float[]> parameters; // by name in the network, row by row
  private final List<Scaling> kept; // none or one
  private final TreeSet<Integer> elements; // empty where the model does not say

  private Ancestor(
      NetworkConfig config,
      Map<String, float[]> parameters,
      List<Scaling> kept,
      Set<Integer> elements) {
    this.config = config;
    this.parameters = new HashMap<>(parameters);
    this.kept = kept;
    this.elements = new TreeSet<>(elements);
  }

  /**
   * Copies the parameters of a model.
   *
   * @param model which stays the caller's
   * @param head whether the new network keeps its head; then it must have as many outputs
   * @param scaling whether the new model keeps the scales of the outputs
   */
  public static Ancestor of(TrainedModel model, boolean head, boolean scaling) {
    NetworkConfig config = model.config();
    Set<Integer> elements = model.elementsLearned().orElse(Set.of());
    Map<String, float[]> parameters = new HashMap<>();
    for (Map.Entry<String, INDArray> parameter : model.network().paramTable().entrySet()) {
      String name = parameter.getKey();
      if (head || !NetworkGraph.part(config, name).equals(NetworkConfig.HEAD)) {
        parameters.put(name, rows(parameter.getValue()));
      }
    }
    if (!elements.isEmpty()) {
      config.parameters().stream()
          .filter(Parameter::isPerElement)
          .forEach(
              vectors ->
                  fillUnseen(
                      parameters.get(NetworkGraph.bodyParameter(vectors.name())),
                      (int) vectors.columns(),
                      elements));
    }
    return new Ancestor(
        config, parameters, scaling ? List.of(model.scaling()) : List.of(), elements);
  }

  private static float[] rows(INDArray matrix) {
    try (INDArray copy = matrix.dup('c')) {
      return copy.reshape(copy.length()).toFloatVector();
    }
  }

  /** Puts the mean of the vectors of some elements in the place of all others. */
  private static void fillUnseen(float[] vectors, int width, Set<Integer> seen) {
    float[] mean = new float[width];
    for (int c = 0; c < width; c++) {
      double sum = 0;
      for (int element : seen) {
        sum += vectors[(element - 1) * width + c];
      }
      mean[c] = (float) (sum / seen.size());
    }
    for (int row = 0; row < vectors.length / width; row++) {
      if (!seen.contains(row + 1)) {
        System.arraycopy(mean, 0, vectors, row * width, width);
      }
    }
  }

  @Override
  public void fill(ComputationGraph network) {
    NetworkConfig other = NetworkGraph.blueprint(network).config();
    if (!other.equals(config)) {
      throw new IllegalArgumentException(
          "A network of the shape %s cannot begin as one of the shape %s".formatted(other, config));
    }
    Map<String, INDArray> target = network.paramTable();
    parameters.forEach((name, values) -> fill(name, values, target.get(name)));
  }

  private static void fill(String name, float[] values, INDArray target) {
    if (target.length() != values.length) {
      throw new IllegalArgumentException(
          "%s has %d numbers, its ancestor has %d".formatted(name, target.length(), values.length));
    }
    INDArray copy = Nd4j.createFromArray(values);
    target.assign(copy.reshape('c', target.shape()));
    copy.close();
  }

  @Override
  public Optional<Scaling> scaling() {
    return kept.stream().findFirst();
  }

  /** Returns those of both trainings: what was learned of an element is not forgotten at once. */
  @Override
  public Optional<NavigableSet<Integer>> learned(NavigableSet<Integer> fold) {
    if (elements.isEmpty()) {
      return Optional.empty();
    }
    NavigableSet<Integer> all = new TreeSet<>(elements);
    all.addAll(fold);
    return Optional.of(all);
  }

  @Override
  public NavigableSet<Integer> unseen(NavigableSet<Integer> fold) {
    NavigableSet<Integer> unseen = new TreeSet<>();
    if (!elements.isEmpty()) {
      unseen.addAll(fold);
      unseen.removeAll(elements);
    }
    return unseen;
  }
}
