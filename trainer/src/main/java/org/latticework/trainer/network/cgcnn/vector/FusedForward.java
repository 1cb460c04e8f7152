package org.latticework.trainer.network.cgcnn.vector;

import static org.latticework.trainer.vector.VectorFunctions.LANES;
import static org.latticework.trainer.vector.VectorFunctions.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.latticework.trainer.vector.TiledEdges;
import org.latticework.trainer.vector.VectorFunctions;
import org.latticework.trainer.vector.VectorProduct;

/** The stages of a forward pass: from node products to messages. */
final class FusedForward {
  private static final int CHUNK = 32; // slots

  private FusedForward() {}

  /** Writes z of the gates: W_i h_i + b + W_j h_j + W_e e. */
  static void preactivateGates(FusedBlock b) {
    preactivate(b, 0, b.weights.gateBasis, b.gates);
  }

  /** Writes z of the contents. */
  static void preactivateContents(FusedBlock b) {
    preactivate(b, b.width, b.weights.contentBasis, b.contents);
  }

  // In chunks, so that what is gathered is still in the nearest cache when it is added to.
  private static void preactivate(FusedBlock b, int part, float[] basis, float[] out) {
    int last = b.firstSlot + b.slotCount;
    for (int column = 0; column < b.width; column += VectorProduct.TILE_COLUMNS) {
      for (int from = b.firstSlot; from < last; from += CHUNK) {
        int to = Math.min(last, from + CHUNK);
        gather(b, from, to, part + column, out, (from - b.firstSlot) * b.width + column);
        expand(b, from, to, basis, column, out);
      }
    }
  }

  private static void gather(FusedBlock b, int from, int to, int part, float[] out, int first) {
    int w = b.width;
    int[] centers = b.graph.centers;
    int[] neighbors = b.graph.neighbors;
    float[] products = b.products;
    for (int s = from; s < to; s++) {
      int center = centers[s] * 4 * w + part;
      int neighbor = (neighbors[s] * 4 + 2) * w + part;
      addTile(products, center, neighbor, out, first + (s - from) * w);
    }
  }

  private static void expand(
      FusedBlock b, int from, int to, float[] basis, int column, float[] out) {
    TiledEdges graph = b.graph;
    int w = b.width;
    int window = graph.basis.window();
    for (int s = from; s < to; s += VectorProduct.TILE_ROWS) {
      int quad = s / VectorProduct.TILE_ROWS;
      int left = s * window + graph.quadSkips[quad];
      int right = graph.quadStarts[quad] * w + column;
      int depth = graph.quadLengths[quad];
      int row = (s - b.firstSlot) * w + column;
      b.preactivation.tile(graph.gaussians, left, basis, right, depth, out, row);
    }
  }

  private static void addTile(float[] products, int center, int neighbor, float[] out, int at) {
    add(products, center, neighbor, out, at);
    add(products, center + LANES, neighbor + LANES, out, at + LANES);
    add(products, center + 2 * LANES, neighbor + 2 * LANES, out, at + 2 * LANES);
    add(products, center + 3 * LANES, neighbor + 3 * LANES, out, at + 3 * LANES);
  }

  private static void add(float[] products, int center, int neighbor, float[] out, int at) {
    load(products, center).add(load(products, neighbor)).intoArray(out, at);
  }

  /** Measures z. */
  static void measure(FusedBlock b) {
    b.gateNorm.measure(b, b.gates);
    b.contentNorm.measure(b, b.contents);
  }

  /** Normalizes z. */
  static void normalize(FusedBlock b) {
    b.gateNorm.apply(b, b.gates);
    b.contentNorm.apply(b, b.contents);
  }

  /** Replaces z of the gates by 1 + exp(−z), the inverse of their sigmoid. */
  static void openGates(FusedBlock b) {
    float[] gates = b.gates;
    int length = b.length();
    for (int i = 0; i < length; i += LANES) {
      VectorFunctions.exp(load(gates, i).neg()).add(1f).intoArray(gates, i);
    }
  }

  /** Writes exp(−|z|) of the contents. */
  static void tails(FusedBlock b) {
    float[] contents = b.contents;
    float[] tails = b.tails;
    int length = b.length();
    for (int i = 0; i < length; i += LANES) {
      VectorFunctions.expOfNegative(load(contents, i).abs().neg()).intoArray(tails, i);
    }
  }

  /** Replaces opened gates by messages σ(z_g) softplus(z_c). */
  static void messages(FusedBlock b) {
    float[] gates = b.gates;
    float[] contents = b.contents;
    float[] tails = b.tails;
    int length = b.length();
    for (int i = 0; i < length; i += LANES) {
      FloatVector softplus =
          VectorFunctions.softplusTail(load(tails, i)).add(load(contents, i).max(0f));
      softplus.div(load(gates, i)).intoArray(gates, i);
    }
  }

  /** Sums messages over the edges of an atom. */
  static void sum(FusedBlock b) {
    b.messages.sum(b.graph, b.block, b.gates);
  }

  /** Measures how far messages are from their atom's mean. */
  static void deviate(FusedBlock b) {
    b.messages.deviate(b.graph, b.block, b.gates);
  }

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(SPECIES, array, offset);
  }
}
