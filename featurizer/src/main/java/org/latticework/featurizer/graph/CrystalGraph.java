package org.latticework.featurizer.graph;

import java.io.Serializable;

/**
 * The graph of one crystal: N nodes, each with its neighbors as directed edges from neighbor to
 * node, grouped by node and ragged: the edges of node i are {@code offset(i)} … {@code offset(i +
 * 1) − 1}. Usually an edge is known by its length alone; a graph may also carry K features of each,
 * the image that its neighbor is in, and its direction.
 *
 * <p>A node is an atom, and an edge a neighbor. In a merged graph (see {@link GraphConfig#merge})
 * node i stands for {@code multiplicity(i)} equivalent atoms, and an edge for {@code weight(edge)}
 * neighbors of each.
 */
public final class CrystalGraph implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final float[] NONE = new float[0];

  private final PackedInts atomicNumbers; // N
  private final PackedInts offsets; // N + 1
  private final PackedInts neighbors; // E; index of the neighboring node
  private final float[] distances; // E; Å
  private final float[] edgeFeatures; // E K, edge after edge; empty where there are none
  private final PackedInts multiplicities; // N; empty where all are 1
  private final PackedInts weights; // E; empty where all are 1
  private final PackedInts classes; // node of each atom; empty where nodes are atoms
  private final byte[] images; // 3 E, edge after edge; empty where they are not known
  private final float[] directions; // 3 E, Å, edge after edge; empty where they are not known

  /**
   * Copies the arrays and checks them.
   *
   * @param atomicNumbers N numbers in 1 … 118
   * @param offsets N + 1 numbers from 0 to E that never fall
   * @param neighbors E indices of nodes
   * @param distances E lengths, Å; positive
   * @throws IllegalArgumentException if the arrays do not fit each other
   */
  public CrystalGraph(int[] atomicNumbers, int[] offsets, int[] neighbors, float[] distances) {
    int nodes = atomicNumbers.length;
    int edges = neighbors.length;
    if (nodes == 0 || offsets.length != nodes + 1 || distances.length != edges) {
      throw new IllegalArgumentException(
          "A graph of %d nodes needs %d offsets and as many distances as neighbors, got %d, %d, %d"
              .formatted(nodes, nodes + 1, offsets.length, distances.length, edges));
    }
    if (offsets[0] != 0 || offsets[nodes] != edges) {
      throw new IllegalArgumentException(
          "Offsets must run from 0 to %d, got %d to %d"
              .formatted(edges, offsets[0], offsets[nodes]));
    }
    for (int i = 0; i < nodes; i++) {
      if (offsets[i + 1] < offsets[i]) {
        throw new IllegalArgumentException("Offsets fall after node " + i);
      }
    }
    for (int k = 0; k < edges; k++) {
      if (neighbors[k] < 0 || neighbors[k] >= nodes || !(distances[k] > 0)) {
        throw new IllegalArgumentException(
            "Edge %d comes from node %d of %d over %s Å"
                .formatted(k, neighbors[k], nodes, distances[k]));
      }
    }
    this.atomicNumbers = PackedInts.of(atomicNumbers);
    this.offsets = PackedInts.of(offsets);
    this.neighbors = PackedInts.of(neighbors);
    this.distances = distances.clone();
    this.edgeFeatures = NONE;
    this.multiplicities = PackedInts.NONE;
    this.weights = PackedInts.NONE;
    this.classes = PackedInts.NONE;
    this.images = new byte[0];
    this.directions = NONE;
  }

  private CrystalGraph(
      CrystalGraph graph,
      float[] edgeFeatures,
      PackedInts multiplicities,
      PackedInts weights,
      PackedInts classes,
      byte[] images,
      float[] directions) {
    this.atomicNumbers = graph.atomicNumbers;
    this.offsets = graph.offsets;
    this.neighbors = graph.neighbors;
    this.distances = graph.distances;
    this.edgeFeatures = edgeFeatures;
    this.multiplicities = multiplicities;
    this.weights = weights;
    this.classes = classes;
    this.images = images;
    this.directions = directions;
  }

  /** Returns this graph with the Gaussians of each distance as features of its edge. */
  public CrystalGraph expanded(GaussianBasis basis) {
    float[] features = new float[Math.multiplyExact(edges(), basis.size())];
    for (int edge = 0; edge < edges(); edge++) {
      basis.expand(distances[edge], features, edge * basis.size());
    }
    return with(features);
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
    return with(features.clone());
  }

  private CrystalGraph with(float[] features) {
    return new CrystalGraph(this, features, multiplicities, weights, classes, images, directions);
  }

  /**
   * Returns this graph as one of which nodes and edges stand for several; which atoms, it does not
   * know.
   *
   * @param multiplicities how many atoms each of the N nodes stands for; empty where all are 1
   * @param weights how many neighbors each of the E edges stands for; empty where all are 1
   * @throws IllegalArgumentException if there are more or fewer, or one is not positive
   */
  public CrystalGraph merged(int[] multiplicities, int[] weights) {
    return new CrystalGraph(
        this,
        edgeFeatures,
        copies("multiplicities", multiplicities, nodes()),
        copies("weights", weights, edges()),
        PackedInts.NONE,
        images,
        directions);
  }

  private static PackedInts copies(String name, int[] counts, int expected) {
    if (counts.length != 0 && counts.length != expected) {
      throw new IllegalArgumentException(
          "Need %d %s or none, got %d".formatted(expected, name, counts.length));
    }
    boolean several = false;
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] < 1) {
        throw new IllegalArgumentException(
            "Need positive %s, number %d is %d".formatted(name, k, counts[k]));
      }
      several |= counts[k] > 1;
    }
    return several ? PackedInts.of(counts) : PackedInts.NONE;
  }

  /**
   * Returns this graph with the node of each atom of the crystal.
   *
   * @param classes as many as there are atoms; empty where they are not known
   * @throws IllegalArgumentException if a node does not have as many atoms as it stands for
   */
  public CrystalGraph withClasses(int[] classes) {
    int[] members = new int[nodes()];
    for (int node : classes) {
      if (node < 0 || node >= members.length) {
        throw new IllegalArgumentException(
            "An atom is of node %d of %d".formatted(node, members.length));
      }
      members[node]++;
    }
    for (int node = 0; node < members.length && classes.length > 0; node++) {
      if (members[node] != multiplicity(node)) {
        throw new IllegalArgumentException(
            "Node %d stands for %d atoms, %d are of it"
                .formatted(node, multiplicity(node), members[node]));
      }
    }
    boolean identity = true;
    for (int atom = 0; atom < classes.length; atom++) {
      identity &= classes[atom] == atom;
    }
    PackedInts known = identity ? PackedInts.NONE : PackedInts.of(classes);
    return new CrystalGraph(this, edgeFeatures, multiplicities, weights, known, images, directions);
  }

  /**
   * Returns this graph with the image of each edge.
   *
   * @param images n₁, n₂, n₃ of each of the E edges; empty where they are not known
   * @throws IllegalArgumentException if there are more or fewer
   */
  public CrystalGraph withImages(byte[] images) {
    requireTriples("images", images.length);
    return new CrystalGraph(
        this, edgeFeatures, multiplicities, weights, classes, images.clone(), directions);
  }

  /**
   * Returns this graph with the direction of each edge; {@link Directions} makes them.
   *
   * @param directions r of each of the E edges, from the node to the image of its neighbor, x, y,
   *     z, Å; empty where they are not known
   * @throws IllegalArgumentException if there are more or fewer
   */
  public CrystalGraph withDirections(float[] directions) {
    requireTriples("directions", directions.length);
    return new CrystalGraph(
        this, edgeFeatures, multiplicities, weights, classes, images, directions.clone());
  }

  private void requireTriples(String name, int found) {
    if (found != 0 && found != 3 * edges()) {
      throw new IllegalArgumentException(
          "%d edges need %d components of %s, got %d".formatted(edges(), 3 * edges(), name, found));
    }
  }

  /**
   * Returns this graph with fewer neighbors: the same nodes, and of each edge that is left the same
   * distance, features, image and direction.
   *
   * @param left how many of the neighbors that each of the E edges stands for are left; an edge
   *     without any is left out
   * @throws IllegalArgumentException if there are more or fewer, or one is negative or above the
   *     weight of its edge
   */
  public CrystalGraph thinned(int[] left) {
    EdgesLeft rest = new EdgesLeft(this, left);
    return new CrystalGraph(
        new CrystalGraph(atomicNumbers(), rest.offsets(), rest.neighbors(), rest.of(distances, 1)),
        rest.of(edgeFeatures, edgeFeatureSize()),
        multiplicities,
        copies("weights", rest.weights(), rest.count()),
        classes,
        rest.of(images, images.length == 0 ? 0 : 3),
        rest.of(directions, directions.length == 0 ? 0 : 3));
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

  /** Returns N, the number of nodes. */
  public int nodes() {
    return atomicNumbers.size();
  }

  /** Returns the number of atoms: the sum of the multiplicities. */
  public int atoms() {
    int atoms = 0;
    for (int node = 0; node < nodes(); node++) {
      atoms += multiplicity(node);
    }
    return atoms;
  }

  /** Returns how many atoms a node stands for. */
  public int multiplicity(int node) {
    return hasMultiplicities() ? multiplicities.get(node) : 1;
  }

  /** Returns how many neighbors of each of its atoms an edge stands for. */
  public int weight(int edge) {
    return hasWeights() ? weights.get(edge) : 1;
  }

  /** Returns whether a node stands for several atoms. */
  public boolean hasMultiplicities() {
    return multiplicities.size() > 0;
  }

  /** Returns whether an edge stands for several neighbors. */
  public boolean hasWeights() {
    return weights.size() > 0;
  }

  /** Returns a copy of the N multiplicities; empty where all are 1. */
  public int[] multiplicities() {
    return multiplicities.toArray();
  }

  /** Returns a copy of the E weights; empty where all are 1. */
  public int[] weights() {
    return weights.toArray();
  }

  /** Returns a copy of the nodes of the atoms; empty where nodes are atoms, or it is not known. */
  public int[] classes() {
    return classes.toArray();
  }

  /** Returns a copy of the 3 E components of images, edge after edge; empty where not known. */
  public byte[] images() {
    return images.clone();
  }

  /** Returns whether the direction of every edge is known; so it is where there is no edge. */
  public boolean hasDirections() {
    return directions.length == 3 * edges();
  }

  /**
   * Returns one component of r, from an edge's node to the image of its neighbor, Å. Its length is
   * {@link #distance} but for rounding.
   *
   * @param axis 0, 1 or 2: x, y or z
   */
  public float direction(int edge, int axis) {
    return directions[3 * edge + axis];
  }

  /** Returns a copy of the 3 E components of directions, edge after edge; empty where not known. */
  public float[] directions() {
    return directions.clone();
  }

  /** Returns E, the number of directed edges. */
  public int edges() {
    return neighbors.size();
  }

  public int atomicNumber(int node) {
    return atomicNumbers.get(node);
  }

  /** Returns the first edge of a node; {@code offset(nodes())} is E. */
  public int offset(int node) {
    return offsets.get(node);
  }

  /** Returns the node that an edge comes from. */
  public int neighbor(int edge) {
    return neighbors.get(edge);
  }

  /** Returns the length of an edge, Å. */
  public float distance(int edge) {
    return distances[edge];
  }

  /** Returns a copy of the N atomic numbers. */
  public int[] atomicNumbers() {
    return atomicNumbers.toArray();
  }

  /** Returns a copy of the N + 1 offsets. */
  public int[] offsets() {
    return offsets.toArray();
  }

  /** Returns a copy of the E neighbor indices. */
  public int[] neighbors() {
    return neighbors.toArray();
  }

  /** Returns a copy of the E distances, Å. */
  public float[] distances() {
    return distances.clone();
  }
}
