package org.latticework.trainer.program.vector.row;

import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Loops;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;

/** out[v] = Σ_c a[c] b[c, v]. */
public final class ContractKernel implements Kernel {
  private final Input a;
  private final Input b;
  private final Output out;

  public ContractKernel(Input a, Input b, Output out) {
    this.a = a;
    this.b = b;
    this.out = out;
  }

  @Override
  public void forward(int first, int rows) {
    Rows result = out.value();
    Rows x = b.value;
    for (int row = first; row < first + rows; row++) {
      for (int c = 0; c < x.components; c++) {
        float factor = a.value.data[a.value.at(row) + c * a.value.padded];
        int from = x.at(row) + c * x.padded;
        Loops.scale(factor, x.data, from, result.data, result.at(row), x.padded, c > 0);
      }
    }
  }

  @Override
  public void backward(int first, int rows) {
    if (a.wanted()) {
      a.clear(first, rows);
      backToFactors(first, rows);
    }
    if (!b.wanted()) {
      return;
    }
    Rows g = out.gradient();
    Rows in = b.gradient;
    for (int row = first; row < first + rows; row++) {
      for (int c = 0; c < in.components; c++) {
        float factor = a.value.data[a.value.at(row) + c * a.value.padded];
        int at = in.at(row) + c * in.padded;
        Loops.scale(factor, g.data, g.at(row), in.data, at, in.padded, b.adds());
      }
    }
  }

  private void backToFactors(int first, int rows) {
    Rows g = out.gradient();
    for (int row = first; row < first + rows; row++) {
      for (int c = 0; c < b.value.components; c++) {
        int from = b.value.at(row) + c * b.value.padded;
        float sum = 0;
        for (int v = 0; v < b.value.channels; v++) {
          sum += g.data[g.at(row) + v] * b.value.data[from + v];
        }
        a.gradient.data[a.gradient.at(row) + c * a.gradient.padded] += sum;
      }
    }
  }
}
