package org.latticework.trainer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GraphMemory;
import org.latticework.trainer.batch.BoundedBatches;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.rows.RowMajor;
import org.latticework.trainer.task.Scaling;
import org.latticework.trainer.task.Task;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network that predicts in the columns' own units. Like the network inside, it serves one thread
 * at a time.
 */
public final class TrainedModel implements AutoCloseable {
  /**
   * The most that a forward pass over several crystals holds, {@link NetworkConfig#memoryOfPass}:
   * 32,768 edges of CGCNN at d = 64.
   */
  public static final long BATCH_BYTES = 1 << 26;

  /**
   * The fact that names the elements of the training fold, and of that of the model that training
   * began with: atomic numbers, joined by commas.
   */
  public static final String ELEMENTS = "elements";

  /**
   * The fact that names the elements that the network has vectors of, where there are gaps up to
   * its largest: atomic numbers, joined by commas. A crystal with any other is refused.
   */
  public static final String KNOWN_ELEMENTS = "known_elements";

  private final ComputationGraph network;
  private final Task task;
  private final Scaling scaling;
  private final Map<String, String> facts;

  /**
   * Joins a network and its scale.
   *
   * @param network from {@link NetworkGraph}; not copied
   * @param task what it has learned
   * @param scaling from the columns' units to the network's scale
   * @param facts what else is to be known of the model, by name: data versions, graph configuration
   * @throws IllegalArgumentException if the network has no crystal graphs for input
   */
  public TrainedModel(
      ComputationGraph network, Task task, Scaling scaling, Map<String, String> facts) {
    NetworkGraph.blueprint(network); // refuses others
    this.network = network;
    this.task = task;
    this.scaling = scaling;
    this.facts = Map.copyOf(facts);
  }

  public ComputationGraph network() {
    return network;
  }

  public Task task() {
    return task;
  }

  public Scaling scaling() {
    return scaling;
  }

  public Map<String, String> facts() {
    return facts;
  }

  /** Returns the atomic numbers that were learned from; empty where the model does not say. */
  public Optional<Set<Integer>> elementsLearned() {
    return elementsLearned(facts);
  }

  /**
   * Returns the same, of what is known of a model.
   *
   * @param facts by name
   */
  public static Optional<Set<Integer>> elementsLearned(Map<String, String> facts) {
    return numbers(facts, ELEMENTS);
  }

  /**
   * Returns the atomic numbers that a network has vectors of; empty where those are all up to its
   * largest.
   *
   * @param facts what is known of a model, by name
   */
  public static Optional<Set<Integer>> elementsKnown(Map<String, String> facts) {
    return numbers(facts, KNOWN_ELEMENTS);
  }

  private static Optional<Set<Integer>> numbers(Map<String, String> facts, String name) {
    return Optional.ofNullable(facts.get(name))
        .map(
            numbers ->
                Arrays.stream(numbers.split(","))
                    .map(Integer::valueOf)
                    .collect(Collectors.toSet()));
  }

  /** Returns the network's shape. */
  public NetworkConfig config() {
    return NetworkGraph.blueprint(network).config();
  }

  /**
   * Predicts crystals, in batches of bounded size. A prediction does not depend on the other
   * crystals, up to the rounding of the network's data type.
   *
   * @param graphs made under the configuration of the graphs the network has learned from
   * @return of each crystal t numbers: values in the columns' units, or a probability
   * @throws IllegalArgumentException if a crystal has an element the network does not know
   */
  public List<double[]> predict(List<CrystalGraph> graphs) {
    List<double[]> predictions = new ArrayList<>(graphs.size());
    batches(graphs.iterator(), graph -> graph)
        .forEachRemaining(batch -> predictions.addAll(predictBatch(batch)));
    return predictions;
  }

  /**
   * Cuts crystals into batches each of which {@link #predict} takes as one.
   *
   * @param graph of a crystal
   */
  public <T> Iterator<List<T>> batches(Iterator<T> crystals, Function<T, CrystalGraph> graph) {
    GraphMemory memory = config().memoryOfPass();
    return new BoundedBatches<>(crystals, crystal -> memory.of(graph.apply(crystal)), BATCH_BYTES);
  }

  private List<double[]> predictBatch(List<CrystalGraph> batch) {
    INDArray[] features = new GraphBatch(batch).features(network.getConfiguration().getDataType());
    try {
      INDArray outputs = network.outputSingle(false, features);
      double[] values = RowMajor.values(outputs);
      outputs.close();
      return rows(values, values.length / batch.size());
    } finally {
      Arrays.stream(features).forEach(INDArray::close);
    }
  }

  private List<double[]> rows(double[] outputs, int columns) {
    List<double[]> rows = new ArrayList<>();
    for (int start = 0; start < outputs.length; start += columns) {
      double[] row = new double[columns];
      for (int c = 0; c < columns; c++) {
        row[c] = task.prediction(scaling, c, outputs[start + c]);
      }
      rows.add(row);
    }
    return rows;
  }

  /** Frees the network's memory outside of the heap; it cannot be used any more. */
  @Override
  public void close() {
    NetworkGraph.release(network);
  }
}
