package org.latticework.trainer.program.vector.place;

import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;

/** Rows without parameters: those that a reader writes. */
public final class FixedKernel implements Kernel {
  private final Output out;
  private final Row reader;

  /** Writes rows. */
  public interface Row {
    /**
     * Writes a row.
     *
     * @param row which
     * @param data receives it
     * @param at where the row begins
     */
    void write(int row, float[] data, int at);
  }

  public FixedKernel(Output out, Row reader) {
    this.out = out;
    this.reader = reader;
  }

  @Override
  public void forward(int first, int rows) {
    Rows result = out.value();
    for (int row = first; row < first + rows; row++) {
      reader.write(row, result.data, result.at(row));
    }
  }

  @Override
  public void backward(int first, int rows) {
    // Nothing learns here.
  }
}
