package org.latticework.trainer.deeplearning4j;

import java.util.Arrays;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.latticework.trainer.batch.EdgeList;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.rows.SegmentSum;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Averages atoms, of which a node may stand for several; its gradient gives every node the share of
 * its atoms in the crystal's.
 */
final class PoolingPass extends CrystalPass {
  private static final long serialVersionUID = 1L;

  private final transient SegmentSum crystals = new SegmentSum();
  private transient int[] multiplicities = new int[0]; // N or more
  private transient INDArray atoms; // B × 1; of each crystal

  PoolingPass(
      PoolingVertex vertex, ComputationGraph graph, int index, Weights parameters, DataType type) {
    super(vertex, graph, index, parameters, type);
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray nodes = inputs[0];
    atoms =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {inputs[1].length(), 1}, 'c');
    readCrystals(inputs[1], inputs[2], nodes.rows());
    INDArray means =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {inputs[1].length(), nodes.columns()}, 'c');
    crystals.sum(nodes, multiplicities, means);
    return means.diviColumnVector(atoms);
  }

  private void readCrystals(INDArray nodeCounts, INDArray multiplicity, int nodes) {
    int[] crystalOfNode = crystals.begin(nodes);
    if (multiplicities.length < nodes) {
      multiplicities = new int[nodes + nodes / 8];
    }
    EdgeList.readCounts(multiplicity, nodes, multiplicities);
    int[] lengths = nodeCounts.reshape(nodeCounts.length()).toIntVector();
    double[] sums = new double[lengths.length];
    int node = 0;
    for (int crystal = 0; crystal < lengths.length; crystal++) {
      Arrays.fill(crystalOfNode, node, node + lengths[crystal], crystal);
      for (int end = node + lengths[crystal]; node < end; node++) {
        sums[crystal] += multiplicities[node];
      }
    }
    try (INDArray counted = Nd4j.createFromArray(sums)) {
      atoms.assign(counted.reshape(sums.length, 1));
    }
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    INDArray nodes =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, inputs[0].shape(), 'c');
    crystals.spread(epsilon.dup('c').diviColumnVector(atoms), nodes);
    if (inputs[2].length() == nodes.rows()) {
      nodes.muliColumnVector(inputs[2].castTo(dataType).reshape(nodes.rows(), 1));
    }
    return new Pair<>(null, new INDArray[] {nodes, null, null});
  }
}
