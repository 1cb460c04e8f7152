package org.latticework.trainer.program.vector.place;

import static org.latticework.trainer.vector.VectorFunctions.LANES;
import static org.latticework.trainer.vector.VectorFunctions.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.vector.kernel.ColumnSums;
import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Loops;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;
import org.latticework.trainer.program.vector.kernel.Topology;

/** The weighted sum or mean of the rows of each place. */
public final class ReduceKernel implements Kernel {
  private static final int MOST = 256; // rows that are summed in float alone

  private final Input x;
  private final Output out;
  private final Topology topology;
  private final Place place;
  private final boolean mean;
  private final ColumnSums sums;

  public ReduceKernel(Input x, Output out, Topology topology, Place place, boolean mean) {
    this.x = x;
    this.out = out;
    this.topology = topology;
    this.place = place;
    this.mean = mean;
    this.sums = new ColumnSums(x.value.stride);
  }

  @Override
  public void forward(int first, int rows) {
    int[] starts = topology.starts(place);
    float[] coefficients = topology.coefficients(place);
    Rows in = x.value;
    Rows result = out.value();
    for (int row = first; row < first + rows; row++) {
      int from = starts[row];
      int count = starts[row + 1] - from;
      float share = share(coefficients, from, count);
      int at = result.at(row);
      if (count <= MOST) {
        sum(in.data, in.at(from), coefficients, from, count, result, at, share);
      } else {
        sums.clear();
        sums.addWeighted(in.data, in.at(from), in.stride, coefficients, from, count);
        for (int c = 0; c < in.stride; c++) {
          result.data[at + c] = (float) (sums.total()[c] * share);
        }
      }
    }
  }

  /** Returns 1, or 1 / Σ c_r for a mean. */
  private float share(float[] coefficients, int from, int count) {
    if (!mean) {
      return 1;
    }
    double total = 0;
    for (int r = from; r < from + count; r++) {
      total += coefficients[r];
    }
    return total == 0 ? 0 : (float) (1 / total);
  }

  private static void sum(
      float[] x,
      int at,
      float[] coefficients,
      int first,
      int rows,
      Rows result,
      int to,
      float share) {
    int stride = result.stride;
    for (int k = 0; k < stride; k += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int r = 0; r < rows; r++) {
        FloatVector factor = FloatVector.broadcast(SPECIES, coefficients[first + r]);
        sum = Loops.load(x, at + r * stride + k).fma(factor, sum);
      }
      sum.mul(share).intoArray(result.data, to + k);
    }
  }

  @Override
  public void backward(int first, int rows) {
    int[] starts = topology.starts(place);
    float[] coefficients = topology.coefficients(place);
    Rows in = x.gradient;
    Rows g = out.gradient();
    for (int row = first; row < first + rows; row++) {
      int from = starts[row];
      int end = starts[row + 1];
      float share = share(coefficients, from, end - from);
      for (int r = from; r < end; r++) {
        float factor = coefficients[r] * share;
        Loops.scale(factor, g.data, g.at(row), in.data, in.at(r), g.stride, x.adds());
      }
    }
  }
}
