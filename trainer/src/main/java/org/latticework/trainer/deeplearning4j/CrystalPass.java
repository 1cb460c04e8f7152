package org.latticework.trainer.deeplearning4j;

import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.latticework.trainer.network.Weights;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What this package's vertices share: parameters and gradients as views, no layer, no masks. */
abstract class CrystalPass extends BaseGraphVertex {
  private static final long serialVersionUID = 1L;

  private final transient CrystalVertex vertex;
  private final transient Weights parameters;
  private transient Weights gradients;

  CrystalPass(
      CrystalVertex vertex, ComputationGraph graph, int index, Weights parameters, DataType type) {
    super(graph, vertex.name(), index, null, null, type);
    this.vertex = vertex;
    this.parameters = parameters;
  }

  /** Leaves to others what it needs only while it computes, and takes it again when it does. */
  void rest() {}

  /** Gives up what it holds outside of the heap, but for views of the parameters. */
  void release() {}

  /** As the base class, but with the interface's signature. */
  @Override
  @SuppressWarnings("overrides")
  public final void setInputs(INDArray... inputs) {
    this.inputs = inputs;
  }

  final Weights parameters() {
    return parameters;
  }

  final Weights gradients() {
    return gradients;
  }

  /** Returns all gradients, as Deeplearning4j wants them. */
  final Gradient gradient() {
    Gradient gradient = new DefaultGradient();
    gradients.matrices().forEach(gradient::setGradientFor);
    return gradient;
  }

  @Override
  public final boolean hasLayer() {
    return false;
  }

  @Override
  public final Layer getLayer() {
    return null;
  }

  @Override
  public final TrainingConfig getConfig() {
    return vertex;
  }

  @Override
  public final INDArray params() {
    return parameters.flat();
  }

  @Override
  public final Map<String, INDArray> paramTable(boolean backpropOnly) {
    return parameters.matrices();
  }

  @Override
  public final INDArray getGradientsViewArray() {
    return gradients == null ? null : gradients.flat();
  }

  @Override
  public final void setBackpropGradientsViewArray(INDArray view) {
    gradients = new Weights(parameters.parameters(), view);
  }

  @Override
  public final boolean updaterDivideByMinibatch(String parameter) {
    return parameters.parameters().stream()
        .allMatch(p -> !p.name().equals(parameter) || p.isTrained());
  }

  @Override
  public final Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] masks, MaskState state, int minibatchSize) {
    return new Pair<>(null, state);
  }

  @Override
  public final String toString() {
    return "%s \"%s\"".formatted(vertex.getClass().getSimpleName(), vertex.name());
  }
}
