package org.latticework.trainer.program.vector.row;

import static org.latticework.trainer.vector.VectorFunctions.LANES;

import jdk.incubator.vector.FloatVector;
import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Loops;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;

/** a / (b + ε). */
public final class QuotientKernel implements Kernel {
  private final Input a;
  private final Input b;
  private final Output out;
  private final float epsilon;

  public QuotientKernel(Input a, Input b, Output out, double epsilon) {
    this.a = a;
    this.b = b;
    this.out = out;
    this.epsilon = (float) epsilon;
  }

  @Override
  public void forward(int first, int rows) {
    Rows result = out.value();
    divide(a.value, first, result, rows * result.stride, false);
  }

  /** out ← x / (b + ε), or out + that. */
  private void divide(Rows x, int first, Rows result, int length, boolean adds) {
    int from = x.at(first);
    int of = b.value.at(first);
    int at = result.at(first);
    for (int k = 0; k < length; k += LANES) {
      FloatVector divisor = Loops.load(b.value.data, of + k).add(epsilon);
      Loops.put(Loops.load(x.data, from + k).div(divisor), result.data, at + k, adds);
    }
  }

  @Override
  public void backward(int first, int rows) {
    int length = rows * out.value().stride;
    if (a.wanted()) {
      divide(out.gradient(), first, a.gradient, length, a.adds());
    }
    if (b.wanted()) {
      backToDivisor(first, length);
    }
  }

  /** −g (a / (b + ε)) / (b + ε). */
  private void backToDivisor(int first, int length) {
    int at = out.value().at(first);
    int from = out.gradient().at(first);
    int of = b.value.at(first);
    int to = b.gradient.at(first);
    for (int k = 0; k < length; k += LANES) {
      FloatVector divisor = Loops.load(b.value.data, of + k).add(epsilon);
      FloatVector product =
          Loops.load(out.gradient().data, from + k).mul(Loops.load(out.value().data, at + k));
      Loops.put(product.neg().div(divisor), b.gradient.data, to + k, b.adds());
    }
  }
}
