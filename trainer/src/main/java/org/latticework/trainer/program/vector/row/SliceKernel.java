package org.latticework.trainer.program.vector.row;

import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Loops;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;

/** Some channels of x. */
public final class SliceKernel implements Kernel {
  private final Input x;
  private final Output out;
  private final int channel;

  public SliceKernel(Input x, Output out, int channel) {
    this.x = x;
    this.out = out;
    this.channel = channel;
  }

  @Override
  public void forward(int first, int rows) {
    Rows in = x.value;
    Rows result = out.value();
    for (int row = first; row < first + rows; row++) {
      for (int c = 0; c < in.components; c++) {
        System.arraycopy(
            in.data,
            in.at(row) + c * in.padded + channel,
            result.data,
            result.at(row) + c * result.padded,
            result.channels);
      }
    }
  }

  @Override
  public void backward(int first, int rows) {
    x.clear(first, rows);
    Rows in = x.gradient;
    Rows result = out.gradient();
    for (int row = first; row < first + rows; row++) {
      for (int c = 0; c < in.components; c++) {
        Loops.addAny(
            result.data,
            result.at(row) + c * result.padded,
            in.data,
            in.at(row) + c * in.padded + channel,
            result.channels);
      }
    }
  }
}
