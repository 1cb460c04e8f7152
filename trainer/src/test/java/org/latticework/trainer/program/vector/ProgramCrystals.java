package org.latticework.trainer.program.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.latticework.featurizer.graph.CrystalGraph;

/**
 * Random graphs with everything real ones have: repeated neighbors, uneven degrees, nodes and edges
 * that stand for several, directions. Each edge has a return, as line graphs want.
 */
final class ProgramCrystals {
  private final Random random;
  private final double cutoff;

  ProgramCrystals(long seed, double cutoff) {
    this.random = new Random(seed);
    this.cutoff = cutoff;
  }

  List<CrystalGraph> several(int count, boolean merged) {
    List<CrystalGraph> crystals = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      crystals.add(crystal(1 + random.nextInt(7), merged));
    }
    return crystals;
  }

  private CrystalGraph crystal(int nodes, boolean merged) {
    int[] offsets = new int[nodes + 1];
    for (int i = 0; i < nodes; i++) {
      offsets[i + 1] = offsets[i] + random.nextInt(3) * random.nextInt(7) + 1;
    }
    int edges = offsets[nodes];
    float[] distances = new float[edges];
    float[] directions = new float[3 * edges];
    for (int e = 0; e < edges; e++) {
      double length = 0;
      for (int c = 0; c < 3; c++) {
        directions[3 * e + c] = (float) random.nextGaussian();
        length += directions[3 * e + c] * directions[3 * e + c];
      }
      double distance = 1.5 + (cutoff - 1.5) * random.nextDouble();
      for (int c = 0; c < 3; c++) {
        directions[3 * e + c] *= (float) (distance / Math.sqrt(length));
      }
      distances[e] = (float) distance;
    }
    CrystalGraph plain =
        new CrystalGraph(
                random.ints(nodes, 1, 11).toArray(),
                offsets,
                random.ints(edges, 0, nodes).toArray(),
                distances)
            .withDirections(directions);
    return merged
        ? plain.merged(random.ints(nodes, 1, 4).toArray(), random.ints(edges, 1, 5).toArray())
        : plain;
  }
}
