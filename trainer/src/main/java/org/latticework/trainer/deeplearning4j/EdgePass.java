package org.latticework.trainer.deeplearning4j;

import java.util.Optional;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.latticework.trainer.batch.EdgeList;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.network.cgcnn.KernelChoice;
import org.latticework.trainer.network.cgcnn.convolution.Convolution;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Prepares edges; its output array only tells Deeplearning4j that it is done. */
final class EdgePass extends CrystalPass {
  private static final long serialVersionUID = 1L;

  private final transient EdgeVertex vertex;
  private transient Optional<Convolution> kernel = Optional.empty();
  private transient Convolution.Batch batch;

  EdgePass(
      EdgeVertex vertex, ComputationGraph graph, int index, Weights parameters, DataType type) {
    super(vertex, graph, index, parameters, type);
    this.vertex = vertex;
  }

  /** Returns the edges of the last forward pass. */
  Convolution.Batch batch() {
    return batch;
  }

  /** Leaves the kernel to the next network; a forward pass takes another. */
  @Override
  void rest() {
    kernel.ifPresent(used -> KernelChoice.keep(used, vertex.network().shape(), dataType));
    kernel = Optional.empty();
    batch = null; // it holds the kernel's buffers
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    if (kernel.isEmpty()) {
      kernel = Optional.of(vertex.kernel().kernel(vertex.network().shape(), dataType));
    }
    batch =
        kernel.get().prepare(new EdgeList(inputs[0], inputs[1], inputs[2], inputs[3], inputs[4]));
    return workspaces.create(ArrayType.ACTIVATIONS, dataType, 1, 1);
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    return new Pair<>(null, new INDArray[inputs.length]);
  }
}
