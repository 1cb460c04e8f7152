package org.latticework.trainer.program.vector.place;

import static org.latticework.trainer.vector.VectorFunctions.LANES;

import java.util.Optional;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Loops;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;
import org.latticework.trainer.program.vector.kernel.Topology;

/** The rows of b at a place, added to those of a at another, or to a's own. */
public final class GatherSumKernel implements Kernel {
  private final Input a;
  private final Input b;
  private final Output out;
  private final Topology topology;
  private final Optional<Place> placeOfA;
  private final Place placeOfB;

  /**
   * Makes a kernel.
   *
   * @param placeOfA empty for a's own rows
   */
  public GatherSumKernel(
      Input a, Input b, Output out, Topology topology, Optional<Place> placeOfA, Place placeOfB) {
    this.a = a;
    this.b = b;
    this.out = out;
    this.topology = topology;
    this.placeOfA = placeOfA;
    this.placeOfB = placeOfB;
  }

  @Override
  public void forward(int first, int rows) {
    int[] right = topology.index(placeOfB);
    Rows result = out.value();
    if (placeOfA.isEmpty()) {
      for (int row = first; row < first + rows; row++) {
        add(a.value, row, b.value, right[row], result, row);
      }
    } else {
      int[] left = topology.index(placeOfA.get());
      for (int row = first; row < first + rows; row++) {
        add(a.value, left[row], b.value, right[row], result, row);
      }
    }
  }

  private static void add(Rows a, int left, Rows b, int right, Rows result, int row) {
    float[] x = a.data;
    float[] y = b.data;
    float[] out = result.data;
    int from = a.at(left);
    int of = b.at(right);
    int at = result.at(row);
    for (int k = 0; k < result.stride; k += LANES) {
      Loops.load(x, from + k).add(Loops.load(y, of + k)).intoArray(out, at + k);
    }
  }

  @Override
  public void beginBackward() {
    if (placeOfA.isPresent() && a.wanted()) {
      a.clear(0, topology.rows(placeOfA.get().to()));
    }
    if (b.wanted()) {
      b.clear(0, topology.rows(placeOfB.to()));
    }
  }

  @Override
  public void backward(int first, int rows) {
    Rows g = out.gradient();
    if (a.wanted() && placeOfA.isPresent()) {
      GatherKernel.back(g, topology.index(placeOfA.get()), first, rows, a.gradient);
    } else if (a.wanted()) {
      Rows to = a.gradient;
      Loops.put(g.data, g.at(first), to.data, to.at(first), rows * g.stride, a.adds());
    }
    if (b.wanted()) {
      GatherKernel.back(g, topology.index(placeOfB), first, rows, b.gradient);
    }
  }
}
