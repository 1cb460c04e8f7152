package org.latticework.trainer.deeplearning4j;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.network.cgcnn.KernelChoice;
import org.latticework.trainer.network.cgcnn.NetworkConfig;
import org.latticework.trainer.optimizer.LearningRule;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Builds crystal-graph networks as Deeplearning4j graphs. Inputs and label are those of {@link
 * org.latticework.trainer.batch.GraphBatch}; the output is B × 1.
 */
public final class CrystalNetwork {
  private static final String EMBEDDING = "embedding";
  private static final String EDGES = "edges";
  private static final String[] OF_EDGES = {
    "offsets", "neighbors", "distances", "multiplicities", "weights"
  };
  private static final long STAND_IN_FOR_ZERO = Long.MIN_VALUE; // to ND4J a seed 0 is the clock

  private CrystalNetwork() {}

  /**
   * Builds a network.
   *
   * @param blueprint its shape, how its atoms begin, and what computes it
   * @param rule by which it learns
   * @param type FLOAT or DOUBLE
   * @param seed decides the first parameters
   */
  public static ComputationGraph build(
      NetworkBlueprint blueprint, LearningRule rule, DataType type, long seed) {
    NetworkConfig config = blueprint.config();
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed == 0 ? STAND_IN_FOR_ZERO : seed)
            .dataType(type)
            .updater(rule.updater())
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
            .graphBuilder()
            .addInputs("counts", "atomicNumbers")
            .addInputs(OF_EDGES);
    graph.addVertex(EMBEDDING, embedding(blueprint, rule), "atomicNumbers");
    graph.addVertex(EDGES, new EdgeVertex(EDGES, config, blueprint.kernel()), OF_EDGES);
    String atoms = EMBEDDING;
    for (int t = 0; t < config.convolutions(); t++) {
      String name = "convolution" + t;
      graph.addVertex(
          name,
          new ConvolutionVertex(name, config, rule.updater(), rule.regularization()),
          atoms,
          EDGES);
      atoms = name;
    }
    graph.addVertex(
        "pooling", new PoolingVertex("pooling", config), atoms, "counts", "multiplicities");
    addHead(graph, config, rule);
    ComputationGraphConfiguration configuration = graph.setOutputs("output").build();
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    return network;
  }

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
    return build(NetworkBlueprint.of(config), LearningRule.of(updater), type, seed);
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
    return build(
        new NetworkBlueprint(config, Optional.of(features), KernelChoice.AUTO),
        LearningRule.of(updater),
        type,
        seed);
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

  /**
   * Returns what a network was built of.
   *
   * @throws IllegalArgumentException if it was not built here
   */
  public static NetworkBlueprint blueprint(ComputationGraph network) {
    NetworkConfig config = config(network);
    Map<String, GraphVertex> vertices = network.getConfiguration().getVertices();
    float[][] table = ((EmbeddingVertex) vertices.get(EMBEDDING)).table();
    return new NetworkBlueprint(
        config,
        table.length == 0 ? Optional.empty() : Optional.of(new AtomFeatures(table)),
        ((EdgeVertex) vertices.get(EDGES)).kernel());
  }

  /**
   * Frees what a network has outside of the heap, and leaves its kernel to the next network of this
   * shape; it cannot be used any more. Deeplearning4j's own {@code close} collects garbage each
   * time.
   */
  public static void release(ComputationGraph network) {
    rest(network);
    passes(network).forEach(CrystalPass::release);
    free(network.getGradientsViewArray());
    if (network.getUpdater(false) != null) {
      free(network.getUpdater(false).getStateViewArray());
    }
    freeWhole(network.params());
  }

  /** Leaves a network's kernel to the next network of this shape, until it computes again. */
  public static void rest(ComputationGraph network) {
    passes(network).forEach(CrystalPass::rest);
  }

  private static Stream<CrystalPass> passes(ComputationGraph network) {
    return Arrays.stream(network.getVertices())
        .filter(CrystalPass.class::isInstance)
        .map(CrystalPass.class::cast);
  }

  /** Frees an array; Deeplearning4j has null for one that was not needed. */
  private static void free(INDArray array) {
    if (array != null && array.closeable()) {
      array.close();
    }
  }

  /** Frees what lies under a view: Deeplearning4j shows parameters as one of all there is. */
  private static void freeWhole(INDArray view) {
    DataBuffer whole = view.data().originalDataBuffer();
    if (whole == null) {
      free(view);
    } else if (whole.closeable()) {
      Nd4j.getExecutioner().commit(); // what a GPU still computes may read it
      whole.close();
    }
  }

  private static EmbeddingVertex embedding(NetworkBlueprint blueprint, LearningRule rule) {
    return new EmbeddingVertex(
        EMBEDDING,
        blueprint.config(),
        rule.updater(),
        rule.regularization(),
        blueprint.features().map(CrystalNetwork::rows).orElse(new float[0][]));
  }

  private static float[][] rows(AtomFeatures features) {
    float[][] rows = new float[features.elements()][features.size()];
    for (int z = 1; z <= rows.length; z++) {
      features.copy(z, rows[z - 1], 0);
    }
    return rows;
  }

  private static void addHead(GraphBuilder graph, NetworkConfig config, LearningRule rule) {
    String pooled = "pooling";
    if (config.activatedPooling()) {
      graph.addLayer("activation", new ActivationLayer(new SoftplusActivation()), pooled);
      pooled = "activation";
    }
    graph.addLayer(
        "hidden",
        new DenseLayer.Builder()
            .nIn(config.width())
            .nOut(config.hidden())
            .activation(new SoftplusActivation())
            .weightInit(uniform(config.width()))
            .regularization(rule.regularization())
            .build(),
        pooled);
    OutputLayer.Builder output =
        new OutputLayer.Builder(rule.loss())
            .nIn(config.hidden())
            .nOut(1)
            .activation(Activation.IDENTITY)
            .weightInit(uniform(config.hidden()));
    output.regularization(rule.regularization());
    if (rule.dropout() > 0) {
      output.dropOut(1 - rule.dropout()); // of its input; Deeplearning4j wants what is kept
    }
    graph.addLayer("output", output.build(), "hidden");
  }

  /** Weights as PyTorch begins linear maps. */
  private static WeightInitDistribution uniform(int inputs) {
    double bound = 1 / Math.sqrt(inputs);
    return new WeightInitDistribution(new UniformDistribution(-bound, bound));
  }
}
