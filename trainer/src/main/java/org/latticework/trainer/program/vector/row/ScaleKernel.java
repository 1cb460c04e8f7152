package org.latticework.trainer.program.vector.row;

import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Loops;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;

/** A factor times x. */
public final class ScaleKernel implements Kernel {
  private final Input x;
  private final Output out;
  private final float factor;

  public ScaleKernel(Input x, Output out, double factor) {
    this.x = x;
    this.out = out;
    this.factor = (float) factor;
  }

  @Override
  public void forward(int first, int rows) {
    scale(x.value, out.value(), first, rows, false);
  }

  @Override
  public void backward(int first, int rows) {
    scale(out.gradient(), x.gradient, first, rows, x.adds());
  }

  private void scale(Rows from, Rows to, int first, int rows, boolean adds) {
    int length = rows * from.stride;
    Loops.scale(factor, from.data, from.at(first), to.data, to.at(first), length, adds);
  }
}
