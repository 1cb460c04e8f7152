package org.latticework.trainer.deeplearning4j;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.latticework.trainer.memory.HostMemory;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.rows.RowMajor;
import org.latticework.trainer.rows.SegmentSum;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Looks up the vectors of elements, and sums gradients by element. */
final class EmbeddingPass extends CrystalPass {
  private static final long serialVersionUID = 1L;

  private final transient INDArray table; // elements × F; empty where vectors are learned
  private final transient SegmentSum elementOfAtom = new SegmentSum();
  private final int elements;

  EmbeddingPass(
      EmbeddingVertex vertex,
      ComputationGraph graph,
      int index,
      Weights parameters,
      DataType type) {
    super(vertex, graph, index, parameters, type);
    float[][] features = vertex.table();
    this.elements = vertex.network().elements();
    this.table =
        features.length == 0 ? Nd4j.empty(type) : Nd4j.createFromArray(features).castTo(type);
  }

  @Override
  void release() {
    if (table.closeable()) {
      table.close();
    }
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    readElements(inputs[0]);
    INDArray vectors = vectors();
    INDArray atoms =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS,
            dataType,
            new long[] {inputs[0].length(), vectors.columns()},
            'c');
    elementOfAtom.spread(vectors, atoms);
    return atoms;
  }

  private void readElements(INDArray atomicNumbers) {
    int atoms = Math.toIntExact(atomicNumbers.length());
    int[] rows = elementOfAtom.begin(atoms);
    HostMemory.read(atomicNumbers, rows);
    for (int i = 0; i < atoms; i++) {
      if (rows[i] < 1 || rows[i] > elements) {
        throw new IllegalArgumentException(
            "Atom %d of the batch has atomic number %d, the network knows 1 to %d"
                .formatted(i, rows[i], elements));
      }
      rows[i]--;
    }
  }

  /** One vector an element: learned, or computed from its features. */
  private INDArray vectors() {
    if (table.isEmpty()) {
      return parameters().matrix("vectors");
    }
    INDArray weights = parameters().matrix("weights");
    INDArray vectors = Nd4j.createUninitialized(dataType, table.rows(), weights.columns());
    RowMajor.multiply(table, weights, vectors, 0);
    return vectors.addiRowVector(parameters().matrix("bias"));
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    if (table.isEmpty()) {
      elementOfAtom.sum(epsilon, gradients().matrix("vectors"));
    } else {
      INDArray sums = Nd4j.createUninitialized(dataType, elements, epsilon.columns());
      elementOfAtom.sum(epsilon, sums);
      RowMajor.multiplyFirstTransposed(table, sums, gradients().matrix("weights"));
      gradients().matrix("bias").assign(RowMajor.columnSums(sums));
    }
    return new Pair<>(gradient(), new INDArray[] {null});
  }
}
