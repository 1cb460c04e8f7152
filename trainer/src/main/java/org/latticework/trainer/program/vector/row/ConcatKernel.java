package org.latticework.trainer.program.vector.row;

import java.util.List;
import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Loops;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;

/** The channels of several values, one after the other. */
public final class ConcatKernel implements Kernel {
  private final List<Input> parts;
  private final Output out;

  public ConcatKernel(List<Input> parts, Output out) {
    this.parts = List.copyOf(parts);
    this.out = out;
  }

  @Override
  public void forward(int first, int rows) {
    int channel = 0;
    for (Input part : parts) {
      copy(part.value, out.value(), channel, first, rows);
      channel += part.value.channels;
    }
  }

  private static void copy(Rows part, Rows result, int channel, int first, int rows) {
    for (int row = first; row < first + rows; row++) {
      for (int c = 0; c < part.components; c++) {
        System.arraycopy(
            part.data,
            part.at(row) + c * part.padded,
            result.data,
            result.at(row) + c * result.padded + channel,
            part.channels);
      }
    }
  }

  @Override
  public void backward(int first, int rows) {
    int channel = 0;
    for (Input part : parts) {
      if (part.wanted()) {
        part.clear(first, rows);
        back(part.gradient, out.gradient(), channel, first, rows);
      }
      channel += part.value.channels;
    }
  }

  private static void back(Rows part, Rows result, int channel, int first, int rows) {
    for (int row = first; row < first + rows; row++) {
      for (int c = 0; c < part.components; c++) {
        Loops.addAny(
            result.data,
            result.at(row) + c * result.padded + channel,
            part.data,
            part.at(row) + c * part.padded,
            part.channels);
      }
    }
  }
}
