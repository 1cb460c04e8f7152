package org.latticework.trainer.network.cgcnn.nd4j;

import java.util.Arrays;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.batch.EdgeList;
import org.latticework.trainer.memory.RowBuffers;
import org.latticework.trainer.rows.JaggedRows;
import org.latticework.trainer.rows.RowMajor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The edges of a batch as rows: laid out by the atom they point to (ranks and blocks), with the way
 * to sum them by the atom they come from, and their distances expanded.
 */
final class Nd4jEdges {
  private final RowBuffers buffers;
  private final JaggedRows byCenter;
  private final JaggedRows byNeighbor; // its items are positions of byCenter
  private final int[] neighbors; // E, by position
  private final boolean inOrder;
  private final int[] rankOfCenter;
  private final int[] rankOfNeighbor;
  private final Nd4jCounts counts;
  private final INDArray gaussians; // E × K, by position; empty without edges

  Nd4jEdges(EdgeList edges, GaussianBasis basis, RowBuffers buffers) {
    this.buffers = buffers;
    int atoms = edges.nodes();
    int[] offsets = new int[atoms + 1];
    edges.readOffsets(offsets);
    int[] inputs = new int[edges.edges()];
    edges.readNeighbors(inputs);
    byCenter = JaggedRows.ofOffsets(offsets);
    neighbors = Arrays.stream(byCenter.items()).map(edge -> inputs[edge]).toArray();
    byNeighbor = JaggedRows.ofSegments(neighbors, atoms);
    inOrder = byCenter.isInOrder();
    rankOfCenter = byCenter.ranks();
    rankOfNeighbor = byNeighbor.ranks();
    counts = new Nd4jCounts(edges, offsets, byCenter, buffers);
    edges.requireSize(basis.size());
    gaussians = size() == 0 ? Nd4j.empty(buffers.type()) : gaussians(edges, basis);
  }

  private INDArray gaussians(EdgeList edges, GaussianBasis basis) {
    return edges.expanded()
        ? gathered(edges.lengths(), byCenter.items(), "gaussians")
        : expand(edges, basis);
  }

  private INDArray expand(EdgeList edges, GaussianBasis basis) {
    double[] all = edges.lengths().toDoubleVector();
    double[] ordered = Arrays.stream(byCenter.items()).mapToDouble(item -> all[item]).toArray();
    double[] centers = new double[basis.size()];
    Arrays.setAll(centers, basis::center);
    INDArray column = buffers.matrix("distances", size(), 1);
    column.assign(Nd4j.createFromArray(ordered).reshape(size(), 1));
    INDArray row = Nd4j.createFromArray(centers).castTo(buffers.type()).reshape(1, basis.size());
    INDArray out = buffers.matrix("gaussians", size(), basis.size());
    Nd4j.exec(DynamicCustomOp.builder("subtract").addInputs(column, row).addOutputs(out).build());
    Nd4j.exec(new Square(out, out));
    out.muli((basis.halved() ? -0.5 : -1) / (basis.sigma() * basis.sigma()));
    Nd4j.exec(new Exp(out, out));
    return out;
  }

  /** Returns E. */
  int size() {
    return neighbors.length;
  }

  /** Returns N. */
  int atoms() {
    return rankOfCenter.length;
  }

  /** Returns how many atoms and neighbors each node and edge stands for. */
  Nd4jCounts counts() {
    return counts;
  }

  /** Returns e, E × K, by position. */
  INDArray gaussians() {
    return gaussians;
  }

  /** Orders N rows by rank; the same array where atoms are in order already. */
  INDArray ranked(INDArray atoms, String buffer) {
    return inOrder ? atoms : gathered(atoms, byCenter.segments(), buffer);
  }

  /** Orders N rows by atom; the same array where ranks are in order already. */
  INDArray unranked(INDArray ranked, String buffer) {
    return inOrder ? ranked : gathered(ranked, rankOfCenter, buffer);
  }

  private INDArray gathered(INDArray rows, int[] indices, String buffer) {
    INDArray out = buffers.matrix(buffer, indices.length, rows.columns());
    RowMajor.gather(rows, indices, out);
    return out;
  }

  /** Writes to each edge the row of the atom it comes from. */
  void fromNeighbors(INDArray atoms, INDArray rows) {
    RowMajor.gather(atoms, neighbors, rows);
  }

  /** Adds to each edge the row, by rank, of the atom it points to. */
  void addFromCenters(INDArray ranked, INDArray rows) {
    byCenter.spread(ranked, rows);
  }

  /** Sums messages over the neighbors of an atom; the result is by rank. */
  void sumOverNeighbors(INDArray messages, INDArray ranked) {
    if (counts.weights().isEmpty()) {
      sumToCenters(messages, ranked);
    } else {
      INDArray weighted = buffers.matrix("edges a", size(), messages.columns());
      weighted.assign(messages);
      counts.weigh(weighted);
      sumToCenters(weighted, ranked);
    }
  }

  /** Sums edges over the atom they point to; the result is by rank. */
  void sumToCenters(INDArray rows, INDArray ranked) {
    byCenter.sum(rows, ranked);
  }

  /** Sums edges over the atom they come from; the result is by atom. */
  void sumToNeighbors(INDArray rows, INDArray atoms) {
    INDArray ordered = gathered(rows, byNeighbor.items(), "edges by neighbor");
    INDArray sums = buffers.matrix("sums by neighbor", atoms.rows(), atoms.columns());
    byNeighbor.sum(ordered, sums);
    RowMajor.gather(sums, rankOfNeighbor, atoms);
  }
}
