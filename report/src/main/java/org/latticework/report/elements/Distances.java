package org.latticework.report.elements;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How far n vectors are apart, two by two. */
final class Distances {
  private final double[][] between; // n × n, symmetric

  private Distances(double[][] between) {
    this.between = between;
  }

  /** Returns 1 − cos of the angle: 0 of one direction, 1 of right angles, 2 of opposite ones. */
  static Distances cosine(double[][] vectors) {
    double[][] units = units(vectors);
    int n = units.length;
    double[][] between = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        between[i][j] = i == j ? 0 : 1 - dot(units[i], units[j]);
      }
    }
    return new Distances(between);
  }

  /** Returns |a − b|. */
  static Distances euclidean(double[][] vectors) {
    int n = vectors.length;
    double[][] between = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < vectors[i].length; k++) {
          double apart = vectors[i][k] - vectors[j][k];
          sum += apart * apart;
        }
        between[i][j] = Math.sqrt(sum);
      }
    }
    return new Distances(between);
  }

  /** Returns vectors of length 1 in the same directions; one of zeros stays as it is. */
  static double[][] units(double[][] vectors) {
    double[][] units = new double[vectors.length][];
    for (int i = 0; i < units.length; i++) {
      units[i] = vectors[i].clone();
      double length = Math.sqrt(dot(units[i], units[i]));
      for (int k = 0; length > 0 && k < units[i].length; k++) {
        units[i][k] /= length;
      }
    }
    return units;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  int size() {
    return between.length;
  }

  double between(int i, int j) {
    return between[i][j];
  }

  /** Returns the mean over pairs of members; NaN of fewer than two. */
  double meanWithin(int[] members) {
    double sum = 0;
    for (int a = 0; a < members.length; a++) {
      for (int b = 0; b < a; b++) {
        sum += between[members[a]][members[b]];
      }
    }
    return sum / (members.length * (members.length - 1) / 2.0);
  }

  /** Returns the mean over pairs of a member and another; NaN if there are no others. */
  double meanToOthers(int[] members) {
    boolean[] member = new boolean[between.length];
    for (int i : members) {
      member[i] = true;
    }
    double sum = 0;
    for (int i : members) {
      for (int j = 0; j < between.length; j++) {
        sum += member[j] ? 0 : between[i][j];
      }
    }
    return sum / ((double) members.length * (between.length - members.length));
  }

  /** Returns which are nearest to one, the nearest first; of equally near ones, the first. */
  List<Integer> nearest(int i, int count) {
    return IntStream.range(0, between.length)
        .filter(j -> j != i)
        .boxed()
        .sorted(Comparator.comparingDouble(j -> between[i][j]))
        .limit(count)
        .toList();
  }
}
