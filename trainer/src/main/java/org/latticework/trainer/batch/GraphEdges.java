package org.latticework.trainer.batch;

import org.latticework.featurizer.graph.CrystalGraph;

/**
 * The edges of one crystal.
 *
 * @param graph the crystal
 */
public record GraphEdges(CrystalGraph graph) implements Edges {
  @Override
  public int nodes() {
    return graph.nodes();
  }

  @Override
  public int edges() {
    return graph.edges();
  }

  @Override
  public void readOffsets(int[] target) {
    for (int i = 0; i <= nodes(); i++) {
      target[i] = graph.offset(i);
    }
  }

  @Override
  public void readNeighbors(int[] target) {
    for (int k = 0; k < edges(); k++) {
      target[k] = graph.neighbor(k);
    }
  }

  @Override
  public void readMultiplicities(int[] target) {
    for (int i = 0; i < nodes(); i++) {
      target[i] = graph.multiplicity(i);
    }
  }

  @Override
  public void readWeights(int[] target) {
    for (int k = 0; k < edges(); k++) {
      target[k] = graph.weight(k);
    }
  }

  @Override
  public void readLengths(float[] target) {
    int size = Math.max(1, graph.edgeFeatureSize());
    for (int k = 0; k < edges(); k++) {
      for (int f = 0; f < size; f++) {
        target[k * size + f] = expanded() ? graph.edgeFeature(k, f) : graph.distance(k);
      }
    }
  }

  @Override
  public boolean expanded() {
    return edges() > 0 && graph.edgeFeatureSize() > 0;
  }

  @Override
  public boolean hasDirections() {
    return graph.hasDirections();
  }

  @Override
  public void readDirections(float[] target) {
    requireDirections();
    for (int k = 0; k < edges(); k++) {
      for (int axis = 0; axis < 3; axis++) {
        target[3 * k + axis] = graph.direction(k, axis);
      }
    }
  }

  @Override
  public void requireSize(int size) {
    if (expanded() && graph.edgeFeatureSize() != size) {
      throw new IllegalArgumentException(
          "The network expands distances in %d Gaussians, the edges have %d"
              .formatted(size, graph.edgeFeatureSize()));
    }
  }
}
