package org.latticework.trainer.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.task.TargetScaler;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network that predicts in the target's own unit. Like the network inside, it serves one thread
 * at a time.
 */
public final class TrainedModel implements AutoCloseable {
  /** Enough edges for a batch: some 50 MB of edge matrices at d = 64, in ND4J's kernel. */
  public static final int BATCH_EDGES = 32_768;

  private final ComputationGraph network;
  private final TargetScaler scaler;
  private final Map<String, String> facts;

  /**
   * Joins a network and its scale.
   *
   * @param network from {@link NetworkGraph}; not copied
   * @param scaler from the target's unit to the network's scale
   * @param facts what else is to be known of the model, by name: data versions, graph configuration
   * @throws IllegalArgumentException if the network has no crystal graphs for input
   */
  public TrainedModel(ComputationGraph network, TargetScaler scaler, Map<String, String> facts) {
    NetworkGraph.blueprint(network); // refuses others
    this.network = network;
    this.scaler = scaler;
    this.facts = Map.copyOf(facts);
  }

  public ComputationGraph network() {
    return network;
  }

  public TargetScaler scaler() {
    return scaler;
  }

  public Map<String, String> facts() {
    return facts;
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
   * @return one number a crystal, in the target's unit
   * @throws IllegalArgumentException if a crystal has an element the network does not know
   */
  public double[] predict(List<CrystalGraph> graphs) {
    double[] predictions = new double[graphs.size()];
    int done = 0;
    while (done < predictions.length) {
      List<CrystalGraph> batch = batch(graphs.subList(done, predictions.length));
      for (double output : outputs(batch)) {
        predictions[done++] = scaler.unscale(output);
      }
    }
    return predictions;
  }

  private double[] outputs(List<CrystalGraph> batch) {
    INDArray[] features = new GraphBatch(batch).features(network.getConfiguration().getDataType());
    try {
      INDArray output = network.outputSingle(false, features);
      double[] outputs = output.reshape(batch.size()).toDoubleVector();
      output.close();
      return outputs;
    } finally {
      Arrays.stream(features).forEach(INDArray::close);
    }
  }

  /** As many of the first crystals as it takes to reach the bound. */
  private static List<CrystalGraph> batch(List<CrystalGraph> graphs) {
    int count = 0;
    long edges = 0;
    while (count < graphs.size() && edges < BATCH_EDGES) {
      edges += graphs.get(count++).edges();
    }
    return graphs.subList(0, count);
  }

  /** Frees the network's memory outside of the heap; it cannot be used any more. */
  @Override
  public void close() {
    NetworkGraph.release(network);
  }
}
