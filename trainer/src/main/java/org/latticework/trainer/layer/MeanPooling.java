package org.latticework.trainer.layer;

import java.util.Arrays;
import org.latticework.trainer.batch.CrystalBatch;
import org.latticework.trainer.memory.RowBuffers;
import org.latticework.trainer.rows.SegmentSum;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The mean over a crystal's atoms, of which a node may stand for several: Σ m h / Σ m. */
public final class MeanPooling {
  private final SegmentSum crystalOfNode = new SegmentSum();
  private final RowBuffers buffers;
  private int[] multiplicities = new int[0]; // N or more
  private INDArray atoms; // B × 1; of each crystal
  private int nodes; // N

  /**
   * Makes the layer.
   *
   * @param buffers where its results lie; they say the type
   */
  public MeanPooling(RowBuffers buffers) {
    this.buffers = buffers;
  }

  /**
   * Averages.
   *
   * @param rows one a node, N × d
   * @return B × d
   */
  public INDArray forward(CrystalBatch batch, INDArray rows) {
    read(batch);
    INDArray means = buffers.matrix("pooled", batch.crystals(), rows.columns());
    crystalOfNode.sum(rows, multiplicities, means);
    return means.diviColumnVector(atoms);
  }

  private void read(CrystalBatch batch) {
    nodes = batch.nodes();
    if (multiplicities.length < nodes) {
      multiplicities = new int[nodes + nodes / 8];
    }
    batch.edges().readMultiplicities(multiplicities);
    int[] owners = crystalOfNode.begin(nodes);
    int[] counts = batch.nodeCounts();
    double[] sums = new double[counts.length];
    int node = 0;
    for (int crystal = 0; crystal < counts.length; crystal++) {
      Arrays.fill(owners, node, node + counts[crystal], crystal);
      for (int end = node + counts[crystal]; node < end; node++) {
        sums[crystal] += multiplicities[node];
      }
    }
    atoms = buffers.matrix("atoms", sums.length, 1);
    try (INDArray counted = Nd4j.createFromArray(sums)) {
      atoms.assign(counted.reshape(sums.length, 1));
    }
  }

  /**
   * Gives every node the share of its atoms in the crystal's gradient.
   *
   * @param gradient ∂L/∂means, B × d; is overwritten
   * @return ∂L/∂rows, N × d
   */
  public INDArray backward(INDArray gradient) {
    INDArray rows = buffers.matrix("pooling gradient", nodes, gradient.columns());
    crystalOfNode.spread(gradient.diviColumnVector(atoms), rows);
    if (Arrays.stream(multiplicities, 0, nodes).anyMatch(count -> count > 1)) {
      try (INDArray counts = Nd4j.createFromArray(Arrays.copyOf(multiplicities, nodes))) {
        rows.muliColumnVector(counts.castTo(rows.dataType()).reshape(nodes, 1));
      }
    }
    return rows;
  }
}
