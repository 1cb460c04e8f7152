package org.latticework.trainer.network.cgcnn.gate;

/**
 * A sum of gates, in whole numbers of 2⁻³²: it does not depend on the order of what is added. It
 * holds 2³¹ edges.
 */
final class GateTally {
  private static final double UNITS = 1L << 32;

  private final long[] sums; // T
  private long edges;

  GateTally(int convolutions) {
    this.sums = new long[convolutions];
  }

  /**
   * Adds an edge.
   *
   * @param count how often
   * @throws ArithmeticException if it holds no more
   */
  void add(long count, EdgeGates gates, int edge) {
    edges = Math.addExact(edges, count);
    for (int t = 0; t < sums.length; t++) {
      long units = Math.round(gates.gate(t, edge) * UNITS);
      sums[t] = Math.addExact(sums[t], Math.multiplyExact(count, units));
    }
  }

  long edges() {
    return edges;
  }

  /** Returns the mean gate; NaN without edges. */
  double mean(int convolution) {
    return sums[convolution] / UNITS / edges;
  }
}
