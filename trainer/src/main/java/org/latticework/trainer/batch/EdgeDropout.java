package org.latticework.trainer.batch;

import java.io.Serializable;
import org.latticework.featurizer.graph.CrystalGraph;

/**
 * Leaves edges out of the crystals of one step, each with probability p and independently of all
 * others: a noise that keeps a network from relying on single neighbors, as in Rong et al.,
 * DropEdge (ICLR 2020, arXiv:1907.10903).
 *
 * <p>A directed edge is left out by itself, its reverse may stay, as in PyTorch Geometric's {@code
 * dropout_edge}. Nothing makes up for what is missing: neither features nor sums over neighbors are
 * scaled by 1/(1 − p), as in both. DropEdge's networks divide by the degree that is left; sums over
 * neighbors here do not, and have fewer terms than in validation. All edges of a node, or of a
 * crystal, may be left out.
 *
 * <p>An edge of weight w stands for w neighbors of an atom, each of which is left out by itself:
 * what is left is drawn from the binomial distribution of w trials with probability 1 − p, and the
 * edge is there if it is not 0. One atom thus loses what it loses in the graph that is not merged;
 * the atoms that a node stands for lose the same.
 *
 * @param probability p, in [0, 1); 0 leaves every graph as it is
 */
public record EdgeDropout(double probability) implements Serializable {
  private static final long EDGES = 1; // apart from other random numbers of the step

  public EdgeDropout {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "The probability to leave out an edge must be in [0, 1), got " + probability);
    }
  }

  /**
   * Returns the graph of a crystal without some of its edges. Which ones depends on the arguments
   * alone: not on its place in the batch, nor on who shares it.
   *
   * @param example the crystal; its id is a part of the seed
   * @param seed of the step, see {@link GraphBatcher#batchSeed}
   */
  public CrystalGraph thinned(Example example, long seed) {
    CrystalGraph graph = example.graph();
    if (probability == 0) {
      return graph;
    }
    SeededRandom random =
        new SeededRandom(SeededRandom.seed(EDGES, seed, example.materialId().hashCode()));
    int[] left = new int[graph.edges()];
    for (int edge = 0; edge < left.length; edge++) {
      left[edge] = left(graph.weight(edge), random);
    }
    return graph.thinned(left);
  }

  /** Returns how many of w neighbors are left: exactly binomial, with a draw for each. */
  private int left(int weight, SeededRandom random) {
    int left = 0;
    for (int neighbor = 0; neighbor < weight; neighbor++) {
      if (random.uniform() >= probability) {
        left++;
      }
    }
    return left;
  }
}
