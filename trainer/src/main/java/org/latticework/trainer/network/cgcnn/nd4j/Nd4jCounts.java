package org.latticework.trainer.network.cgcnn.nd4j;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latticework.trainer.batch.EdgeList;
import org.latticework.trainer.memory.RowBuffers;
import org.latticework.trainer.rows.JaggedRows;
import org.latticework.trainer.rows.RowCounts;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How many atoms each node of a batch stands for, m, and how many neighbors each edge, w. */
final class Nd4jCounts {
  private final RowBuffers buffers;
  private final INDArray degrees; // N × 1, by rank; Σ w
  private final INDArray multiplicities; // N × 1, by rank; m
  private final RowCounts atoms; // m, by atom
  private final RowCounts pairs; // m w, by position
  private final Optional<INDArray> weights; // E × 1, by position; empty where all are 1
  private final Optional<INDArray> centerMultiplicities; // E × 1, by position; m of the center

  Nd4jCounts(EdgeList edges, int[] offsets, JaggedRows byCenter, RowBuffers buffers) {
    this.buffers = buffers;
    int[] m = new int[edges.nodes()];
    edges.readMultiplicities(m);
    int[] w = new int[edges.edges()];
    edges.readWeights(w);
    int[] sums =
        IntStream.range(0, m.length)
            .map(i -> Arrays.stream(w, offsets[i], offsets[i + 1]).sum())
            .toArray();
    degrees = column("degrees", byCenter.segments(), sums);
    multiplicities = column("multiplicities", byCenter.segments(), m);
    boolean plain = allOne(m) && allOne(w);
    boolean weighted = !plain && w.length > 0;
    weights = weighted ? Optional.of(column("weights", byCenter.items(), w)) : Optional.empty();
    centerMultiplicities = weights.map(column -> spread(byCenter));
    double atomCount = Arrays.stream(m).asLongStream().sum();
    atoms =
        new RowCounts(
            plain ? Optional.empty() : Optional.of(column("atom counts", everyRow(m.length), m)),
            atomCount);
    double pairCount = IntStream.range(0, m.length).mapToDouble(i -> (double) m[i] * sums[i]).sum();
    pairs = new RowCounts(weights.map(this::product), pairCount);
  }

  private static boolean allOne(int[] counts) {
    return Arrays.stream(counts).allMatch(count -> count == 1);
  }

  private static int[] everyRow(int rows) {
    return IntStream.range(0, rows).toArray();
  }

  /** Returns the counts of some rows as a column. */
  private INDArray column(String buffer, int[] rows, int[] counts) {
    double[] values = Arrays.stream(rows).mapToDouble(row -> counts[row]).toArray();
    INDArray column = buffers.matrix(buffer, rows.length, 1);
    column.assign(Nd4j.createFromArray(values).reshape(rows.length, 1));
    return column;
  }

  private INDArray spread(JaggedRows byCenter) {
    INDArray column = buffers.matrix("center multiplicities", byCenter.size(), 1);
    column.assign(0);
    byCenter.spread(multiplicities, column);
    return column;
  }

  private INDArray product(INDArray perNeighbor) {
    INDArray product = buffers.matrix("pairs", perNeighbor.rows(), 1);
    return perNeighbor.mul(centerMultiplicities.orElseThrow(), product);
  }

  /** Returns the number of neighbors of each atom, N × 1, by rank. */
  INDArray degrees() {
    return degrees;
  }

  /** Returns how many atoms each node stands for, N × 1, by rank. */
  INDArray multiplicities() {
    return multiplicities;
  }

  /** Returns how many atoms each node stands for, by atom. */
  RowCounts atoms() {
    return atoms;
  }

  /** Returns how many pairs of atoms each edge stands for, by position. */
  RowCounts pairs() {
    return pairs;
  }

  /**
   * Returns how many neighbors each edge stands for, E × 1, by position; empty where each is one.
   */
  Optional<INDArray> weights() {
    return weights;
  }

  /** Returns Σ m x of N rows by rank, 1 × d. */
  INDArray sumOfRanked(INDArray ranked) {
    return new RowCounts(atoms.column().map(byAtom -> multiplicities), atoms.total()).sums(ranked);
  }

  /** Multiplies each edge by the number of neighbors that it stands for. */
  void weigh(INDArray rows) {
    weights.ifPresent(rows::muliColumnVector);
  }

  /** Multiplies each edge by the number of atoms that its center stands for. */
  void weighByCenters(INDArray rows) {
    centerMultiplicities.ifPresent(rows::muliColumnVector);
  }
}
