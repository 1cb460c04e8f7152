package org.latticework.trainer.deeplearning4j;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.network.cgcnn.convolution.Convolution;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Hands a convolution to the network's kernel. */
final class ConvolutionPass extends CrystalPass {
  private static final long serialVersionUID = 1L;

  private final transient ConvolutionVertex vertex;
  private transient Convolution.Pass pass;

  ConvolutionPass(
      ConvolutionVertex vertex,
      ComputationGraph graph,
      int index,
      Weights parameters,
      DataType type) {
    super(vertex, graph, index, parameters, type);
    this.vertex = vertex;
  }

  /**
   * The prepared edges are no array: they travel beside Deeplearning4j's, from vertex to vertex.
   */
  private Convolution.Batch edges() {
    return ((EdgePass) graph.getVertices()[inputVertices[1].getVertexIndex()]).batch();
  }

  @Override
  void rest() {
    pass = null; // it holds the kernel's buffers
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    pass = edges().forward(vertex.named(parameters()), inputs[0], training, workspaces);
    return pass.output();
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    INDArray atoms = pass.backward(epsilon, vertex.named(gradients()), workspaces);
    return new Pair<>(gradient(), new INDArray[] {atoms, null});
  }
}
