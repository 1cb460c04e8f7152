package org.latticework.trainer.deeplearning4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.latticework.featurizer.graph.CrystalGraph;

/** Random sites in a random, skewed cell, and all edges between them up to a length. */
final class RandomCell {
  private static final double LEAST = 1.2; // Å; two atoms are not closer
  private static final double REACH = 3.8; // Å; some dozen neighbors
  private static final double VOLUME = 14; // Å³ an atom
  private static final int CELLS = 3; // on each side; heights are above 1.9 Å

  private final double[][] vectors = new double[3][3]; // rows, Å
  private final double[][] sites; // N × 3, Å
  private final List<Integer> centers = new ArrayList<>(); // E
  private final List<Integer> neighbors = new ArrayList<>(); // E
  private final List<Float> directions = new ArrayList<>(); // 3 E, Å
  private final List<Float> lengths = new ArrayList<>(); // E, Å

  RandomCell(Random random, int atoms) {
    double edge = Math.cbrt(VOLUME * atoms);
    for (int row = 0; row < 3; row++) {
      vectors[row][row] = edge * (0.85 + 0.3 * random.nextDouble());
      for (int column = 0; column < row; column++) {
        vectors[row][column] = edge * (random.nextDouble() - 0.5) / 2;
      }
    }
    this.sites = new double[atoms][];
    for (int i = 0; i < atoms; i++) {
      do {
        sites[i] = cartesian(random.nextDouble(), random.nextDouble(), random.nextDouble());
      } while (isCrowded(i));
    }
    for (int i = 0; i < atoms; i++) {
      for (int j = 0; j < atoms; j++) {
        connect(i, j);
      }
    }
  }

  /** Whether a site is too close to one before it, or to an image of that in the next cells. */
  private boolean isCrowded(int i) {
    for (int j = 0; j < i; j++) {
      for (int image = 0; image < 27; image++) {
        double[] r = arrow(i, j, image / 9 - 1, image / 3 % 3 - 1, image % 3 - 1);
        if (length(r) < LEAST) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns from a site to an image of another. */
  private double[] arrow(int i, int j, int a, int b, int c) {
    double[] r = cartesian(a, b, c);
    for (int axis = 0; axis < 3; axis++) {
      r[axis] += sites[j][axis] - sites[i][axis];
    }
    return r;
  }

  private static double length(double[] r) {
    return Math.sqrt(r[0] * r[0] + r[1] * r[1] + r[2] * r[2]);
  }

  private double[] cartesian(double a, double b, double c) {
    double[] x = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      x[axis] = a * vectors[0][axis] + b * vectors[1][axis] + c * vectors[2][axis];
    }
    return x;
  }

  private void connect(int i, int j) {
    for (int a = -CELLS; a <= CELLS; a++) {
      for (int b = -CELLS; b <= CELLS; b++) {
        for (int c = -CELLS; c <= CELLS; c++) {
          double[] r = arrow(i, j, a, b, c);
          add(i, j, r, length(r));
        }
      }
    }
  }

  private void add(int i, int j, double[] r, double length) {
    if (length > 0 && length <= REACH) {
      centers.add(i);
      neighbors.add(j);
      lengths.add((float) length);
      for (double component : r) {
        directions.add((float) component);
      }
    }
  }

  CrystalGraph graph(int[] numbers) {
    int[] offsets = new int[sites.length + 1];
    centers.forEach(center -> offsets[center + 1]++);
    for (int i = 0; i < sites.length; i++) {
      offsets[i + 1] += offsets[i];
    }
    int[] sources = neighbors.stream().mapToInt(Integer::intValue).toArray();
    return new CrystalGraph(numbers, offsets, sources, floats(lengths))
        .withDirections(floats(directions));
  }

  private static float[] floats(List<Float> numbers) {
    float[] floats = new float[numbers.size()];
    for (int k = 0; k < floats.length; k++) {
      floats[k] = numbers.get(k);
    }
    return floats;
  }
}
