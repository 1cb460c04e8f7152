package org.latticework.trainer.deeplearning4j;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.optimizer.LearningRule;
import org.latticework.trainer.task.Regression;
import org.latticework.trainer.task.Task;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Networks as Deeplearning4j graphs: one vertex for the whole body, and a linear layer with the
 * loss. Inputs and label are those of {@link org.latticework.trainer.batch.GraphBatch}; the output
 * is B × t.
 */
public final class NetworkGraph {
  static final List<String> INPUTS =
      List.of(
          "counts",
          "atomicNumbers",
          "offsets",
          "neighbors",
          "distances",
          "multiplicities",
          "weights",
          "directions");
  private static final String NETWORK = "network";
  private static final String OUTPUT = "output";
  private static final long STAND_IN_FOR_ZERO = Long.MIN_VALUE; // to ND4J a seed 0 is the clock

  private NetworkGraph() {}

  /**
   * Builds a network.
   *
   * @param blueprint its shape, how its atoms begin, and what computes it
   * @param task what it learns: the number of its outputs
   * @param rule by which it learns; its loss is one of the task's
   * @param type FLOAT or DOUBLE
   * @param seed decides the first parameters
   */
  public static ComputationGraph build(
      NetworkBlueprint blueprint, Task task, LearningRule rule, DataType type, long seed) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed == 0 ? STAND_IN_FOR_ZERO : seed)
            .dataType(type)
            .updater(rule.updater())
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
            .graphBuilder()
            .addInputs(INPUTS)
            .addVertex(NETWORK, body(blueprint, rule), INPUTS.toArray(String[]::new))
            .addLayer(OUTPUT, head(blueprint.config().outputWidth(), task, rule), NETWORK)
            .setOutputs(OUTPUT);
    ComputationGraph network = new ComputationGraph(graph.build());
    network.init();
    return network;
  }

  private static NetworkVertex body(NetworkBlueprint blueprint, LearningRule rule) {
    return new NetworkVertex(
        NETWORK,
        blueprint.config(),
        blueprint.features().map(AtomFeatures::rows).orElse(new float[0][]),
        blueprint.kernel(),
        rule.updater(),
        rule.regularization(),
        rule.rates());
  }

  private static OutputLayer head(int inputs, Task task, LearningRule rule) {
    double bound = 1 / Math.sqrt(inputs); // as PyTorch begins linear maps
    OutputLayer.Builder output =
        new OutputLayer.Builder(rule.loss())
            .nIn(inputs)
            .nOut(task.outputs().size())
            .activation(Activation.IDENTITY)
            .weightInit(new WeightInitDistribution(new UniformDistribution(-bound, bound)));
    IUpdater updater = rule.rates().updater(NetworkConfig.HEAD, rule.updater());
    output.updater(updater).biasUpdater(updater);
    if (!rule.rates().isFrozen(NetworkConfig.HEAD)) {
      output.regularization(rule.regularization());
    }
    if (rule.dropout() > 0) {
      output.dropOut(1 - rule.dropout()); // of its input; Deeplearning4j wants what is kept
    }
    return output.build();
  }

  /** Builds a network that learns the numbers of one column. */
  public static ComputationGraph build(
      NetworkBlueprint blueprint, LearningRule rule, DataType type, long seed) {
    return build(blueprint, Regression.of("target"), rule, type, seed);
  }

  /**
   * Builds a network that learns the numbers of one column and a vector per element, with mean
   * absolute error as loss.
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
   * Returns what a network was built of.
   *
   * @throws IllegalArgumentException if it was not built here
   */
  public static NetworkBlueprint blueprint(ComputationGraph network) {
    if (network.getConfiguration().getVertices().get(NETWORK) instanceof NetworkVertex vertex) {
      return vertex.blueprint();
    }
    throw new IllegalArgumentException(
        "This network does not read crystal graphs, its inputs are "
            + network.getConfiguration().getNetworkInputs());
  }

  /**
   * Frees what a network has outside of the heap; it cannot be used any more. Deeplearning4j's own
   * {@code close} collects garbage each time.
   */
  public static void release(ComputationGraph network) {
    for (GraphVertex vertex : network.getVertices()) {
      if (vertex instanceof NetworkPass pass) {
        pass.release();
      }
    }
    free(network.getGradientsViewArray());
    if (network.getUpdater(false) != null) {
      free(network.getUpdater(false).getStateViewArray());
    }
    freeWhole(network.params());
  }

  /**
   * Returns the part that a parameter of a network belongs to.
   *
   * @param parameter its name in {@link ComputationGraph#paramTable}
   */
  public static String part(NetworkConfig config, String parameter) {
    return parameter.startsWith(NETWORK + "_")
        ? config.part(parameter.substring(NETWORK.length() + 1))
        : NetworkConfig.HEAD;
  }

  /** Returns the name in {@link ComputationGraph#paramTable} of a parameter of the body. */
  public static String bodyParameter(String name) {
    return "%s_%s".formatted(NETWORK, name);
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
}
