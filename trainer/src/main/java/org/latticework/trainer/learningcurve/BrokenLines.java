package org.latticework.trainer.learningcurve;

/**
 * Fits two power laws without a floor that meet at an inner size M to means y of ln error by least
 * squares: y = line in ln N + bend · max(0, ln N − ln M), for each M in turn. What is left of y and
 * of the hinge without their lines gives the bend.
 */
final class BrokenLines {
  private final LogSizes sizes;
  private final int runs;
  private final double[][] hinges; // J − 2 × J; max(0, ln N − ln M)

  /** Prepares fits at the sizes of runs, three at least. */
  BrokenLines(SizeGroups groups) {
    sizes = groups.logSizes();
    runs = groups.runs();
    hinges = new double[sizes.size() - 2][sizes.size()];
    for (int i = 0; i < hinges.length; i++) {
      for (int j = i + 2; j < sizes.size(); j++) {
        hinges[i][j] = sizes.x(j) - sizes.x(i + 1);
      }
    }
  }

  /**
   * A pair of laws that was found.
   *
   * @param size index of the size where they meet
   * @param before exponent b of the law of smaller sizes
   * @param after exponent b of the law of larger sizes
   * @param squares sum over the runs of the squares of their size's mean of ln error about them
   */
  record Found(int size, double before, double after, double squares) {}

  /**
   * Returns the pair of least squares over all inner sizes.
   *
   * @param means of ln error of each size, J
   */
  Found least(double[] means) {
    double[] y = sizes.withoutLine(means);
    Found best = new Found(0, 0, 0, Double.POSITIVE_INFINITY);
    for (int i = 0; i < hinges.length; i++) {
      double[] hinge = sizes.withoutLine(hinges[i]);
      double bend = sizes.product(hinge, y) / sizes.product(hinge, hinge);
      double[] rest = y.clone();
      for (int j = 0; j < rest.length; j++) {
        rest[j] -= bend * hinge[j];
      }
      double squares = runs * sizes.product(rest, rest);
      if (squares < best.squares) {
        double before = sizes.slope(means) - bend * sizes.slope(hinges[i]);
        best = new Found(i + 1, -before, -(before + bend), squares);
      }
    }
    return best;
  }
}
