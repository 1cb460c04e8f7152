package org.latticework.trainer.kernel;

import static org.latticework.trainer.kernel.VectorFunctions.LANES;
import static org.latticework.trainer.kernel.VectorFunctions.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Loops over rows of atoms, N × w. */
final class FusedAtoms {
  private FusedAtoms() {}

  /** out ← out + x. */
  static void add(float[] x, int length, float[] out) {
    for (int i = 0; i < length; i++) {
      out[i] += x[i];
    }
  }

  /** out ← multiplier x + offset, row by row; out may be x. */
  static void affine(float[] x, float[] multiplier, float[] offset, int rows, float[] out) {
    int w = multiplier.length;
    for (int i = 0; i < rows; i++) {
      for (int c = 0; c < w; c++) {
        out[i * w + c] = multiplier[c] * x[i * w + c] + offset[c];
      }
    }
  }

  /** out_i ← h_i + Σ BN(m) = h_i + multiplier Σ m + degree_i offset. */
  static void addNormalizedSums(
      float[] h, float[] messages, FusedNorm norm, FusedGraph graph, float[] out) {
    int w = norm.multiplier.length;
    for (int i = 0; i < graph.atoms; i++) {
      float degree = graph.degree(i);
      for (int c = 0; c < w; c++) {
        int at = i * w + c;
        out[at] = h[at] + norm.multiplier[c] * messages[at] + degree * norm.offset[c];
      }
    }
  }

  /** Replaces ∂L/∂y of a norm by ∂L/∂x. */
  static void backward(float[] x, FusedNorm norm, int rows, float[] gradient) {
    int w = norm.multiplier.length;
    for (int i = 0; i < rows; i++) {
      for (int c = 0; c < w; c++) {
        int at = i * w + c;
        float affine = norm.backSlope[c] * x[at] + norm.backOffset[c];
        gradient[at] = norm.multiplier[c] * gradient[at] + affine;
      }
    }
  }

  /** Replaces x by softplus(x). */
  static void softplus(float[] x, int length, float[] scratch) {
    for (int i = 0; i < length; i += LANES) {
      VectorFunctions.expOfNegative(load(x, i).abs().neg()).intoArray(scratch, i);
    }
    addTails(x, length, scratch);
  }

  private static void addTails(float[] x, int length, float[] tails) {
    for (int i = 0; i < length; i += LANES) {
      VectorFunctions.softplusTail(load(tails, i)).add(load(x, i).max(0f)).intoArray(x, i);
    }
  }

  /** Multiplies by the derivative 1 − exp(−softplus(x)), from the function's value. */
  static void softplusGradient(float[] softplus, int length, float[] gradient) {
    FloatVector one = VectorFunctions.broadcast(1f);
    for (int i = 0; i < length; i += LANES) {
      FloatVector complement = VectorFunctions.expOfNegative(load(softplus, i).neg());
      load(gradient, i).mul(one.sub(complement)).intoArray(gradient, i);
    }
  }

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(SPECIES, array, offset);
  }
}
