package org.latticework.trainer.program.vector.row;

import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Loops;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;

/** The sum of the products of two values' channels. */
public final class RowDotKernel implements Kernel {
  private final Input a;
  private final Input b;
  private final Output out;

  public RowDotKernel(Input a, Input b, Output out) {
    this.a = a;
    this.b = b;
    this.out = out;
  }

  @Override
  public void forward(int first, int rows) {
    Rows result = out.value();
    for (int row = first; row < first + rows; row++) {
      int left = a.value.at(row);
      int right = b.value.at(row);
      double sum = 0;
      for (int k = 0; k < a.value.channels; k++) {
        sum += (double) a.value.data[left + k] * b.value.data[right + k];
      }
      result.data[result.at(row)] = (float) sum;
    }
  }

  @Override
  public void backward(int first, int rows) {
    back(a, b.value, first, rows);
    back(b, a.value, first, rows);
  }

  private void back(Input input, Rows other, int first, int rows) {
    if (!input.wanted()) {
      return;
    }
    Rows in = input.gradient;
    Rows g = out.gradient();
    for (int row = first; row < first + rows; row++) {
      float factor = g.data[g.at(row)];
      Loops.scale(factor, other.data, other.at(row), in.data, in.at(row), in.stride, input.adds());
    }
  }
}
