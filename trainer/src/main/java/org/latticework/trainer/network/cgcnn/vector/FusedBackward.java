package org.latticework.trainer.network.cgcnn.vector;

import static org.latticework.trainer.vector.VectorFunctions.LANES;
import static org.latticework.trainer.vector.VectorFunctions.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.latticework.trainer.vector.TiledEdges;
import org.latticework.trainer.vector.VectorFunctions;
import org.latticework.trainer.vector.VectorProduct;

/** The stages of a backward pass that follow those of {@link FusedForward} up to its tails. */
final class FusedBackward {
  private FusedBackward() {}

  /** Replaces tails by softplus(z_c) and z_c by its derivative σ(z_c). */
  static void contents(FusedBlock b) {
    float[] contents = b.contents;
    float[] tails = b.tails;
    int length = b.length();
    FloatVector one = VectorFunctions.broadcast(1f);
    for (int i = 0; i < length; i += LANES) {
      FloatVector z = load(contents, i);
      FloatVector t = load(tails, i);
      VectorFunctions.softplusTail(t).add(z.max(0f)).intoArray(tails, i);
      FloatVector numerator = t.blend(one, z.compare(VectorOperators.GE, 0f));
      numerator.div(t.add(1f)).intoArray(contents, i);
    }
  }

  /**
   * Replaces opened gates and contents by dL/dz, with dL/dm = v (upstream_i + m_i slope m) of an
   * edge that stands for v neighbors of an atom that stands for m_i.
   */
  static void differentiate(FusedBlock b) {
    int w = b.width;
    FloatVector one = VectorFunctions.broadcast(1f);
    for (int s = 0; s < b.slotCount; s++) {
      int atom = b.graph.centers[b.firstSlot + s];
      int center = atom * w;
      int multiplicity = b.graph.multiplicities[atom];
      float weight = b.graph.slotWeights[b.firstSlot + s];
      for (int c = 0; c < w; c += LANES) {
        int i = s * w + c;
        FloatVector gate = one.div(load(b.gates, i));
        FloatVector message = gate.mul(load(b.tails, i));
        FloatVector slope = load(b.slope, c).mul(multiplicity);
        FloatVector gradient = message.fma(slope, load(b.upstream, center + c)).mul(weight);
        gradient.mul(message).mul(one.sub(gate)).intoArray(b.gates, i);
        gradient.mul(gate).mul(load(b.contents, i)).intoArray(b.contents, i);
      }
    }
  }

  /** Sums dL/du over all edges, where u is the normalized z. */
  static void addNormGradients(FusedBlock b) {
    b.gateNorm.addGradients(b, b.gates);
    b.contentNorm.addGradients(b, b.contents);
  }

  /** Replaces dL/du by dL/dz, where u is the normalized z. */
  static void differentiateNorms(FusedBlock b) {
    b.gateNorm.differentiate(b, b.gates);
    b.contentNorm.differentiate(b, b.contents);
  }

  /** Sums dL/dz over the edges of an atom. */
  static void sumToCenters(FusedBlock b) {
    sumToCenters(b, b.gates, 0);
    sumToCenters(b, b.contents, b.width);
  }

  private static void sumToCenters(FusedBlock b, float[] rows, int part) {
    TiledEdges graph = b.graph;
    int w = b.width;
    for (int i = graph.blockAtoms[b.block]; i < graph.blockAtoms[b.block + 1]; i++) {
      for (int c = 0; c < w; c += LANES) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int edge = graph.offsets[i]; edge < graph.offsets[i + 1]; edge++) {
          sum = sum.add(load(rows, (graph.slots[edge] - b.firstSlot) * w + c));
        }
        sum.intoArray(b.productGradients, i * 4 * w + part + c);
      }
    }
  }

  /** Adds dL/dz to the atoms that edges come from. */
  static void addToNeighbors(FusedBlock b) {
    TiledEdges graph = b.graph;
    int w = b.width;
    int first = graph.offsets[graph.blockAtoms[b.block]];
    int last = graph.offsets[graph.blockAtoms[b.block + 1]];
    for (int edge = first; edge < last; edge++) {
      int slot = graph.slots[edge];
      int neighbor = (graph.neighbors[slot] * 4 + 2) * w;
      int row = (slot - b.firstSlot) * w;
      for (int c = 0; c < w; c += VectorProduct.TILE_COLUMNS) {
        addTile(b.gates, row + c, b.productGradients, neighbor + c);
        addTile(b.contents, row + c, b.productGradients, neighbor + w + c);
      }
    }
  }

  private static void addTile(float[] rows, int row, float[] out, int at) {
    add(rows, row, out, at);
    add(rows, row + LANES, out, at + LANES);
    add(rows, row + 2 * LANES, out, at + 2 * LANES);
    add(rows, row + 3 * LANES, out, at + 3 * LANES);
  }

  private static void add(float[] rows, int row, float[] out, int at) {
    load(out, at).add(load(rows, row)).intoArray(out, at);
  }

  /** Adds e dL/dz to the gradient of W_e. */
  static void addOuterOfGates(FusedBlock b) {
    addOuter(b, b.gates, b.gradients.gateBasis);
  }

  /** Adds e dL/dz to the gradient of W_e. */
  static void addOuterOfContents(FusedBlock b) {
    addOuter(b, b.contents, b.gradients.contentBasis);
  }

  private static void addOuter(FusedBlock b, float[] rows, float[] out) {
    TiledEdges graph = b.graph;
    int w = b.width;
    int window = graph.basis.window();
    for (int g = graph.blockGroups[b.block]; g < graph.blockGroups[b.block + 1]; g++) {
      int slot = graph.groupSlots[g];
      int count = graph.groupSlots[g + 1] - slot;
      int right = (slot - b.firstSlot) * w;
      for (int c = 0; c < w; c += VectorProduct.TILE_COLUMNS) {
        for (int k = 0; k < window; k += VectorProduct.TILE_ROWS) {
          int row = (graph.groupStarts[g] + k) * w;
          b.outer.tile(graph.gaussians, slot * window + k, rows, right + c, count, out, row + c);
        }
      }
    }
  }

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(SPECIES, array, offset);
  }
}
