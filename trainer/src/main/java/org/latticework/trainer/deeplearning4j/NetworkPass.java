package org.latticework.trainer.deeplearning4j;

import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.latticework.trainer.batch.CrystalBatch;
import org.latticework.trainer.network.Network;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.network.kinds.NetworkKinds;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Computes the body of a network for Deeplearning4j. Made with its first batch: a network that only
 * holds parameters, as the driver's, takes no buffers.
 */
final class NetworkPass extends BaseGraphVertex {
  private static final long serialVersionUID = 1L;

  private final transient NetworkVertex vertex;
  private final transient Weights weights;
  private transient Weights gradients;
  private transient Network network;

  NetworkPass(
      NetworkVertex vertex, ComputationGraph graph, int index, Weights weights, DataType type) {
    super(graph, vertex.name(), index, null, null, type);
    this.vertex = vertex;
    this.weights = weights;
  }

  /** Gives up what it holds outside of the heap, but for views of the parameters. */
  void release() {
    if (network != null) {
      network.close();
      network = null;
    }
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray output = network().forward(new CrystalBatch(inputs), weights, training);
    INDArray copy =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, output.shape(), 'c');
    return copy.assign(output);
  }

  /** Makes the network where its arrays outlive the pass. */
  @SuppressWarnings("try") // the scope only needs to be closed
  private Network network() {
    if (network == null) {
      try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
        network = NetworkKinds.network(vertex.blueprint(), dataType);
        network.freeze(vertex.frozen());
      }
    }
    return network;
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    network.backward(epsilon.dup('c'), weights, gradients);
    Gradient gradient = new DefaultGradient();
    gradients.matrices().forEach(gradient::setGradientFor);
    return new Pair<>(gradient, new INDArray[inputs.length]);
  }

  /** As the base class, but with the interface's signature. */
  @Override
  @SuppressWarnings("overrides")
  public void setInputs(INDArray... inputs) {
    this.inputs = inputs;
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public Layer getLayer() {
    return null;
  }

  @Override
  public TrainingConfig getConfig() {
    return vertex;
  }

  @Override
  public INDArray params() {
    return weights.flat();
  }

  @Override
  public Map<String, INDArray> paramTable(boolean backpropOnly) {
    return weights.matrices();
  }

  @Override
  public INDArray getGradientsViewArray() {
    return gradients == null ? null : gradients.flat();
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray view) {
    gradients = new Weights(weights.parameters(), view);
  }

  @Override
  public boolean updaterDivideByMinibatch(String parameter) {
    return !(vertex.getUpdaterByParam(parameter) instanceof NoOp);
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] masks, MaskState state, int minibatchSize) {
    return new Pair<>(null, state);
  }

  @Override
  public String toString() {
    return "NetworkPass \"%s\"".formatted(vertex.name());
  }
}
