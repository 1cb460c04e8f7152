package org.latticework.trainer.kernel;

import static org.latticework.trainer.kernel.VectorFunctions.LANES;
import static org.latticework.trainer.kernel.VectorFunctions.SPECIES;

import jdk.incubator.vector.FloatVector;

/** The stages of a forward pass: from node products to messages. */
final class FusedForward {
  private FusedForward() {}

  /** Gathers W_i h_i + b + W_j h_j. */
  static void gather(FusedBlock b) {
    int w = b.width;
    for (int s = 0; s < b.slotCount; s++) {
      int center = b.graph.centers[b.firstSlot + s] * 4 * w;
      int neighbor = b.graph.neighbors[b.firstSlot + s] * 4 * w + 2 * w;
      addRows(b.products, center, neighbor, b.gates, s * w, w);
      addRows(b.products, center + w, neighbor + w, b.contents, s * w, w);
    }
  }

  private static void addRows(
      float[] products, int center, int neighbor, float[] out, int row, int width) {
    for (int c = 0; c < width; c += LANES) {
      load(products, center + c).add(load(products, neighbor + c)).intoArray(out, row + c);
    }
  }

  /** Adds W_e e. */
  static void expandGates(FusedBlock b) {
    addProducts(b, b.weights.gateBasis, b.gates);
  }

  /** Adds W_e e. */
  static void expandContents(FusedBlock b) {
    addProducts(b, b.weights.contentBasis, b.contents);
  }

  private static void addProducts(FusedBlock b, float[] basis, float[] out) {
    FusedGraph graph = b.graph;
    int w = b.width;
    int window = graph.basis.window();
    for (int g = graph.blockGroups[b.block]; g < graph.blockGroups[b.block + 1]; g++) {
      int right = graph.groupStarts[g] * w;
      for (int c = 0; c < w; c += VectorProduct.TILE_COLUMNS) {
        for (int s = graph.groupSlots[g];
            s < graph.groupSlots[g + 1];
            s += VectorProduct.TILE_ROWS) {
          int row = (s - b.firstSlot) * w;
          b.preactivation.tile(graph.gaussians, s * window, basis, right + c, window, out, row + c);
        }
      }
    }
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
