package org.latticework.trainer.program.vector.place;

import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;
import org.latticework.trainer.program.vector.kernel.Topology;
import org.latticework.trainer.program.vector.kernel.Variable;

/** The rows of a parameter that belong to the atoms' elements. */
public final class TableKernel implements Kernel {
  private final Output out;
  private final Variable table;
  private final Topology topology;

  public TableKernel(Output out, Variable table, Topology topology) {
    this.out = out;
    this.table = table;
    this.topology = topology;
  }

  @Override
  public void forward(int first, int rows) {
    Rows result = out.value();
    int[] elements = topology.elements();
    for (int row = first; row < first + rows; row++) {
      System.arraycopy(
          table.values, elements[row] * table.columns, result.data, result.at(row), table.columns);
    }
  }

  @Override
  public void backward(int first, int rows) {
    Rows g = out.gradient();
    int[] elements = topology.elements();
    for (int row = first; row < first + rows; row++) {
      int target = elements[row] * table.columns;
      for (int c = 0; c < table.columns; c++) {
        table.gradient[target + c] += g.data[g.at(row) + c];
      }
    }
  }
}
