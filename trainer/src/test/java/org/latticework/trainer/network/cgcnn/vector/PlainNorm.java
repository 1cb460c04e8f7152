package org.latticework.trainer.network.cgcnn.vector;

import java.util.Arrays;

/** A batch norm over rows as its definition reads, in double. */
public final class PlainNorm {
  final double[] scale;
  final double[] shift;
  public final double[] mean;
  public final double[] variance;
  public double[] scaleGradient;
  public double[] shiftGradient;
  private double[][] normalized;

  PlainNorm(int d) {
    scale = new double[d];
    shift = new double[d];
    mean = new double[d];
    variance = new double[d];
    Arrays.fill(scale, 1);
  }

  double[][] forward(double[][] x, boolean training) {
    int d = scale.length;
    if (training) {
      for (int c = 0; c < d; c++) {
        int column = c;
        mean[c] = Arrays.stream(x).mapToDouble(row -> row[column]).average().orElse(0);
        variance[c] =
            Arrays.stream(x)
                .mapToDouble(row -> (row[column] - mean[column]) * (row[column] - mean[column]))
                .average()
                .orElse(0);
      }
    }
    normalized = new double[x.length][d];
    double[][] y = new double[x.length][d];
    for (int i = 0; i < x.length; i++) {
      for (int c = 0; c < d; c++) {
        normalized[i][c] = (x[i][c] - mean[c]) / deviation(c);
        y[i][c] = scale[c] * normalized[i][c] + shift[c];
      }
    }
    return y;
  }

  double[][] backward(double[][] gradient) {
    int d = scale.length;
    int n = gradient.length;
    scaleGradient = new double[d];
    shiftGradient = new double[d];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < d; c++) {
        scaleGradient[c] += gradient[i][c] * normalized[i][c];
        shiftGradient[c] += gradient[i][c];
      }
    }
    double[][] result = new double[n][d];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < d; c++) {
        double centered =
            gradient[i][c] - shiftGradient[c] / n - normalized[i][c] * scaleGradient[c] / n;
        result[i][c] = scale[c] / deviation(c) * centered;
      }
    }
    return result;
  }

  private double deviation(int channel) {
    return Math.sqrt(variance[channel] + 1e-5);
  }
}
