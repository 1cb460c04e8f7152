package org.latticework.trainer.model;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.latticework.trainer.kernel.ConvolutionKernel;
import org.latticework.trainer.kernel.EdgeList;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Prepares edges; its output array only tells Deeplearning4j that it is done. */
final class EdgePass extends CrystalPass {
  private static final long serialVersionUID = 1L;

  private final transient ConvolutionKernel kernel;
  private transient ConvolutionKernel.Batch batch;

  EdgePass(
      EdgeVertex vertex,
      ComputationGraph graph,
      int index,
      VertexParameters parameters,
      DataType type) {
    super(vertex, graph, index, parameters, type);
    this.kernel = vertex.kernel().kernel(vertex.network().shape(), type);
  }

  /** Returns the edges of the last forward pass. */
  ConvolutionKernel.Batch batch() {
    return batch;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    batch = kernel.prepare(new EdgeList(inputs[0], inputs[1], inputs[2]));
    return workspaces.create(ArrayType.ACTIVATIONS, dataType, 1, 1);
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    return new Pair<>(null, new INDArray[inputs.length]);
  }
}
