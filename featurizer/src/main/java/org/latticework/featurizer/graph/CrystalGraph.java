package org.latticework.featurizer.graph;

import java.io.Serializable;

/**
 * The graph of one crystal: N atoms, each with its neighbors as directed edges from neighbor to
 * atom, grouped by atom and ragged: the edges of atom i are {@code offset(i)} … {@code offset(i +
 * 1) − 1}. Usually an edge is known by its length alone; a graph may also carry K features of each.
 */
public final class CrystalGraph implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] atomicNumbers; // N
  private final int[] offsets; // N + 1
  private final int[] neighbors; // E; index of the neighboring atom
  private final float[] distances; // E; Å
  private final float[] edgeFeatures; // E K, edge after edge; empty where there are none

  /**
   * Copies the arrays and checks them.
   *
   * @param atomicNumbers N numbers in 1 … 118
   * @param offsets N + 1 numbers from 0 to E that never fall
   * @param neighbors E indices of atoms
   * @param distances E lengths, Å; positive
   * @throws IllegalArgumentException if the arrays do not fit each other
   */
  public CrystalGraph(int[] atomicNumbers, int[] offsets, int[] neighbors, float[] distances) {
    int atoms = atomicNumbers.length;
    int edges = neighbors.length;
    if (atoms == 0 || offsets.length != atoms + 1 || distances.length != edges) {
      throw new IllegalArgumentException(
          "A graph of %d atoms needs %d offsets and as many distances as neighbors, got %d, %d, %d"
              .formatted(atoms, atoms + 1, offsets.length, distances.length, edges));
    }
    if (offsets[0] != 0 || offsets[atoms] != edges) {
      throw new IllegalArgumentException(
          "Offsets must run from 0 to %d, got %d to %d"
              .formatted(edges, offsets[0], offsets[atoms]));
    }
    for (int i = 0; i < atoms; i++) {
      if (offsets[i + 1] < offsets[i]) {
        throw new IllegalArgumentException("Offsets fall after atom " + i);
      }
    }
    for (int k = 0; k < edges; k++) {
      if (neighbors[k] < 0 || neighbors[k] >= atoms || !(distances[k] > 0)) {
        throw new IllegalArgumentException(
            "Edge %d leads to atom %d of %d over %s Å"
                .formatted(k, neighbors[k], atoms, distances[k]));
      }
    }
    this.atomicNumbers = atomicNumbers.clone();
    this.offsets = offsets.clone();
    this.neighbors = neighbors.clone();
    this.distances = distances.clone();
    this.edgeFeatures = new float[0];
  }

  private CrystalGraph(CrystalGraph graph, float[] edgeFeatures) {
    this.atomicNumbers = graph.atomicNumbers;
    this.offsets = graph.offsets;
    this.neighbors = graph.neighbors;
    this.distances = graph.distances;
    this.edgeFeatures = edgeFeatures;
  }

  /** Returns this graph with the Gaussians of each distance as features of its edge. */
  public CrystalGraph expanded(GaussianBasis basis) {
    float[] features = new float[Math.multiplyExact(edges(), basis.size())];
    for (int edge = 0; edge < edges(); edge++) {
      basis.expand(distances[edge], features, edge * basis.size());
    }
    return new CrystalGraph(this, features);
  }

  /**
   * Returns this graph with features that were made earlier.
   *
   * @param features E · K numbers, edge after edge
   * @throws IllegalArgumentException if their number is no multiple of E
   */
  public CrystalGraph withEdgeFeatures(float[] features) {
    if (edges() == 0 ? features.length > 0 : features.length % edges() != 0) {
      throw new IllegalArgumentException(
          "%d edges need the same number of features each, got %d in all"
              .formatted(edges(), features.length));
    }
    return new CrystalGraph(this, features.clone());
  }

  /** Returns K, the number of features of an edge; 0 where only distances are known. */
  public int edgeFeatureSize() {
    return edges() == 0 ? 0 : edgeFeatures.length / edges();
  }

  /** Returns one of the K features of an edge. */
  public float edgeFeature(int edge, int k) {
    return edgeFeatures[edge * edgeFeatureSize() + k];
  }

  /** Returns a copy of the E · K features, edge after edge. */
  public float[] edgeFeatures() {
    return edgeFeatures.clone();
  }

  /** Returns N, the number of atoms. */
  public int atoms() {
    return atomicNumbers.length;
  }

  /** Returns E, the number of directed edges. */
  public int edges() {
    return neighbors.length;
  }

  public int atomicNumber(int atom) {
    return atomicNumbers[atom];
  }

  /** Returns the first edge of an atom; {@code offset(atoms())} is E. */
  public int offset(int atom) {
    return offsets[atom];
  }

  /** Returns the atom that an edge comes from. */
  public int neighbor(int edge) {
    return neighbors[edge];
  }

  /** Returns the length of an edge, Å. */
  public float distance(int edge) {
    return distances[edge];
  }

  /** Returns a copy of the N atomic numbers. */
  public int[] atomicNumbers() {
    return atomicNumbers.clone();
  }

  /** Returns a copy of the N + 1 offsets. */
  public int[] offsets() {
    return offsets.clone();
  }

  /** Returns a copy of the E neighbor indices. */
  public int[] neighbors() {
    return neighbors.clone();
  }

  /** Returns a copy of the E distances, Å. */
  public float[] distances() {
    return distances.clone();
  }
}
