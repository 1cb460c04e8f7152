package org.latticework.trainer.program.vector.place;

import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.Knots;
import org.latticework.trainer.program.vector.kernel.Topology;

/** Between which knots the edges of a batch are: four rows of a table and their factors each. */
public final class Interpolation {
  static final int ROWS = 4;

  private final Knots knots;
  private final Topology topology;
  private final double[] four = new double[ROWS];
  private int[] firsts = new int[0]; // E
  private float[] factors = new float[0]; // 4 E
  private float[] weighted = new float[0]; // 4 E; times the edge's weight
  private int low;
  private int high;

  public Interpolation(Knots knots, Topology topology) {
    this.knots = knots;
    this.topology = topology;
  }

  /**
   * Computes factors for the batch.
   *
   * @param weights how many neighbors each edge stands for
   */
  public void prepare(float[] weights) {
    int edges = topology.rows(Domain.EDGE);
    if (firsts.length < edges) {
      firsts = new int[edges + edges / 8];
      factors = new float[ROWS * firsts.length];
      weighted = new float[ROWS * firsts.length];
    }
    low = knots.rows();
    high = 0;
    for (int edge = 0; edge < edges; edge++) {
      double distance = topology.lengths()[edge];
      firsts[edge] = knots.first(distance);
      low = Math.min(low, firsts[edge]);
      high = Math.max(high, firsts[edge] + ROWS);
      knots.factors(distance, four);
      for (int k = 0; k < ROWS; k++) {
        factors[ROWS * edge + k] = (float) four[k];
        weighted[ROWS * edge + k] = (float) (weights[edge] * four[k]);
      }
    }
  }

  /** Returns the first row of the table for each edge. */
  int[] firsts() {
    return firsts;
  }

  /** Returns four factors for each edge. */
  float[] factors() {
    return factors;
  }

  /** Returns these times the edge's weight. */
  float[] weighted() {
    return weighted;
  }

  /** Returns the first row that the batch needs. */
  public int low() {
    return Math.min(low, high);
  }

  /** Returns the row after the last that the batch needs. */
  public int high() {
    return high;
  }
}
