package org.latticework.trainer.batch;

import java.util.Arrays;
import java.util.List;
import org.latticework.featurizer.graph.CrystalGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * B crystals as one graph, their disjoint union: N atoms crystal after crystal, E edges atom after
 * atom, every index counted from the first atom of the batch. No padding.
 *
 * <p>Where the graphs carry features of their edges, these travel in the place of the distances.
 */
public final class GraphBatch {
  private final double[] targets; // B; empty where there is nothing to learn from
  private final int[] counts; // B; atoms of each crystal
  private final int[] atomicNumbers; // N
  private final int[] offsets; // N + 1
  private final int[] neighbors; // E; index of the neighboring atom
  private final float[] distances; // E; Å
  private final int edgeFeatureSize; // K; 0 where there are distances alone
  private final float[] edgeFeatures; // E K

  /**
   * Joins crystals to predict.
   *
   * @param graphs B crystals; at least one
   * @throws IllegalArgumentException if there is no crystal, or some have other edge features
   */
  public GraphBatch(List<CrystalGraph> graphs) {
    this(graphs, new double[0], 0);
  }

  /**
   * Joins crystals to learn from.
   *
   * @param graphs B crystals; at least one
   * @param targets B numbers on the network's scale; finite
   * @throws IllegalArgumentException if there is no crystal, some have other edge features, counts
   *     differ or a target is not finite
   */
  public GraphBatch(List<CrystalGraph> graphs, double[] targets) {
    this(graphs, checked(targets), graphs.size());
  }

  private GraphBatch(List<CrystalGraph> graphs, double[] targets, int needed) {
    if (graphs.isEmpty() || targets.length != needed) {
      throw new IllegalArgumentException(
          "A batch needs crystals and a target for each, got %d crystals, %d targets"
              .formatted(graphs.size(), targets.length));
    }
    this.targets = targets;
    this.counts = graphs.stream().mapToInt(CrystalGraph::atoms).toArray();
    int edges = graphs.stream().mapToInt(CrystalGraph::edges).reduce(0, Math::addExact);
    this.atomicNumbers = new int[Arrays.stream(counts).reduce(0, Math::addExact)];
    this.offsets = new int[atomicNumbers.length + 1];
    this.neighbors = new int[edges];
    this.distances = new float[edges];
    this.edgeFeatureSize = edgeFeatureSize(graphs);
    this.edgeFeatures = new float[Math.multiplyExact(edges, edgeFeatureSize)];
    int atom = 0;
    for (CrystalGraph graph : graphs) {
      join(graph, atom, offsets[atom]);
      atom += graph.atoms();
    }
  }

  private static int edgeFeatureSize(List<CrystalGraph> graphs) {
    int[] sizes =
        graphs.stream()
            .filter(graph -> graph.edges() > 0)
            .mapToInt(CrystalGraph::edgeFeatureSize)
            .distinct()
            .toArray();
    if (sizes.length > 1) {
      throw new IllegalArgumentException(
          "All edges of a batch need the same number of features, got " + Arrays.toString(sizes));
    }
    return sizes.length == 0 ? 0 : sizes[0];
  }

  private static double[] checked(double[] targets) {
    for (double target : targets) {
      if (!Double.isFinite(target)) {
        throw new IllegalArgumentException("A target must be finite, got " + target);
      }
    }
    return targets.clone();
  }

  private void join(CrystalGraph graph, int atom, int edge) {
    for (int i = 0; i < graph.atoms(); i++) {
      atomicNumbers[atom + i] = graph.atomicNumber(i);
      offsets[atom + i + 1] = edge + graph.offset(i + 1);
    }
    for (int k = 0; k < graph.edges(); k++) {
      neighbors[edge + k] = atom + graph.neighbor(k);
      distances[edge + k] = graph.distance(k);
      for (int f = 0; f < edgeFeatureSize; f++) {
        edgeFeatures[(edge + k) * edgeFeatureSize + f] = graph.edgeFeature(k, f);
      }
    }
  }

  /** Returns B. */
  public int crystals() {
    return counts.length;
  }

  /** Returns N. */
  public int atoms() {
    return atomicNumbers.length;
  }

  /** Returns E. */
  public int edges() {
    return neighbors.length;
  }

  /**
   * Returns the network's inputs, outside of any workspace: atom counts (B × 1, of the given type;
   * first because Deeplearning4j takes the number of examples from its length), atomic numbers (N,
   * INT32), offsets (N + 1, INT32), neighbors (E, INT32), distances (E, of the given type, Å) or
   * features of the edges (E × K, of the given type).
   *
   * @param type FLOAT or DOUBLE, that of the network
   */
  public INDArray[] features(DataType type) {
    INDArray[] features = {
      Nd4j.createFromArray(counts).castTo(type).reshape(counts.length, 1),
      Nd4j.createFromArray(atomicNumbers),
      Nd4j.createFromArray(offsets),
      Nd4j.createFromArray(neighbors),
      edges(type)
    };
    return features;
  }

  private INDArray edges(DataType type) {
    return edgeFeatureSize == 0
        ? Nd4j.createFromArray(distances).castTo(type)
        : Nd4j.createFromArray(edgeFeatures).castTo(type).reshape(edges(), edgeFeatureSize);
  }

  /**
   * Returns {@link #features} with the targets (B × 1) as labels.
   *
   * @param type FLOAT or DOUBLE, that of the network
   * @throws IllegalStateException if the batch has no targets
   */
  public MultiDataSet toMultiDataSet(DataType type) {
    if (targets.length == 0) {
      throw new IllegalStateException("This batch has no targets to learn from");
    }
    INDArray labels = Nd4j.createFromArray(targets).castTo(type).reshape(targets.length, 1);
    return new MultiDataSet(features(type), new INDArray[] {labels});
  }

  /** Returns {@link #toMultiDataSet(DataType)} for a network of floats. */
  public MultiDataSet toMultiDataSet() {
    return toMultiDataSet(DataType.FLOAT);
  }
}
