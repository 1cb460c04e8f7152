package org.latticework.report.elements;

/**
 * Places points in the plane so that near ones stay near: t-SNE, exact. Of points x_i with squared
 * distances d_ij,
 *
 * <pre>
 * p_j|i = exp(−β_i d_ij) / Σ_k≠i exp(−β_i d_ik), with β_i such that −Σ_j p_j|i ln p_j|i = ln(perplexity)
 * p_ij  = (p_j|i + p_i|j) / 2n
 * q_ij  = (1 + |y_i − y_j|²)⁻¹ / Σ_k≠l (1 + |y_k − y_l|²)⁻¹
 * </pre>
 *
 * and the places y minimize KL(P‖Q) = Σ p_ij ln(p_ij / q_ij) by descent along
 *
 * <pre>∂KL/∂y_i = 4 Σ_j (p_ij − q_ij) (1 + |y_i − y_j|²)⁻¹ (y_i − y_j)</pre>
 *
 * with momentum and a gain for each coordinate. Van der Maaten and Hinton, Journal of Machine
 * Learning Research 9, 2579 (2008). For some hundred points: time goes with n², and nothing is
 * random. {@link StrictMath} gives the same places on every machine.
 *
 * @param perplexity how many neighbors a point has, roughly; at least 1
 * @param learningRate step along the gradient; positive
 * @param iterations steps in all
 * @param exaggeration factor of P at first, which lets clusters form; at least 1
 * @param exaggerated how many steps that lasts, with a momentum of 0.5; after them it is 0.8
 */
