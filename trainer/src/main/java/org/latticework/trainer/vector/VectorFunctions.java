package org.latticework.trainer.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transcendental functions of a convolution on vectors of floats, as polynomials that the
 * compiler keeps in registers.
 *
 * <p>The coefficients are minimax fits of the relative error. Measured over all arguments that
 * occur, against double precision: {@link #exp} 2 ulp, {@link #softplusTail} 2 ulp.
 */
public final class VectorFunctions {
  public static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  public static final int LANES = SPECIES.length();

  // Adding 1.5 · 2²³ rounds to an integer and leaves it in the low bits of the sum.
  private static final float ROUND = 12582912f;
  private static final float LOG2_E = 1.442695f;
  private static final float LN2_HIGH = 0.6933594f; // 10 bits: products with |n| < 2¹³ are exact
  private static final float LN2_LOW = -2.1219444e-04f;
  // exp(-87) is the last normal number.
  private static final float LOWEST = -87f;
  // Keeps (1 + eᵃ)(1 + eᵇ) and its inverse normal as long as b ≤ 0.
  private static final float HIGHEST = 80f;

  private VectorFunctions() {}

  /** Returns eˣ; arguments outside [-87, 80] count as these ends. */
  public static FloatVector exp(FloatVector x) {
    FloatVector notLower = atLeast(x, LOWEST);
    FloatVector highest = broadcast(HIGHEST);
    return expInRange(notLower.blend(highest, notLower.compare(VectorOperators.GT, HIGHEST)));
  }

  /** Returns eˣ for x ≤ 0; arguments below -87 count as -87. */
  public static FloatVector expOfNegative(FloatVector x) {
    return expInRange(atLeast(x, LOWEST));
  }

  /** As the maximum, which costs three times as much because it orders zeros by sign. */
  private static FloatVector atLeast(FloatVector x, float lowest) {
    return x.blend(broadcast(lowest), x.compare(VectorOperators.LT, lowest));
  }

  private static FloatVector expInRange(FloatVector x) {
    FloatVector shifted = x.fma(broadcast(LOG2_E), broadcast(ROUND));
    FloatVector n = shifted.sub(ROUND);
    FloatVector f = n.fma(broadcast(-LN2_LOW), n.fma(broadcast(-LN2_HIGH), x));
    FloatVector p = broadcast(0.0013814596f);
    p = p.fma(f, broadcast(0.0083687175f));
    p = p.fma(f, broadcast(0.04166839f));
    p = p.fma(f, broadcast(0.16666521f));
    p = p.fma(f, broadcast(0.49999994f));
    p = p.fma(f, broadcast(1f));
    p = p.fma(f, broadcast(1f));
    IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    return p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
  }

  /** Returns ln(1 + t) for 0 ≤ t ≤ 1: what softplus(x) exceeds max(x, 0) by, with t = e^-|x|. */
  public static FloatVector softplusTail(FloatVector t) {
    FloatVector p = broadcast(0.005232625f);
    p = p.fma(t, broadcast(-0.029504964f));
    p = p.fma(t, broadcast(0.07822551f));
    p = p.fma(t, broadcast(-0.13663208f));
    p = p.fma(t, broadcast(0.19105989f));
    p = p.fma(t, broadcast(-0.24842978f));
    p = p.fma(t, broadcast(0.33319098f));
    p = p.fma(t, broadcast(-0.49999493f));
    p = p.fma(t, broadcast(0.99999994f));
    return p.mul(t);
  }

  public static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
