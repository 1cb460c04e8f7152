package org.latticework.trainer.vector;

import static org.latticework.trainer.vector.VectorFunctions.LANES;
import static org.latticework.trainer.vector.VectorFunctions.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Loops over rows of atoms, N × w. */
public final class VectorRows {
  private VectorRows() {}

  /** out ← out + x. */
  public static void add(float[] x, int length, float[] out) {
    for (int i = 0; i < length; i++) {
      out[i] += x[i];
    }
  }

  /** out ← multiplier x + offset, row by row; out may be x. */
  public static void affine(float[] x, float[] multiplier, float[] offset, int rows, float[] out) {
    int w = multiplier.length;
    for (int i = 0; i < rows; i++) {
      for (int c = 0; c < w; c += LANES) {
        FloatVector product = load(multiplier, c).mul(load(x, i * w + c));
        product.add(load(offset, c)).intoArray(out, i * w + c);
      }
    }
  }

  /** Replaces x_i by multiplier x_i + m_i offset. */
  public static void affineByMultiplicity(
      float[] x, float[] multiplier, float[] offset, TiledEdges graph) {
    int w = multiplier.length;
    for (int i = 0; i < graph.atoms; i++) {
      int multiplicity = graph.multiplicities[i];
      for (int c = 0; c < w; c += LANES) {
        FloatVector product = load(multiplier, c).mul(load(x, i * w + c));
        product.add(load(offset, c).mul(multiplicity)).intoArray(x, i * w + c);
      }
    }
  }

  /** out_i ← h_i + Σ BN(m) = h_i + multiplier Σ m + degree_i offset. */
  public static void addNormalizedSums(
      float[] h, float[] messages, VectorNorm norm, TiledEdges graph, float[] out) {
    int w = norm.multiplier.length;
    for (int i = 0; i < graph.atoms; i++) {
      int degree = graph.degrees[i];
      for (int c = 0; c < w; c += LANES) {
        int at = i * w + c;
        FloatVector sum = load(h, at).add(load(norm.multiplier, c).mul(load(messages, at)));
        sum.add(load(norm.offset, c).mul(degree)).intoArray(out, at);
      }
    }
  }

  /** Replaces ∂L/∂y of a norm by ∂L/∂x. */
  public static void backward(float[] x, VectorNorm norm, TiledEdges graph, float[] gradient) {
    int w = norm.multiplier.length;
    for (int i = 0; i < graph.atoms; i++) {
      int multiplicity = graph.multiplicities[i];
      for (int c = 0; c < w; c += LANES) {
        int at = i * w + c;
        FloatVector affine = load(norm.backSlope, c).mul(load(x, at)).add(load(norm.backOffset, c));
        load(norm.multiplier, c)
            .mul(load(gradient, at))
            .add(affine.mul(multiplicity))
            .intoArray(gradient, at);
      }
    }
  }

  /** Replaces x by softplus(x). */
  public static void softplus(float[] x, int length, float[] scratch) {
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
  public static void softplusGradient(float[] softplus, int length, float[] gradient) {
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
