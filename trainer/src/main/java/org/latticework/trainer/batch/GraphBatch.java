package org.latticework.trainer.batch;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.memory.HostMemory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * B crystals as one graph, their disjoint union: N nodes crystal after crystal, E edges node after
 * node, every index counted from the first node of the batch. No padding.
 *
 * <p>Where the graphs carry features of their edges, these travel in the place of the distances.
 * Where they carry directions, these travel too.
 */
public final class GraphBatch {
  private final List<CrystalGraph> graphs; // B
  private final double[][] labels; // B × t; empty where there is nothing to learn from
  private final int nodes; // N
  private final int edges; // E
  private final int edgeFeatureSize; // K; 0 where there are distances alone
  private final boolean directed; // whether directions are known

  /**
   * Joins crystals to predict.
   *
   * @param graphs B crystals; at least one
   * @throws IllegalArgumentException if there is no crystal, or some have other edge features, or
   *     some directions and some none
   */
  public GraphBatch(List<CrystalGraph> graphs) {
    this(graphs, new double[0][], 0);
  }

  /**
   * Joins crystals to learn one number each from.
   *
   * @param graphs B crystals; at least one
   * @param labels B numbers on the network's scale; finite
   * @throws IllegalArgumentException if there is no crystal, some have other edge features, some
   *     directions and some none, counts differ or a label is not finite
   */
  public GraphBatch(List<CrystalGraph> graphs, double[] labels) {
    this(graphs, Arrays.stream(labels).mapToObj(label -> new double[] {label}).toList());
  }

  /**
   * Joins crystals to learn from.
   *
   * @param graphs B crystals; at least one
   * @param labels B times t numbers on the network's scale, NaN where unknown; of a crystal at
   *     least one is finite, and none infinite
   * @throws IllegalArgumentException if there is no crystal, some have other edge features, some
   *     directions and some none, counts differ or a crystal has nothing to learn
   */
  public GraphBatch(List<CrystalGraph> graphs, List<double[]> labels) {
    this(graphs, checked(labels), graphs.size());
  }

  private GraphBatch(List<CrystalGraph> graphs, double[][] labels, int needed) {
    if (graphs.isEmpty() || labels.length != needed) {
      throw new IllegalArgumentException(
          "A batch needs crystals and a target for each, got %d crystals, %d targets"
              .formatted(graphs.size(), labels.length));
    }
    this.graphs = List.copyOf(graphs);
    this.labels = labels;
    this.nodes = graphs.stream().mapToInt(CrystalGraph::nodes).reduce(0, Math::addExact);
    this.edges = graphs.stream().mapToInt(CrystalGraph::edges).reduce(0, Math::addExact);
    this.edgeFeatureSize = edgeFeatureSize(graphs);
    this.directed = directed(graphs);
  }

