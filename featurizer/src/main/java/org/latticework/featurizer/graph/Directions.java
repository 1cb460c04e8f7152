package org.latticework.featurizer.graph;

import org.latticework.featurizer.crystal.Structure;

/**
 * Directions of edges, which are computed where a graph meets its crystal, and never stored: r =
 * (f_j + n − f_i) · L, from node i to the image n of its neighbor j. The coordinates f are those of
 * the crystal as it is given, inside of the cell or not, since images are counted from there.
 */
public final class Directions {
  // Å. Lengths are floats, and crystals of one content address differ by up to 1e-8 cells and Å.
  private static final double ROUNDING = 1e-4;

  private Directions() {}

  /**
   * Returns a graph with the directions of its edges.
   *
   * @param graph one node an atom, with images
   * @param structure the crystal that the graph was made of
   * @throws IllegalArgumentException if the graph has no images or is that of another crystal
   */
  public static CrystalGraph of(CrystalGraph graph, Structure structure) {
    byte[] images = graph.images();
    if (images.length != 3 * graph.edges()) {
      throw new IllegalArgumentException(
          "Directions of edges need their images, the graph has none");
    }
    if (graph.nodes() != structure.size()) {
      throw new IllegalArgumentException(
          "A graph of %d nodes is not of this crystal of %d sites"
              .formatted(graph.nodes(), structure.size()));
    }
    double[] fractional = structure.fractionals();
    double[] rows = structure.lattice().rows();
    float[] directions = new float[images.length];
    for (int i = 0; i < graph.nodes(); i++) {
      for (int edge = graph.offset(i); edge < graph.offset(i + 1); edge++) {
        int j = graph.neighbor(edge);
        double u = fractional[3 * j] - fractional[3 * i] + images[3 * edge];
        double v = fractional[3 * j + 1] - fractional[3 * i + 1] + images[3 * edge + 1];
        double w = fractional[3 * j + 2] - fractional[3 * i + 2] + images[3 * edge + 2];
        double squared = 0;
        for (int axis = 0; axis < 3; axis++) {
          double r = u * rows[axis] + v * rows[3 + axis] + w * rows[6 + axis];
          directions[3 * edge + axis] = (float) r;
          squared += r * r;
        }
        requireLength(graph, edge, Math.sqrt(squared));
      }
    }
    return graph.withDirections(directions);
  }

  private static void requireLength(CrystalGraph graph, int edge, double length) {
    if (!(Math.abs(length - graph.distance(edge)) <= ROUNDING)) {
      throw new IllegalArgumentException(
          "Edge %d is %s Å long in the graph and %s Å in this crystal: it is of another one"
              .formatted(edge, graph.distance(edge), length));
    }
  }
}
