package org.latticework.trainer.program.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.deeplearning4j.RandomCrystals;

/** Random crystals with directions: ragged, with isolated atoms and a crystal of one atom. */
final class RandomGraphs {
  private final Random random;

  RandomGraphs(long seed) {
    this.random = new Random(seed);
  }

  List<CrystalGraph> plain() {
    RandomCrystals crystals = new RandomCrystals(random.nextLong());
    List<CrystalGraph> graphs = new ArrayList<>();
    graphs.add(directed(crystals.crystal(1)));
    graphs.add(directed(crystals.crystal(4)));
    graphs.add(directed(isolated(2)));
    graphs.add(directed(crystals.crystal(6)));
    return graphs;
  }

  /** Atoms without any neighbor. */
  CrystalGraph isolated(int atoms) {
    return new CrystalGraph(
        random.ints(atoms, 1, 101).toArray(), new int[atoms + 1], new int[0], new float[0]);
  }

  /** Nodes and edges that stand for several. */
  List<CrystalGraph> merged() {
    return plain().stream()
        .map(
            graph ->
                graph.merged(
                    random.ints(graph.nodes(), 1, 5).toArray(),
                    random.ints(graph.edges(), 1, 4).toArray()))
        .toList();
  }

  private CrystalGraph directed(CrystalGraph graph) {
    float[] directions = new float[3 * graph.edges()];
    for (int k = 0; k < directions.length; k++) {
      directions[k] = (float) random.nextGaussian();
    }
    return graph.withDirections(directions);
  }
}
