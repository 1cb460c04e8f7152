package org.latticework.trainer.program.vector.row;

import static org.latticework.trainer.vector.VectorFunctions.LANES;

import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Loops;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;

/** a ⊙ b; b may have one component, or one channel, for all of a's. */
public final class MultiplyKernel implements Kernel {
  private final Input a;
  private final Input b;
  private final Output out;
  private final boolean alike;
  private final boolean oneChannel;

  public MultiplyKernel(Input a, Input b, Output out) {
    this.a = a;
    this.b = b;
    this.out = out;
    this.alike = a.value.stride == b.value.stride && a.value.channels == b.value.channels;
    this.oneChannel = b.value.channels == 1 && a.value.channels > 1;
  }

  @Override
  public void forward(int first, int rows) {
    multiply(a.value, b.value, out.value(), first, rows, false);
  }

  @Override
  public void backward(int first, int rows) {
    if (a.wanted()) {
      multiply(out.gradient(), b.value, a.gradient, first, rows, a.adds());
    }
    if (!b.wanted()) {
      return;
    }
    if (alike) {
      multiply(out.gradient(), a.value, b.gradient, first, rows, b.adds());
    } else {
      b.clear(first, rows);
      backToFewer(first, rows);
    }
  }

  /** out ← x ⊙ y, or out + x ⊙ y, y being shaped as b. */
  private void multiply(Rows x, Rows y, Rows result, int first, int rows, boolean adds) {
    if (alike) {
      int length = rows * x.stride;
      multiply(
          x.data, x.at(first), y.data, y.at(first), result.data, result.at(first), length, adds);
      return;
    }
    for (int row = first; row < first + rows; row++) {
      for (int c = 0; c < x.components; c++) {
        int from = x.at(row) + c * x.padded;
        int factor = y.at(row) + (y.components == 1 ? 0 : c * y.padded);
        int at = result.at(row) + c * x.padded;
        if (oneChannel) {
          Loops.scale(y.data[factor], x.data, from, result.data, at, x.padded, adds);
        } else {
          multiply(x.data, from, y.data, factor, result.data, at, x.padded, adds);
        }
      }
    }
  }

  private static void multiply(
      float[] x, int from, float[] y, int of, float[] out, int at, int length, boolean adds) {
    for (int k = 0; k < length; k += LANES) {
      Loops.put(Loops.load(x, from + k).mul(Loops.load(y, of + k)), out, at + k, adds);
    }
  }

  private void backToFewer(int first, int rows) {
    Rows g = out.gradient();
    Rows target = b.gradient;
    for (int row = first; row < first + rows; row++) {
      for (int c = 0; c < g.components; c++) {
        int from = g.at(row) + c * g.padded;
        int of = a.value.at(row) + c * g.padded;
        int at = target.at(row) + (target.components == 1 ? 0 : c * target.padded);
        if (oneChannel) {
          target.data[at] += dot(g.data, from, a.value.data, of, g.channels);
        } else {
          multiply(g.data, from, a.value.data, of, target.data, at, g.padded, true);
        }
      }
    }
  }

  private static float dot(float[] x, int from, float[] y, int of, int length) {
    float sum = 0;
    for (int k = 0; k < length; k++) {
      sum += x[from + k] * y[of + k];
    }
    return sum;
  }
}
