package org.latticework.trainer.deeplearning4j;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.part.PartRates;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;

/**
 * The whole body of a network as one vertex: its configuration, which Deeplearning4j sends to every
 * worker and makes the {@link NetworkPass} of. Inputs: the arrays of {@link
 * org.latticework.trainer.batch.GraphBatch#features}.
 */
final class NetworkVertex extends GraphVertex implements TrainingConfig {
  private static final long serialVersionUID = 1L;

  @JsonProperty("name")
  private final String name;

  @JsonProperty("network")
  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  private final NetworkConfig network;

  @JsonProperty("table")
  private final float[][] table; // elements × F; no row where vectors are learned

  @JsonProperty("kernel")
  private final KernelChoice kernel;

  @JsonProperty("updater")
  private final IUpdater updater;

  @JsonProperty("regularization")
  private final List<Regularization> regularization;

  @JsonProperty("rates")
  private final PartRates rates;

  private transient Map<String, Parameter> parameters; // by name; made when asked for

  @JsonCreator
  NetworkVertex(
      @JsonProperty("name") String name,
      @JsonProperty("network") NetworkConfig network,
      @JsonProperty("table") float[][] table,
      @JsonProperty("kernel") KernelChoice kernel,
      @JsonProperty("updater") IUpdater updater,
      @JsonProperty("regularization") List<Regularization> regularization,
      @JsonProperty("rates") PartRates rates) {
    this.name = name;
    this.network = network;
    this.table = table;
    this.kernel = kernel;
    this.updater = updater;
    this.regularization = List.copyOf(regularization);
    this.rates = rates;
  }

  /** Returns what the network was built of. */
  NetworkBlueprint blueprint() {
    return new NetworkBlueprint(
        network,
        table.length == 0 ? Optional.empty() : Optional.of(new AtomFeatures(table)),
        kernel);
  }

  /** Returns the parts that stay as they are. */
  Set<String> frozen() {
    return Set.copyOf(rates.frozenOf(network.parts()));
  }

  String name() {
    return name;
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String vertexName,
      int index,
      INDArray paramsView,
      boolean initializeParams,
      DataType type) {
    Weights weights = new Weights(network.parameters(), paramsView);
    if (initializeParams) {
      weights.begin();
    }
    return new NetworkPass(this, graph, index, weights, type);
  }

  private Parameter parameter(String wanted) {
    if (parameters == null) {
      parameters = new HashMap<>();
      network.parameters().forEach(parameter -> parameters.put(parameter.name(), parameter));
    }
    return parameters.get(wanted);
  }

  @Override
  public long numParams(boolean backprop) {
    return network.parameters().stream().mapToLong(Parameter::length).sum();
  }

  @Override
  public String getLayerName() {
    return name;
  }

  @Override
  public IUpdater getUpdaterByParam(String parameter) {
    IUpdater common = parameter(parameter).isTrained() ? updater : new NoOp();
    return rates.equals(PartRates.ALIKE) ? common : rates.updater(network.part(parameter), common);
  }

  @Override
  public List<Regularization> getRegularizationByParam(String parameter) {
    return parameter(parameter).decays() && !rates.isFrozen(network.part(parameter))
        ? regularization
        : List.of();
  }

  @Override
  public boolean isPretrainParam(String parameter) {
    return false;
  }

  @Override
  public GradientNormalization getGradientNormalization() {
    return GradientNormalization.None;
  }

  @Override
  public double getGradientNormalizationThreshold() {
    return 0;
  }

  @Override
  public void setDataType(DataType type) {
    // The network's type arrives with instantiate.
  }

  @Override
  public int minVertexInputs() {
    return NetworkGraph.INPUTS.size();
  }

  @Override
  public int maxVertexInputs() {
    return NetworkGraph.INPUTS.size();
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... inputs) {
    return InputType.feedForward(network.outputWidth());
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputs) {
    throw new UnsupportedOperationException(
        "The memory of a crystal graph depends on its edges, not on a type of input");
  }

  @Override
  public GraphVertex clone() {
    return new NetworkVertex(name, network, table, kernel, updater.clone(), regularization, rates);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NetworkVertex vertex
        && name.equals(vertex.name)
        && network.equals(vertex.network)
        && Arrays.deepEquals(table, vertex.table)
        && kernel == vertex.kernel
        && Objects.equals(updater, vertex.updater)
        && regularization.equals(vertex.regularization)
        && rates.equals(vertex.rates);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, network, kernel);
  }
}
