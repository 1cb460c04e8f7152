package org.latticework.trainer.program.vector.place;

import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;
import org.latticework.trainer.program.vector.kernel.Topology;

/**
 * a_r = exp(x_r) / Σ c_s exp(x_s) over the rows of a place, one channel. Wants all rows at once.
 * With g = ∂L/∂a, ∂L/∂x_r = a_r g_r − c_r a_r Σ a_s g_s.
 */
public final class SoftmaxKernel implements Kernel {
  private final Input x;
  private final Output out;
  private final Topology topology;
  private final Place place;
  private double[] exponentials = new double[0];

  public SoftmaxKernel(Input x, Output out, Topology topology, Place place) {
    this.x = x;
    this.out = out;
    this.topology = topology;
    this.place = place;
  }

  @Override
  public void forward(int first, int rows) {
    int[] starts = topology.starts(place);
    if (exponentials.length < first + rows) {
      exponentials = new double[first + rows];
    }
    for (int group = 0; group < topology.rows(place.to()); group++) {
      forwardOf(starts[group], starts[group + 1]);
    }
  }

  private void forwardOf(int from, int end) {
    float[] coefficients = topology.coefficients(place);
    Rows in = x.value;
    Rows result = out.value();
    double highest = highest(in.data, in.at(from), in.stride, end - from);
    double total = 0;
    for (int r = from; r < end; r++) {
      exponentials[r] = Math.exp(in.data[in.at(r)] - highest);
      total += coefficients[r] * exponentials[r];
    }
    for (int r = from; r < end; r++) {
      result.data[result.at(r)] = (float) (exponentials[r] / total);
    }
  }

  private static double highest(float[] x, int first, int stride, int rows) {
    double highest = Double.NEGATIVE_INFINITY;
    int at = first;
    for (int k = 0; k < rows; k++) {
      highest = x[at] > highest ? x[at] : highest;
      at += stride;
    }
    return highest;
  }

  @Override
  public void backward(int first, int rows) {
    int[] starts = topology.starts(place);
    x.clear(first, rows);
    for (int group = 0; group < topology.rows(place.to()); group++) {
      backwardOf(starts[group], starts[group + 1]);
    }
  }

  private void backwardOf(int from, int end) {
    float[] coefficients = topology.coefficients(place);
    Rows a = out.value();
    Rows g = out.gradient();
    Rows to = x.gradient;
    double sum = 0;
    for (int r = from; r < end; r++) {
      sum += (double) a.data[a.at(r)] * g.data[g.at(r)];
    }
    for (int r = from; r < end; r++) {
      double own = a.data[a.at(r)];
      to.data[to.at(r)] += (float) (own * (g.data[g.at(r)] - coefficients[r] * sum));
    }
  }
}
