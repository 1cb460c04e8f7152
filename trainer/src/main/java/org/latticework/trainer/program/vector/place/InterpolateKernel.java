package org.latticework.trainer.program.vector.place;

import static org.latticework.trainer.vector.VectorFunctions.LANES;

import jdk.incubator.vector.FloatVector;
import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Loops;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;

/** Rows of knots at the distances of edges. */
public final class InterpolateKernel implements Kernel {
  private final Input table;
  private final Output out;
  private final Interpolation interpolation;

  public InterpolateKernel(Input table, Output out, Interpolation interpolation) {
    this.table = table;
    this.out = out;
    this.interpolation = interpolation;
  }

  @Override
  public void forward(int first, int rows) {
    Rows knots = table.value;
    Rows result = out.value();
    int[] firsts = interpolation.firsts();
    float[] factors = interpolation.factors();
    for (int row = first; row < first + rows; row++) {
      int from = knots.at(firsts[row]);
      mix(knots.data, from, knots.stride, factors, 4 * row, result.data, result.at(row));
    }
  }

  private static void mix(
      float[] table, int from, int stride, float[] factors, int of, float[] out, int at) {
    for (int k = 0; k < stride; k += LANES) {
      int row = from + k;
      FloatVector sum = Loops.load(table, row).mul(factors[of]);
      sum = sum.add(Loops.load(table, row + stride).mul(factors[of + 1]));
      sum = sum.add(Loops.load(table, row + 2 * stride).mul(factors[of + 2]));
      sum = sum.add(Loops.load(table, row + 3 * stride).mul(factors[of + 3]));
      sum.intoArray(out, at + k);
    }
  }

  @Override
  public void beginBackward() {
    if (table.wanted()) {
      table.clear(interpolation.low(), interpolation.high() - interpolation.low());
    }
  }

  @Override
  public void backward(int first, int rows) {
    Rows knots = table.gradient;
    Rows g = out.gradient();
    int[] firsts = interpolation.firsts();
    float[] factors = interpolation.factors();
    for (int row = first; row < first + rows; row++) {
      int to = knots.at(firsts[row]);
      for (int k = 0; k < Interpolation.ROWS; k++) {
        float factor = factors[4 * row + k];
        int at = to + k * knots.stride;
        Loops.scale(factor, g.data, g.at(row), knots.data, at, knots.stride, true);
      }
    }
  }
}
