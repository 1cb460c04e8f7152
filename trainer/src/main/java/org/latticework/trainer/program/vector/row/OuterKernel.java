package org.latticework.trainer.program.vector.row;

import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;

/** out[c, u n + v] = a[c, u] b[v]. */
public final class OuterKernel implements Kernel {
  private final Input a;
  private final Input b;
  private final Output out;

  public OuterKernel(Input a, Input b, Output out) {
    this.a = a;
    this.b = b;
    this.out = out;
  }

  @Override
  public void forward(int first, int rows) {
    Rows result = out.value();
    int n = b.value.channels;
    for (int row = first; row < first + rows; row++) {
      int right = b.value.at(row);
      for (int c = 0; c < a.value.components; c++) {
        int left = a.value.at(row) + c * a.value.padded;
        int at = result.at(row) + c * result.padded;
        for (int u = 0; u < a.value.channels; u++) {
          multiply(a.value.data[left + u], b.value.data, right, result.data, at + u * n, n);
        }
      }
    }
  }

  private static void multiply(float factor, float[] x, int from, float[] out, int at, int n) {
    for (int v = 0; v < n; v++) {
      out[at + v] = factor * x[from + v];
    }
  }

  @Override
  public void backward(int first, int rows) {
    if (a.wanted()) {
      a.clear(first, rows);
    }
    if (b.wanted()) {
      b.clear(first, rows);
    }
    Rows g = out.gradient();
    int n = b.value.channels;
    for (int row = first; row < first + rows; row++) {
      for (int c = 0; c < a.value.components; c++) {
        int from = g.at(row) + c * g.padded;
        for (int u = 0; u < a.value.channels; u++) {
          back(row, c, u, from + u * n);
        }
      }
    }
  }

  private void back(int row, int component, int channel, int from) {
    int n = b.value.channels;
    int left = component * a.value.padded + channel;
    float[] g = out.gradient().data;
    if (a.wanted()) {
      int right = b.value.at(row);
      float sum = 0;
      for (int v = 0; v < n; v++) {
        sum += g[from + v] * b.value.data[right + v];
      }
      a.gradient.data[a.gradient.at(row) + left] += sum;
    }
    if (b.wanted()) {
      float factor = a.value.data[a.value.at(row) + left];
      int at = b.gradient.at(row);
      for (int v = 0; v < n; v++) {
        b.gradient.data[at + v] += factor * g[from + v];
      }
    }
  }
}
