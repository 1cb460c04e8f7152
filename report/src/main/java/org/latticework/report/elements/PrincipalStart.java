package org.latticework.report.elements;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Where t-SNE begins: the first two principal components, so small that all points are nearly one
 * (the standard deviation of the first is 1e-4), as Kobak and Berens, Nature Communications 10,
 * 5416 (2019), advise and scikit-learn does it.
 */
final class PrincipalStart {
  private static final double STD = 1e-4;

  private PrincipalStart() {}

  /**
   * Returns the start. Of each component the coordinate of largest size is positive.
   *
   * @param points n × d, n at least 2
   * @return n × 2; zeros where points do not differ along a component
   */
  static double[][] of(double[][] points) {
    RealMatrix centered = centered(points);
    SingularValueDecomposition svd = new SingularValueDecomposition(centered);
    double[] values = svd.getSingularValues();
    double[][] start = new double[points.length][2];
    // The mean of a component is 0, so that its standard deviation is s_0 / √n.
    double scale = STD * Math.sqrt(points.length) / values[0];
    for (int axis = 0; axis < Math.min(2, values.length); axis++) {
      double[] scores = svd.getU().getColumn(axis);
      double factor = values[0] == 0 ? 0 : sign(scores) * values[axis] * scale;
      for (int i = 0; i < scores.length; i++) {
        start[i][axis] = factor * scores[i];
      }
    }
    return start;
  }

  private static RealMatrix centered(double[][] points) {
    RealMatrix matrix = new Array2DRowRealMatrix(points); // a copy
    for (int k = 0; k < matrix.getColumnDimension(); k++) {
      double sum = 0;
      for (double value : matrix.getColumn(k)) {
        sum += value;
      }
      for (int i = 0; i < points.length; i++) {
        matrix.addToEntry(i, k, -sum / points.length);
      }
    }
    return matrix;
  }

  private static double sign(double[] scores) {
    double largest = 0;
    for (double score : scores) {
      largest = Math.abs(score) > Math.abs(largest) ? score : largest;
    }
    return Math.signum(largest);
  }
}
