package org.latticework.trainer.program.vector.place;

import static org.latticework.trainer.vector.VectorFunctions.LANES;
import static org.latticework.trainer.vector.VectorFunctions.SPECIES;

import java.util.function.IntToDoubleFunction;
import jdk.incubator.vector.FloatVector;
import org.latticework.trainer.program.basis.Gaussians;
import org.latticework.trainer.program.basis.RadialFunction;
import org.latticework.trainer.program.basis.SphericalHarmonics;
import org.latticework.trainer.program.vector.kernel.Topology;
import org.latticework.trainer.vector.VectorFunctions;

/** What edges begin as: functions of distances, angles and directions. */
public final class Bases {
  private static final float[] IOTA = iota();

  private Bases() {}

  private static float[] iota() {
    float[] lanes = new float[LANES];
    for (int k = 0; k < LANES; k++) {
      lanes[k] = k;
    }
    return lanes;
  }

  /**
   * Functions of a number of each row: Gaussians in float on vector units, others in double.
   *
   * @param x the number
   */
  public static FixedKernel.Row radial(RadialFunction function, IntToDoubleFunction x) {
    if (function instanceof Gaussians gaussians) {
      return (row, data, at) -> expand(gaussians, x.applyAsDouble(row), data, at);
    }
    double[] values = new double[function.size()];
    return (row, data, at) -> {
      function.evaluate(x.applyAsDouble(row), values);
      write(values, 1, data, at);
    };
  }

  // The nearest center is taken off in double: differences in float would lose up to six bits.
  private static void expand(Gaussians basis, double x, float[] data, int at) {
    double position = (x - basis.first()) / basis.spacing();
    double nearest = Math.rint(position);
    float rest = (float) (position - nearest);
    float scale = (float) (Math.sqrt(basis.gamma()) * basis.spacing());
    FloatVector iota = FloatVector.fromArray(SPECIES, IOTA, 0);
    for (int k = 0; k < basis.size(); k += LANES) {
      FloatVector u = VectorFunctions.broadcast((float) (nearest - k)).sub(iota).add(rest);
      u = u.mul(scale);
      VectorFunctions.expOfNegative(u.mul(u).neg()).intoArray(data, at + k);
    }
  }

  /** The harmonics of a degree of each edge's direction. */
  public static FixedKernel.Row harmonics(int degree, Topology topology) {
    double[] values = new double[2 * degree + 1];
    return (edge, data, at) -> {
      float[] r = topology.directions();
      SphericalHarmonics.evaluate(degree, r[3 * edge], r[3 * edge + 1], r[3 * edge + 2], values);
      write(values, LANES, data, at); // components of one channel
    };
  }

  private static void write(double[] values, int step, float[] data, int at) {
    for (int k = 0; k < values.length; k++) {
      data[at + k * step] = (float) values[k];
    }
  }

  /**
   * Returns the cosine of the angle at j between i and k.
   *
   * @param target edge i ← j
   * @param source edge j ← k
   */
  public static double cosine(Topology topology, int target, int source) {
    float[] r = topology.directions();
    double dot = 0;
    double one = 0;
    double two = 0;
    for (int c = 0; c < 3; c++) {
      double a = r[3 * target + c];
      double b = r[3 * source + c];
      dot -= a * b;
      one += a * a;
      two += b * b;
    }
    return dot / Math.sqrt(one * two);
  }
}
