package org.latticework.trainer.deeplearning4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.latticework.featurizer.graph.CrystalGraph;

/**
 * Random graphs with everything real ones have: repeated neighbors, self images, uneven degrees.
 */
public final class RandomCrystals {
  private final Random random;
  private final boolean inCells;

  /** Makes graphs of any lengths, whose edges have no directions. */
  public RandomCrystals(long seed) {
    this(seed, false);
  }

  private RandomCrystals(long seed, boolean inCells) {
    this.random = new Random(seed);
    this.inCells = inCells;
  }

  /** Makes graphs of atoms in cells, with the directions of all edges up to a length. */
  public static RandomCrystals inCells(long seed) {
    return new RandomCrystals(seed, true);
  }

  public List<CrystalGraph> crystals(int count) {
    List<CrystalGraph> crystals = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      crystals.add(crystal(1 + random.nextInt(9)));
    }
    return crystals;
  }

  public CrystalGraph crystal(int atoms) {
    int[] numbers = random.ints(atoms, 1, 101).toArray();
    return inCells ? new RandomCell(random, atoms).graph(numbers) : ofAnyLengths(numbers);
  }

  private CrystalGraph ofAnyLengths(int[] numbers) {
    int atoms = numbers.length;
    int[] offsets = new int[atoms + 1];
    for (int i = 0; i < atoms; i++) {
      offsets[i + 1] = offsets[i] + (random.nextInt(4) == 0 ? random.nextInt(12) : 12);
    }
    int edges = offsets[atoms];
    float[] distances = new float[edges];
    for (int k = 0; k < edges; k++) {
      distances[k] = 1.5f + 5 * random.nextFloat();
    }
    return new CrystalGraph(numbers, offsets, random.ints(edges, 0, atoms).toArray(), distances);
  }

  public double[] targets(int count) {
    return random.doubles(count, -2, 2).toArray();
  }

  /** Returns a crystal with its atoms in the opposite order. */
  public static CrystalGraph reversed(CrystalGraph crystal) {
    int n = crystal.nodes();
    int[] numbers = new int[n];
    int[] offsets = new int[n + 1];
    int[] neighbors = new int[crystal.edges()];
    float[] distances = new float[crystal.edges()];
    float[] directions = crystal.directions();
    int edge = 0;
    for (int i = 0; i < n; i++) {
      int old = n - 1 - i;
      numbers[i] = crystal.atomicNumber(old);
      for (int k = crystal.offset(old); k < crystal.offset(old + 1); k++) {
        neighbors[edge] = n - 1 - crystal.neighbor(k);
        for (int axis = 0; axis < 3 && directions.length > 0; axis++) {
          directions[3 * edge + axis] = crystal.direction(k, axis);
        }
        distances[edge++] = crystal.distance(k);
      }
      offsets[i + 1] = edge;
    }
    return new CrystalGraph(numbers, offsets, neighbors, distances).withDirections(directions);
  }

  /** Returns two copies of a crystal as one, without edges between them. */
  public static CrystalGraph doubled(CrystalGraph half) {
    int n = half.nodes();
    int e = half.edges();
    return new CrystalGraph(
        IntStream.range(0, 2 * n).map(i -> half.atomicNumber(i % n)).toArray(),
        IntStream.rangeClosed(0, 2 * n)
            .map(i -> i <= n ? half.offset(i) : e + half.offset(i - n))
            .toArray(),
        IntStream.range(0, 2 * e).map(k -> half.neighbor(k % e) + k / e * n).toArray(),
        distances(half));
  }

  private static float[] distances(CrystalGraph half) {
    float[] distances = new float[2 * half.edges()];
    for (int k = 0; k < distances.length; k++) {
      distances[k] = half.distance(k % half.edges());
    }
    return distances;
  }

  /** Returns a crystal with every edge listed twice. */
  public static CrystalGraph withEveryEdgeTwice(CrystalGraph crystal) {
    int e = crystal.edges();
    float[] distances = new float[2 * e];
    for (int k = 0; k < distances.length; k++) {
      distances[k] = crystal.distance(k / 2);
    }
    return new CrystalGraph(
        IntStream.range(0, crystal.nodes()).map(crystal::atomicNumber).toArray(),
        IntStream.rangeClosed(0, crystal.nodes()).map(i -> 2 * crystal.offset(i)).toArray(),
        IntStream.range(0, 2 * e).map(k -> crystal.neighbor(k / 2)).toArray(),
        distances);
  }
}
