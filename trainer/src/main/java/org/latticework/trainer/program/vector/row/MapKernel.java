package org.latticework.trainer.program.vector.row;

import org.latticework.trainer.program.Function;
import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;

/** f(x). The slope comes from x for silu, from f(x) for the others. */
public final class MapKernel implements Kernel {
  private final Input x;
  private final Output out;
  private final Rows slopesFrom;
  private final Activations.Forward forward;
  private final Activations.Backward backward;

  public MapKernel(Input x, Output out, Function function) {
    this.x = x;
    this.out = out;
    this.slopesFrom = function == Function.SILU ? x.value : out.value();
    this.forward =
        switch (function) {
          case SIGMOID -> Activations::sigmoid;
          case SILU -> Activations::silu;
          case SHIFTED_SOFTPLUS -> Activations::shiftedSoftplus;
          case TANH -> Activations::tanh;
        };
    this.backward =
        switch (function) {
          case SIGMOID -> Activations::sigmoidBack;
          case SILU -> Activations::siluBack;
          case SHIFTED_SOFTPLUS -> Activations::shiftedSoftplusBack;
          case TANH -> Activations::tanhBack;
        };
  }

  @Override
  public void forward(int first, int rows) {
    Rows result = out.value();
    forward.apply(
        x.value.data, x.value.at(first), result.data, result.at(first), rows * result.stride);
  }

  @Override
  public void backward(int first, int rows) {
    Rows result = out.gradient();
    backward.apply(
        slopesFrom.data,
        slopesFrom.at(first),
        result.data,
        result.at(first),
        x.gradient.data,
        x.gradient.at(first),
        rows * result.stride,
        x.adds());
  }
}