public record TSne(
    double perplexity, double learningRate, int iterations, double exaggeration, int exaggerated) {
  // Of the entropy; scikit-learn stops at 1e-5. P is then right to some ten digits.
  private static final double ENTROPY_TOLERANCE = 1e-11;
  private static final int MOST_BISECTIONS = 200; // equal distances have no solution
  private static final double LEAST = Math.ulp(1.0); // of p and q, as in scikit-learn
  private static final double LEAST_GAIN = 0.01;

  public TSne {
    if (!(perplexity >= 1 && learningRate > 0 && exaggeration >= 1)) {
      throw new IllegalArgumentException(
          "Need perplexity >= 1, learning rate > 0 and exaggeration >= 1, got %s, %s and %s"
              .formatted(perplexity, learningRate, exaggeration));
    }
    if (!(exaggerated >= 0 && exaggerated <= iterations)) {
      throw new IllegalArgumentException(
          "Need 0 <= exaggerated <= iterations, got %d and %d".formatted(exaggerated, iterations));
    }
  }

  /**
   * Returns what suits n points, as many as there are elements: a perplexity of 15, or (n − 1) / 3
   * where they are few; a learning rate of 20, which of 1 to 50 ended at about the least divergence
   * for 10, 30 and 87 elements; and scikit-learn's exaggeration and numbers of steps.
   */
  public static TSne of(int n) {
    return new TSne(Math.min(15, Math.max(2, (n - 1) / 3.0)), 20, 1000, 12, 250);
  }

  /**
   * Returns the places of points.
   *
   * @param points n × d
   * @param start n × 2: where the descent begins
   * @return n × 2
   */
  public double[][] place(double[][] points, double[][] start) {
    return descend(joint(points), start);
  }

  /** Returns where the descent from a start ends, n × 2, for a given P. */
  double[][] descend(double[][] p, double[][] start) {
    double[][] exaggeratedP = new double[p.length][p.length];
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < p.length; j++) {
        exaggeratedP[i][j] = exaggeration * p[i][j];
      }
    }
    double[][] y = new double[start.length][];
    for (int i = 0; i < y.length; i++) {
      y[i] = start[i].clone();
    }
    descend(exaggeratedP, y, exaggerated, 0.5);
    descend(p, y, iterations - exaggerated, 0.8);
    return y;
  }

  private void descend(double[][] p, double[][] y, int steps, double momentum) {
    double[][] moved = new double[y.length][2];
    double[][] gains = new double[y.length][2];
    for (double[] gain : gains) {
      gain[0] = 1;
      gain[1] = 1;
    }
    for (int step = 0; step < steps; step++) {
      double[][] gradient = gradient(p, y);
      for (int i = 0; i < y.length; i++) {
        for (int axis = 0; axis < 2; axis++) {
          boolean back = moved[i][axis] * gradient[i][axis] < 0; // the way downhill goes on
          double gain = back ? gains[i][axis] + 0.2 : gains[i][axis] * 0.8;
          gains[i][axis] = Math.max(gain, LEAST_GAIN);
          moved[i][axis] =
              momentum * moved[i][axis] - learningRate * gains[i][axis] * gradient[i][axis];
          y[i][axis] += moved[i][axis];
        }
      }
    }
  }

  /** Returns P, n × n, of points. */
  double[][] joint(double[][] points) {
    int n = points.length;
    double[][] conditional = new double[n][];
    for (int i = 0; i < n; i++) {
      conditional[i] = conditional(squaredDistances(points, i), i);
    }
    double[][] p = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double pair = (conditional[i][j] + conditional[j][i]) / (2 * n);
        p[i][j] = i == j ? 0 : Math.max(pair, LEAST);
      }
    }
    return p;
  }

  /** Returns p_j|i for all j: bisects for β, between bounds that it first has to find. */
  private double[] conditional(double[] squares, int i) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int j = 0; j < squares.length; j++) {
      nearest = j == i ? nearest : Math.min(nearest, squares[j]);
    }
    double beta = 1;
    double lower = 0;
    double upper = Double.POSITIVE_INFINITY;
    double[] p = new double[squares.length];
    for (int round = 0; round < MOST_BISECTIONS; round++) {
      double sum = 0;
      double weighted = 0;
      for (int j = 0; j < p.length; j++) {
        p[j] = j == i ? 0 : StrictMath.exp(-beta * (squares[j] - nearest));
        sum += p[j];
        weighted += j == i ? 0 : p[j] * (squares[j] - nearest);
      }
      for (int j = 0; j < p.length; j++) {
        p[j] /= sum;
      }
      double entropy = StrictMath.log(sum) + beta * weighted / sum;
      double excess = entropy - StrictMath.log(perplexity);
      if (Math.abs(excess) < ENTROPY_TOLERANCE) {
        break;
      }
      lower = excess > 0 ? beta : lower;
      upper = excess > 0 ? upper : beta;
      beta = Double.isInfinite(upper) ? 2 * beta : (lower + upper) / 2;
    }
    return p;
  }

  private static double[] squaredDistances(double[][] points, int i) {
    double[] squares = new double[points.length];
    for (int j = 0; j < squares.length; j++) {
      for (int k = 0; k < points[i].length; k++) {
        double apart = points[i][k] - points[j][k];
        squares[j] += apart * apart;
      }
    }
    return squares;
  }

  /** Returns ∂KL/∂y, n × 2. */
  static double[][] gradient(double[][] p, double[][] y) {
    double total = totalKernel(y);
    double[][] gradient = new double[y.length][2];
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y.length; j++) {
        if (j != i) {
          double kernel = kernel(y[i], y[j]);
          double pull = 4 * (p[i][j] - Math.max(kernel / total, LEAST)) * kernel;
          gradient[i][0] += pull * (y[i][0] - y[j][0]);
          gradient[i][1] += pull * (y[i][1] - y[j][1]);
        }
      }
    }
    return gradient;
  }

  /** Returns KL(P‖Q) in nats. */
  static double divergence(double[][] p, double[][] y) {
    double total = totalKernel(y);
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y.length; j++) {
        if (j != i) {
          double q = Math.max(kernel(y[i], y[j]) / total, LEAST);
          sum += p[i][j] * StrictMath.log(p[i][j] / q);
        }
      }
    }
    return sum;
  }

  private static double totalKernel(double[][] y) {
    double total = 0;
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y.length; j++) {
        total += j == i ? 0 : kernel(y[i], y[j]);
      }
    }
    return total;
  }

  private static double kernel(double[] a, double[] b) {
    double x = a[0] - b[0];
    double y = a[1] - b[1];
    return 1 / (1 + x * x + y * y);
  }
}
