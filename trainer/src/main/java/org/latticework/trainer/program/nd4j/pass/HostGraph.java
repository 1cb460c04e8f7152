package org.latticework.trainer.program.nd4j.pass;

import java.util.Arrays;
import org.latticework.trainer.batch.CrystalBatch;
import org.latticework.trainer.batch.EdgeList;
import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.Place;

/** The graph of a batch on the heap: where its rows belong, and how many each stands for. */
public final class HostGraph {
  private final CrystalBatch batch;
  private final int[] offsets; // N + 1
  private final int[] neighbors; // E
  private final int[] multiplicities; // N; m
  private final int[] weights; // E; w
  private final int[] lineOffsets; // E + 1; empty where no step reads pairs

  /**
   * Reads a batch.
   *
   * @param lines whether pairs of edges are read
   * @throws IllegalArgumentException if pairs are read, and nodes or edges stand for several; or if
   *     distances came expanded
   */
  public HostGraph(CrystalBatch batch, boolean lines) {
    EdgeList edges = batch.edges();
    this.batch = batch;
    if (edges.expanded()) {
      throw new IllegalArgumentException(
          "The network expands distances itself, the graphs have features of their edges");
    }
    offsets = new int[edges.nodes() + 1];
    edges.readOffsets(offsets);
    neighbors = new int[edges.edges()];
    edges.readNeighbors(neighbors);
    multiplicities = new int[edges.nodes()];
    edges.readMultiplicities(multiplicities);
    weights = new int[edges.edges()];
    edges.readWeights(weights);
    if (lines && !isPlain()) {
      throw new IllegalArgumentException(
          "The network reads pairs of edges, which merged nodes and edges do not have");
    }
    lineOffsets = lines ? lineOffsets() : new int[] {0};
  }

  /** Edge i ← j has as many pairs as j has edges. */
  private int[] lineOffsets() {
    int[] starts = new int[neighbors.length + 1];
    for (int e = 0; e < neighbors.length; e++) {
      int j = neighbors[e];
      starts[e + 1] = Math.addExact(starts[e], offsets[j + 1] - offsets[j]);
    }
    return starts;
  }

  public CrystalBatch batch() {
    return batch;
  }

  /** Returns whether each node and each edge stands for itself alone. */
  public boolean isPlain() {
    return Arrays.stream(multiplicities).allMatch(m -> m == 1)
        && Arrays.stream(weights).allMatch(w -> w == 1);
  }

  /** Returns the rows of a domain, but of knots, which no batch has. */
  public int rows(Domain domain) {
    return switch (domain) {
      case ATOM -> multiplicities.length;
      case EDGE -> neighbors.length;
      case LINE -> lineOffsets[lineOffsets.length - 1];
      case CRYSTAL -> batch.crystals();
      case KNOT -> throw new IllegalArgumentException("Knots are not rows of a batch");
    };
  }

  /** Returns the place of each row. */
  public int[] owners(Place place) {
    return switch (place) {
      case CENTER -> spread(offsets);
      case NEIGHBOR -> neighbors;
      case CRYSTAL_OF_ATOM -> crystals();
      case CRYSTAL_OF_EDGE -> {
        int[] crystals = crystals();
        yield Arrays.stream(spread(offsets)).map(i -> crystals[i]).toArray();
      }
      case LINE_TARGET -> spread(lineOffsets);
      case LINE_SOURCE -> lineSources();
    };
  }

  /** Returns the group of each row, of groups that begin at offsets. */
  private static int[] spread(int[] offsets) {
    int[] owners = new int[offsets[offsets.length - 1]];
    for (int k = 0; k + 1 < offsets.length; k++) {
      Arrays.fill(owners, offsets[k], offsets[k + 1], k);
    }
    return owners;
  }

  private int[] crystals() {
    int[] owners = new int[multiplicities.length];
    int node = 0;
    int crystal = 0;
    for (int count : batch.nodeCounts()) {
      Arrays.fill(owners, node, node + count, crystal++);
      node += count;
    }
    return owners;
  }

  private int[] lineSources() {
    int[] sources = new int[rows(Domain.LINE)];
    for (int e = 0; e < neighbors.length; e++) {
      int first = offsets[neighbors[e]];
      for (int t = lineOffsets[e]; t < lineOffsets[e + 1]; t++) {
        sources[t] = first + t - lineOffsets[e];
      }
    }
    return sources;
  }

  /** Returns how many rows each row of a domain stands for. */
  public int[] counts(Domain domain) {
    int[] counts = new int[rows(domain)];
    switch (domain) {
      case ATOM -> System.arraycopy(multiplicities, 0, counts, 0, counts.length);
      case EDGE -> {
        int[] centers = owners(Place.CENTER);
        Arrays.setAll(counts, e -> multiplicities[centers[e]] * weights[e]);
      }
      default -> Arrays.fill(counts, 1);
    }
    return counts;
  }

  /** Returns how often each row counts in the sum at its place. */
  public int[] counts(Place place) {
    return place == Place.CENTER ? weights : counts(place.from());
  }

  /** Returns E distances, Å. */
  public double[] distances() {
    return neighbors.length == 0 ? new double[0] : batch.edges().lengths().toDoubleVector();
  }

  /** Returns E × 3 directions, from node to neighbor, Å. */
  public double[] directions() {
    return neighbors.length == 0
        ? new double[0]
        : batch.edges().directions().reshape(3L * neighbors.length).toDoubleVector();
  }

  /**
   * Returns the cosine at j of each pair of i ← j and j ← k: (−r_e) · r_f / (|r_e| |r_f|), within
   * −1 and 1.
   */
  public double[] cosines() {
    double[] r = directions();
    int[] targets = owners(Place.LINE_TARGET);
    int[] sources = owners(Place.LINE_SOURCE);
    double[] cosines = new double[targets.length];
    for (int t = 0; t < cosines.length; t++) {
      int e = targets[t];
      int f = sources[t];
      double cosine = -dot(r, e, f) / Math.sqrt(dot(r, e, e) * dot(r, f, f));
      cosines[t] = Math.max(-1, Math.min(1, cosine));
    }
    return cosines;
  }

  private static double dot(double[] r, int e, int f) {
    return r[3 * e] * r[3 * f] + r[3 * e + 1] * r[3 * f + 1] + r[3 * e + 2] * r[3 * f + 2];
  }
}
