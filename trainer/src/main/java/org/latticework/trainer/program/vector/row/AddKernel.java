package org.latticework.trainer.program.vector.row;

import static org.latticework.trainer.vector.VectorFunctions.LANES;

import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Loops;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;

/** a + b. */
public final class AddKernel implements Kernel {
  private final Input a;
  private final Input b;
  private final Output out;

  public AddKernel(Input a, Input b, Output out) {
    this.a = a;
    this.b = b;
    this.out = out;
  }

  @Override
  public void forward(int first, int rows) {
    Rows result = out.value();
    int length = rows * result.stride;
    add(
        a.value.data,
        a.value.at(first),
        b.value.data,
        b.value.at(first),
        result.data,
        result.at(first),
        length);
  }

  private static void add(
      float[] a, int left, float[] b, int right, float[] out, int at, int length) {
    for (int k = 0; k < length; k += LANES) {
      Loops.load(a, left + k).add(Loops.load(b, right + k)).intoArray(out, at + k);
    }
  }

  @Override
  public void backward(int first, int rows) {
    back(a, first, rows);
    back(b, first, rows);
  }

  private void back(Input input, int first, int rows) {
    if (input.wanted()) {
      Rows result = out.gradient();
      Rows in = input.gradient;
      Loops.put(
          result.data, result.at(first), in.data, in.at(first), rows * result.stride, input.adds());
    }
  }
}
