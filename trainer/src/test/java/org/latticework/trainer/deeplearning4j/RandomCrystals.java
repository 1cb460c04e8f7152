package org.latticework.trainer.deeplearning4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.latticework.featurizer.graph.CrystalGraph;

/**
 * Random graphs with everything real ones have: repeated neighbors, self images, uneven degrees.
 */
public final class RandomCrystals {
  private final Random random;

  public RandomCrystals(long seed) {
    this.random = new Random(seed);
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
}
