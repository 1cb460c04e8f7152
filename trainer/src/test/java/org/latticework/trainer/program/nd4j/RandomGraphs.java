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

  /**
   * Returns all that the nodes and edges of a graph stand for: copies share neighbors as they come.
   */
  static CrystalGraph expanded(CrystalGraph graph) {
    int[] firsts = new int[graph.nodes() + 1]; // the first copy of each node
    for (int i = 0; i < graph.nodes(); i++) {
      firsts[i + 1] = firsts[i] + graph.multiplicity(i);
    }
    int[] elements = new int[firsts[graph.nodes()]];
    int[] offsets = new int[elements.length + 1];
    List<Integer> neighbors = new ArrayList<>();
    List<Integer> edges = new ArrayList<>();
    for (int i = 0; i < graph.nodes(); i++) {
      for (int copy = firsts[i]; copy < firsts[i + 1]; copy++) {
        elements[copy] = graph.atomicNumber(i);
        for (int e = graph.offset(i); e < graph.offset(i + 1); e++) {
          for (int k = 0; k < graph.weight(e); k++) {
            int to = graph.neighbor(e);
            neighbors.add(firsts[to] + (copy + k) % graph.multiplicity(to));
            edges.add(e);
          }
        }
        offsets[copy + 1] = edges.size();
      }
    }
    float[] distances = new float[edges.size()];
    float[] directions = new float[3 * edges.size()];
    for (int k = 0; k < edges.size(); k++) {
      distances[k] = graph.distance(edges.get(k));
      for (int axis = 0; axis < 3; axis++) {
        directions[3 * k + axis] = graph.direction(edges.get(k), axis);
      }
    }
    int[] all = neighbors.stream().mapToInt(Integer::intValue).toArray();
    return new CrystalGraph(elements, offsets, all, distances).withDirections(directions);
  }

  private CrystalGraph directed(CrystalGraph graph) {
    float[] directions = new float[3 * graph.edges()];
    for (int k = 0; k < directions.length; k++) {
      directions[k] = (float) random.nextGaussian();
    }
    return graph.withDirections(directions);
  }
}
