package org.latticework.trainer.deeplearning4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.network.cgcnn.NetworkConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * What the configurations of this package's vertices share: name, network, optimizer, and a list of
 * parameters. Deeplearning4j writes it as JSON and makes the vertex of it on every worker.
 */
abstract class CrystalVertex extends GraphVertex implements TrainingConfig {
  private static final long serialVersionUID = 1L;

  @JsonProperty("name")
  private final String name;

  @JsonProperty("network")
  private final NetworkConfig network;

  @JsonProperty("updater")
  private final IUpdater updater;

  @JsonProperty("regularization")
  private final List<Regularization> regularization;

  CrystalVertex(
      String name, NetworkConfig network, IUpdater updater, List<Regularization> regularization) {
    this.name = name;
    this.network = network;
    this.updater = updater;
    this.regularization = new ArrayList<>(regularization);
  }

  /** Makes the vertex; {@code parameters} are its arrays, with first values. */
  abstract CrystalPass pass(ComputationGraph graph, int index, Weights parameters, DataType type);

  abstract List<Parameter> parameters();

  final NetworkConfig network() {
    return network;
  }

  final IUpdater updater() {
    return updater;
  }

  final List<Regularization> regularization() {
    return regularization;
  }

  final String name() {
    return name;
  }

  @Override
  public final org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String vertexName,
      int index,
      INDArray paramsView,
      boolean initializeParams,
      DataType type) {
    Weights parameters = new Weights(parameters(), paramsView);
    if (initializeParams) {
      parameters.begin();
    }
    return pass(graph, index, parameters, type);
  }

  @Override
  public final long numParams(boolean backprop) {
    return parameters().stream().mapToLong(Parameter::length).sum();
  }

  @Override
  public final String getLayerName() {
    return name;
  }

  @Override
  public final IUpdater getUpdaterByParam(String parameter) {
    return parameters().stream().anyMatch(p -> p.name().equals(parameter) && !p.isTrained())
        ? new NoOp()
        : updater;
  }

  @Override
  public final List<Regularization> getRegularizationByParam(String parameter) {
    return parameters().stream().anyMatch(p -> p.name().equals(parameter) && p.decays())
        ? regularization
        : List.of();
  }

  @Override
  public final boolean isPretrainParam(String parameter) {
    return false;
  }

  @Override
  public final GradientNormalization getGradientNormalization() {
    return GradientNormalization.None;
  }

  @Override
  public final double getGradientNormalizationThreshold() {
    return 0;
  }

  @Override
  public final void setDataType(DataType type) {
    // The network's type arrives with instantiate.
  }

  @Override
  public final InputType getOutputType(int layerIndex, InputType... inputs) {
    return InputType.feedForward(network.width());
  }

  @Override
  public final MemoryReport getMemoryReport(InputType... inputs) {
    throw new UnsupportedOperationException(
        "The memory of a crystal graph depends on its edges, not on a type of input");
  }

  @Override
  @SuppressWarnings("EqualsGetClass") // vertices of different kinds are never equal
  public boolean equals(Object other) {
    return other != null
        && other.getClass() == getClass()
        && name.equals(((CrystalVertex) other).name)
        && network.equals(((CrystalVertex) other).network)
        && Objects.equals(updater, ((CrystalVertex) other).updater)
        && regularization.equals(((CrystalVertex) other).regularization);
  }

  @Override
  public int hashCode() {
    return Objects.hash(getClass(), name, network);
  }
}
