package org.latticework.trainer.model;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.latticework.trainer.kernel.JaggedRows;
import org.latticework.trainer.kernel.RowMajor;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Averages atoms; its gradient gives every atom its share of the crystal's. */
final class PoolingPass extends CrystalPass {
  private static final long serialVersionUID = 1L;

  private transient int[] crystalOfAtom; // N

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
    int crystals = (int) inputs[1].length();
    crystalOfAtom = crystalOfAtom(inputs[1], atoms.rows());
    JaggedRows byCrystal = JaggedRows.ofSegments(crystalOfAtom, crystals);
    INDArray ordered = Nd4j.createUninitialized(dataType, atoms.rows(), atoms.columns());
    RowMajor.gather(atoms, byCrystal.items(), ordered);
    INDArray sums = Nd4j.createUninitialized(dataType, crystals, atoms.columns());
    byCrystal.sum(ordered, sums);
    INDArray means =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {crystals, atoms.columns()}, 'c');
    RowMajor.gather(sums, byCrystal.ranks(), means);
    return means.diviColumnVector(inputs[1]);
  }

  private static int[] crystalOfAtom(INDArray counts, int atoms) {
    int[] crystalOfAtom = new int[atoms];
    int[] lengths = counts.reshape(counts.length()).toIntVector();
    int atom = 0;
    for (int crystal = 0; crystal < lengths.length; crystal++) {
      for (int k = 0; k < lengths[crystal]; k++) {
        crystalOfAtom[atom++] = crystal;
      }
    }
    return crystalOfAtom;
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    INDArray atoms =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD,
            dataType,
            new long[] {crystalOfAtom.length, epsilon.columns()},
            'c');
    RowMajor.gather(epsilon.dup('c').diviColumnVector(inputs[1]), crystalOfAtom, atoms);
    return new Pair<>(null, new INDArray[] {atoms, null});
  }
}
