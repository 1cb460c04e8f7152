package org.latticework.trainer.model;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.latticework.featurizer.graph.AtomFeatures;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Builds crystal-graph networks as Deeplearning4j graphs. Inputs and label are those of {@link
 * org.latticework.trainer.batch.GraphBatch}; the output is B × 1.
 */
public final class CrystalNetwork {
  private static final String EMBEDDING = "embedding";
  private static final long STAND_IN_FOR_ZERO = Long.MIN_VALUE; // to ND4J a seed 0 is the clock

  private CrystalNetwork() {}

  /**
   * Builds a network that learns a vector per element, with mean absolute error as loss.
   *
   * @param config its shape
   * @param updater the optimizer of all parameters but running statistics
   * @param type FLOAT or DOUBLE
   * @param seed decides the first parameters
   * @throws IllegalArgumentException if the network needs a table of element features
   */
  public static ComputationGraph build(
      NetworkConfig config, IUpdater updater, DataType type, long seed) {
    if (config.elementFeatures() > 0) {
      throw new IllegalArgumentException(
          "This network needs a table of %d features per element"
              .formatted(config.elementFeatures()));
    }
    return build(config, new float[0][], updater, type, seed);
  }

  /**
   * Builds a network that begins with a table of element features, with mean absolute error as
   * loss.
   *
   * @param config its shape; {@code elementFeatures} and {@code elements} as in the table
   * @param features the table
   * @param updater the optimizer of all parameters but running statistics
   * @param type FLOAT or DOUBLE
   * @param seed decides the first parameters
   * @throws IllegalArgumentException if shape and table disagree
   */
  public static ComputationGraph build(
      NetworkConfig config, AtomFeatures features, IUpdater updater, DataType type, long seed) {
    if (features.size() != config.elementFeatures() || features.elements() != config.elements()) {
      throw new IllegalArgumentException(
          "The network needs %d features of %d elements, the table has %d of %d"
              .formatted(
                  config.elementFeatures(),
                  config.elements(),
                  features.size(),
                  features.elements()));
    }
    float[][] table = new float[features.elements()][features.size()];
    for (int z = 1; z <= table.length; z++) {
      features.copy(z, table[z - 1], 0);
    }
    return build(config, table, updater, type, seed);
  }

  /**
   * Returns the shape of a network.
   *
   * @throws IllegalArgumentException if it was not built here
   */
  public static NetworkConfig config(ComputationGraph network) {
    if (network.getConfiguration().getVertices().get(EMBEDDING) instanceof EmbeddingVertex vertex) {
      return vertex.network();
    }
    throw new IllegalArgumentException(
        "This network does not read crystal graphs, its inputs are "
            + network.getConfiguration().getNetworkInputs());
  }

  /** Returns how many numbers the optimizer moves: all parameters but running statistics. */
  public static long trainedParameters(ComputationGraph network) {
    long running =
        network.getConfiguration().getVertices().values().stream()
            .filter(CrystalVertex.class::isInstance)
            .flatMap(vertex -> ((CrystalVertex) vertex).parameters().stream())
            .filter(parameter -> !parameter.isTrained())
            .mapToLong(Parameter::length)
            .sum();
    return network.params().length() - running;
  }

  private static ComputationGraph build(
      NetworkConfig config, float[][] table, IUpdater updater, DataType type, long seed) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed == 0 ? STAND_IN_FOR_ZERO : seed)
            .dataType(type)
            .updater(updater)
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
            .graphBuilder()
            .addInputs("counts", "atomicNumbers", "offsets", "neighbors", "distances");
    graph.addVertex(
        EMBEDDING, new EmbeddingVertex(EMBEDDING, config, updater, table), "atomicNumbers");
    graph.addVertex("edges", new EdgeVertex("edges", config), "offsets", "neighbors", "distances");
    String atoms = EMBEDDING;
    for (int t = 0; t < config.convolutions(); t++) {
      String name = "convolution" + t;
      graph.addVertex(name, new ConvolutionVertex(name, config, updater), atoms, "edges");
      atoms = name;
    }
    graph.addVertex("pooling", new PoolingVertex("pooling", config), atoms, "counts");
    addHead(graph, config);
    ComputationGraphConfiguration configuration = graph.setOutputs("output").build();
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    return network;
  }

  private static void addHead(GraphBuilder graph, NetworkConfig config) {
    String pooled = "pooling";
    if (config.activatedPooling()) {
      graph.addLayer("activation", new ActivationLayer(Activation.SOFTPLUS), pooled);
      pooled = "activation";
    }
    graph.addLayer(
        "hidden",
        new DenseLayer.Builder()
            .nIn(config.width())
            .nOut(config.hidden())
            .activation(Activation.SOFTPLUS)
            .weightInit(uniform(config.width()))
            .build(),
        pooled);
    graph.addLayer(
        "output",
        new OutputLayer.Builder(LossFunction.MEAN_ABSOLUTE_ERROR)
            .nIn(config.hidden())
            .nOut(1)
            .activation(Activation.IDENTITY)
            .weightInit(uniform(config.hidden()))
            .build(),
        "hidden");
  }

  /** Weights as PyTorch begins linear maps. */
  private static WeightInitDistribution uniform(int inputs) {
    double bound = 1 / Math.sqrt(inputs);
    return new WeightInitDistribution(new UniformDistribution(-bound, bound));
  }
}
