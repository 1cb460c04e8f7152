package org.latticework.trainer.program.vector.row;

import static org.latticework.trainer.vector.VectorFunctions.LANES;

import jdk.incubator.vector.FloatVector;
import org.latticework.trainer.program.vector.kernel.Loops;
import org.latticework.trainer.vector.VectorFunctions;

/**
 * Functions of each number of an array, forward and back, within 3 units in the last place of a
 * result or of 1, whichever is more. A way back takes ∂L/∂y and writes, or adds, ∂L/∂x.
 */
final class Activations {
  private static final float LN_2 = (float) Math.log(2);

  private Activations() {}

  /** One pass forward. */
  interface Forward {
    void apply(float[] x, int from, float[] y, int to, int length);
  }

  /** One pass back; v is x or y, as the function needs it. */
  interface Backward {
    void apply(
        float[] v, int from, float[] g, int of, float[] out, int to, int length, boolean adds);
  }

  static void sigmoid(float[] x, int from, float[] y, int to, int length) {
    FloatVector one = VectorFunctions.broadcast(1f);
    for (int k = 0; k < length; k += LANES) {
      FloatVector inverse = VectorFunctions.exp(Loops.load(x, from + k).neg()).add(1f);
      one.div(inverse).intoArray(y, to + k);
    }
  }

  static void silu(float[] x, int from, float[] y, int to, int length) {
    for (int k = 0; k < length; k += LANES) {
      FloatVector v = Loops.load(x, from + k);
      v.div(VectorFunctions.exp(v.neg()).add(1f)).intoArray(y, to + k);
    }
  }

  /** Writes max(x, 0) + ln(1 + exp(−|x|)) − ln 2. */
  static void shiftedSoftplus(float[] x, int from, float[] y, int to, int length) {
    for (int k = 0; k < length; k += LANES) {
      FloatVector v = Loops.load(x, from + k);
      FloatVector tail = VectorFunctions.softplusTail(VectorFunctions.expOfNegative(v.abs().neg()));
      tail.sub(LN_2).add(v.max(0f)).intoArray(y, to + k);
    }
  }

  /** Writes 1 − 2 / (1 + exp(2x)). */
  static void tanh(float[] x, int from, float[] y, int to, int length) {
    FloatVector one = VectorFunctions.broadcast(1f);
    FloatVector two = VectorFunctions.broadcast(2f);
    for (int k = 0; k < length; k += LANES) {
      FloatVector v = Loops.load(x, from + k);
      one.sub(two.div(VectorFunctions.exp(v.add(v)).add(1f))).intoArray(y, to + k);
    }
  }

  /** From y: y (1 − y). */
  static void sigmoidBack(
      float[] y, int from, float[] g, int of, float[] out, int to, int length, boolean adds) {
    for (int k = 0; k < length; k += LANES) {
      FloatVector v = Loops.load(y, from + k);
      FloatVector slope = v.sub(v.mul(v));
      Loops.put(Loops.load(g, of + k).mul(slope), out, to + k, adds);
    }
  }

  /** From x: s (1 + x (1 − s)) with t = exp(−x), s = 1 / (1 + t), 1 − s = t s. */
  static void siluBack(
      float[] x, int from, float[] g, int of, float[] out, int to, int length, boolean adds) {
    FloatVector one = VectorFunctions.broadcast(1f);
    for (int k = 0; k < length; k += LANES) {
      FloatVector v = Loops.load(x, from + k);
      FloatVector t = VectorFunctions.exp(v.neg());
      FloatVector s = one.div(t.add(1f));
      FloatVector slope = v.mul(t).mul(s).fma(s, s);
      Loops.put(Loops.load(g, of + k).mul(slope), out, to + k, adds);
    }
  }

  /** From y: 1 / (1 + exp(−x)) = 1 − exp(−y) / 2. */
  static void shiftedSoftplusBack(
      float[] y, int from, float[] g, int of, float[] out, int to, int length, boolean adds) {
    FloatVector one = VectorFunctions.broadcast(1f);
    for (int k = 0; k < length; k += LANES) {
      FloatVector half = VectorFunctions.exp(Loops.load(y, from + k).neg()).mul(0.5f);
      Loops.put(Loops.load(g, of + k).mul(one.sub(half)), out, to + k, adds);
    }
  }

  /** From y: 1 − y². */
  static void tanhBack(
      float[] y, int from, float[] g, int of, float[] out, int to, int length, boolean adds) {
    FloatVector one = VectorFunctions.broadcast(1f);
    for (int k = 0; k < length; k += LANES) {
      FloatVector v = Loops.load(y, from + k);
      FloatVector slope = one.sub(v.mul(v));
      Loops.put(Loops.load(g, of + k).mul(slope), out, to + k, adds);
    }
  }
}