  private static boolean directed(List<CrystalGraph> graphs) {
    List<CrystalGraph> linked = graphs.stream().filter(graph -> graph.edges() > 0).toList();
    long directed = linked.stream().filter(CrystalGraph::hasDirections).count();
    if (directed != 0 && directed != linked.size()) {
      throw new IllegalArgumentException(
          "All crystals of a batch need directions of edges, or none, got %d of %d"
              .formatted(directed, linked.size()));
    }
    return directed > 0;
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

  private static double[][] checked(List<double[]> labels) {
    double[][] rows = labels.stream().map(double[]::clone).toArray(double[][]::new);
    for (double[] row : rows) {
      if (Arrays.stream(row).noneMatch(Double::isFinite)
          || Arrays.stream(row).anyMatch(Double::isInfinite)) {
        throw new IllegalArgumentException(
            "A target must be finite, or one of several, got " + Arrays.toString(row));
      }
    }
    return rows;
  }

  /** Returns B. */
  public int crystals() {
    return graphs.size();
  }

  /** Returns N. */
  public int nodes() {
    return nodes;
  }

  /** Returns E. */
  public int edges() {
    return edges;
  }

  /**
   * Returns the network's inputs, outside of any workspace: node counts (B × 1, of the given type;
   * first because Deeplearning4j takes the number of examples from its length), atomic numbers (N,
   * INT32), offsets (N + 1, INT32), neighbors (E, INT32), distances (E, of the given type, Å) or
   * features of the edges (E × K, of the given type), multiplicities (N, INT32) and weights (E,
   * INT32), or a single 1 where all are 1; and directions of the edges (E × 3, of the given type,
   * Å), or a single 0 where they are not known.
   *
   * @param type FLOAT or DOUBLE, that of the network
   */
  public INDArray[] features(DataType type) {
    return new INDArray[] {
      typed(HostMemory.floats(new long[] {crystals(), 1}, this::putCounts), type),
      HostMemory.ints(nodes, this::putAtomicNumbers),
      HostMemory.ints(nodes + 1, this::putOffsets),
      HostMemory.ints(edges, this::putNeighbors),
      lengths(type),
      counts(nodes, graph -> graph.hasMultiplicities(), this::putMultiplicities),
      counts(edges, graph -> graph.hasWeights(), this::putWeights),
      directions(type)
    };
  }

  private INDArray lengths(DataType type) {
    if (edgeFeatureSize == 0) {
      return typed(HostMemory.floats(new long[] {edges}, this::putDistances), type);
    }
    return typed(
        HostMemory.floats(new long[] {edges, edgeFeatureSize}, this::putEdgeFeatures), type);
  }

  private INDArray directions(DataType type) {
    return typed(
        directed
            ? HostMemory.floats(new long[] {edges, 3}, this::putDirections)
            : HostMemory.floats(new long[] {1}, out -> out.put(0)),
        type);
  }

  /** Converts an array, and frees the original if it is another. */
  private static INDArray typed(INDArray array, DataType type) {
    INDArray typed = array.castTo(type);
    if (typed != array) {
      array.close();
    }
    return typed;
  }

  private void putCounts(FloatBuffer out) {
    for (CrystalGraph graph : graphs) {
      out.put(graph.nodes()); // a float holds whole numbers up to 2^24
    }
  }

  private void putAtomicNumbers(IntBuffer out) {
    for (CrystalGraph graph : graphs) {
      for (int i = 0; i < graph.nodes(); i++) {
        out.put(graph.atomicNumber(i));
      }
    }
  }

  private void putOffsets(IntBuffer out) {
    int edge = 0;
    for (CrystalGraph graph : graphs) {
      for (int i = 0; i < graph.nodes(); i++) {
        out.put(edge + graph.offset(i));
      }
      edge += graph.edges();
    }
    out.put(edge);
  }

  private void putNeighbors(IntBuffer out) {
    int node = 0;
    for (CrystalGraph graph : graphs) {
      for (int k = 0; k < graph.edges(); k++) {
        out.put(node + graph.neighbor(k));
      }
      node += graph.nodes();
    }
  }

  private INDArray counts(int size, Predicate<CrystalGraph> several, Consumer<IntBuffer> counts) {
    return graphs.stream().anyMatch(several)
        ? HostMemory.ints(size, counts)
        : HostMemory.ints(1, out -> out.put(1));
  }

  private void putMultiplicities(IntBuffer out) {
    for (CrystalGraph graph : graphs) {
      for (int i = 0; i < graph.nodes(); i++) {
        out.put(graph.multiplicity(i));
      }
    }
  }

  private void putWeights(IntBuffer out) {
    for (CrystalGraph graph : graphs) {
      for (int k = 0; k < graph.edges(); k++) {
        out.put(graph.weight(k));
      }
    }
  }

  private void putDistances(FloatBuffer out) {
    for (CrystalGraph graph : graphs) {
      for (int k = 0; k < graph.edges(); k++) {
        out.put(graph.distance(k));
      }
    }
  }

  private void putDirections(FloatBuffer out) {
    for (CrystalGraph graph : graphs) {
      for (int k = 0; k < 3 * graph.edges(); k++) {
        out.put(graph.direction(k / 3, k % 3));
      }
    }
  }

  private void putEdgeFeatures(FloatBuffer out) {
    for (CrystalGraph graph : graphs) {
      for (int k = 0; k < graph.edges(); k++) {
        for (int f = 0; f < edgeFeatureSize; f++) {
          out.put(graph.edgeFeature(k, f));
        }
      }
    }
  }

  /**
   * Returns {@link #features} with the labels (B × t).
   *
   * @param type FLOAT or DOUBLE, that of the network
   * @throws IllegalStateException if the batch has no targets
   */
  public MultiDataSet toMultiDataSet(DataType type) {
    if (labels.length == 0) {
      throw new IllegalStateException("This batch has no targets to learn from");
    }
    INDArray rows = typed(Nd4j.createFromArray(labels), type);
    return new MultiDataSet(features(type), new INDArray[] {rows});
  }

  /** Returns {@link #toMultiDataSet(DataType)} for a network of floats. */
  public MultiDataSet toMultiDataSet() {
    return toMultiDataSet(DataType.FLOAT);
  }
}
