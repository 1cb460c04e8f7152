package org.latticework.trainer.program.vector.place;

import static org.latticework.trainer.vector.VectorFunctions.LANES;

import jdk.incubator.vector.FloatVector;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Loops;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;
import org.latticework.trainer.program.vector.kernel.Topology;

/** The rows of x at a place. Back, rows with one place are added up in their order. */
public final class GatherKernel implements Kernel {
  private static final int MOST = 256; // rows that are summed before they are added

  private final Input x;
  private final Output out;
  private final Topology topology;
  private final Place place;

  public GatherKernel(Input x, Output out, Topology topology, Place place) {
    this.x = x;
    this.out = out;
    this.topology = topology;
    this.place = place;
  }

  @Override
  public void forward(int first, int rows) {
    Rows in = x.value;
    Rows result = out.value();
    int[] index = topology.index(place);
    int stride = in.stride;
    for (int row = first; row < first + rows; row++) {
      System.arraycopy(in.data, in.at(index[row]), result.data, result.at(row), stride);
    }
  }

  @Override
  public void beginBackward() {
    if (x.wanted()) {
      x.clear(0, topology.rows(place.to()));
    }
  }

  @Override
  public void backward(int first, int rows) {
    back(out.gradient(), topology.index(place), first, rows, x.gradient);
  }

  /** Adds rows to those at their place. */
  static void back(Rows g, int[] index, int first, int rows, Rows to) {
    int end = first + rows;
    for (int row = first; row < end; ) {
      int next = row + 1;
      while (next < end && index[next] == index[row] && next - row < MOST) {
        next++;
      }
      add(g.data, g.at(row), g.stride, next - row, to.data, to.at(index[row]));
      row = next;
    }
  }

  private static void add(float[] x, int from, int stride, int rows, float[] out, int at) {
    for (int k = 0; k < stride; k += LANES) {
      FloatVector sum = Loops.load(x, from + k);
      for (int r = 1; r < rows; r++) {
        sum = sum.add(Loops.load(x, from + r * stride + k));
      }
      Loops.put(sum, out, at + k, true);
    }
  }
}
