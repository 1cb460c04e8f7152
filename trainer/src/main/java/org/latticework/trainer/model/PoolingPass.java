package org.latticework.trainer.model;

import java.util.Arrays;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.latticework.trainer.kernel.RowOwners;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Averages atoms; its gradient gives every atom its share of the crystal's. */
final class PoolingPass extends CrystalPass {
  private static final long serialVersionUID = 1L;

  private final transient RowOwners crystals = new RowOwners();

  PoolingPass(
      PoolingVertex vertex,
      ComputationGraph graph,
      int index,
      VertexParameters parameters,
      DataType type) {
    super(vertex, graph, index, parameters, type);
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray atoms = inputs[0];
    INDArray counts = inputs[1];
    readCrystals(counts, atoms.rows());
    INDArray means =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {counts.length(), atoms.columns()}, 'c');
    crystals.sum(atoms, means);
    return means.diviColumnVector(counts);
  }

  private void readCrystals(INDArray counts, int atoms) {
    int[] crystalOfAtom = crystals.begin(atoms);
    int[] lengths = counts.reshape(counts.length()).toIntVector();
    int atom = 0;
    for (int crystal = 0; crystal < lengths.length; crystal++) {
      Arrays.fill(crystalOfAtom, atom, atom + lengths[crystal], crystal);
      atom += lengths[crystal];
    }
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    INDArray atoms =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, inputs[0].shape(), 'c');
    crystals.spread(epsilon.dup('c').diviColumnVector(inputs[1]), atoms);
    return new Pair<>(null, new INDArray[] {atoms, null});
  }
}
