package org.latticework.trainer.program.vector.kernel;

import static org.latticework.trainer.vector.VectorFunctions.LANES;
import static org.latticework.trainer.vector.VectorFunctions.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Short loops over whole vectors. */
public final class Loops {
  private Loops() {}

  /** Returns the vector at a place of an array. */
  public static FloatVector load(float[] array, int at) {
    return FloatVector.fromArray(SPECIES, array, at);
  }

  /** Writes a vector, or adds it to what is there. */
  public static void put(FloatVector x, float[] out, int at, boolean adds) {
    (adds ? load(out, at).add(x) : x).intoArray(out, at);
  }

  /** out ← x, or out + x. */
  public static void put(float[] x, int from, float[] out, int at, int length, boolean adds) {
    if (adds) {
      for (int k = 0; k < length; k += LANES) {
        load(out, at + k).add(load(x, from + k)).intoArray(out, at + k);
      }
    } else {
      System.arraycopy(x, from, out, at, length);
    }
  }

  /** out ← out + x, of any length. */
  public static void addAny(float[] x, int from, float[] out, int at, int length) {
    for (int k = 0; k < length; k++) {
      out[at + k] += x[from + k];
    }
  }

  /** out ← factor x, or out + factor x. */
  public static void scale(
      float factor, float[] x, int from, float[] out, int at, int length, boolean adds) {
    for (int k = 0; k < length; k += LANES) {
      put(load(x, from + k).mul(factor), out, at + k, adds);
    }
  }
}
