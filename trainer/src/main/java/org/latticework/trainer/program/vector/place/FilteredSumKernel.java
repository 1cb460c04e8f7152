package org.latticework.trainer.program.vector.place;

import static org.latticework.trainer.vector.VectorFunctions.LANES;
import static org.latticework.trainer.vector.VectorFunctions.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;
import org.latticework.trainer.program.vector.kernel.Topology;
import org.latticework.trainer.vector.VectorFunctions;

/**
 * Σ w h_j ⊙ f(d) over the edges of each node, with filters f between the rows of a table: a gather,
 * an interpolation, a product and a sum of which nothing is kept.
 */
public final class FilteredSumKernel implements Kernel {
  private final Input x;
  private final Input table;
  private final Output out;
  private final Topology topology;
  private final Interpolation interpolation;

  public FilteredSumKernel(
      Input x, Input table, Output out, Topology topology, Interpolation interpolation) {
    this.x = x;
    this.table = table;
    this.out = out;
    this.topology = topology;
    this.interpolation = interpolation;
  }

  @Override
  public void forward(int first, int rows) {
    int[] starts = topology.starts(Place.CENTER);
    Rows result = out.value();
    for (int row = first; row < first + rows; row++) {
      for (int k = 0; k < result.stride; ) {
        boolean two = k + 2 * LANES <= result.stride;
        if (two) {
          sumTwo(starts[row], starts[row + 1], k, result.at(row) + k);
        } else {
          sumOne(starts[row], starts[row + 1], k, result.at(row) + k);
        }
        k += two ? 2 * LANES : LANES;
      }
    }
  }

  private void sumTwo(int from, int end, int channel, int to) {
    float[] knots = table.value.data;
    float[] h = x.value.data;
    float[] factors = interpolation.weighted();
    int[] firsts = interpolation.firsts();
    int[] neighbors = topology.index(Place.NEIGHBOR);
    int stride = out.value().stride;
    FloatVector sum = FloatVector.zero(SPECIES);
    FloatVector next = FloatVector.zero(SPECIES);
    for (int edge = from; edge < end; edge++) {
      int knot = table.value.at(firsts[edge]) + channel;
      int atom = x.value.at(neighbors[edge]) + channel;
      FloatVector factor = VectorFunctions.broadcast(factors[4 * edge]);
      FloatVector filter = load(knots, knot).mul(factor);
      FloatVector other = load(knots, knot + LANES).mul(factor);
      factor = VectorFunctions.broadcast(factors[4 * edge + 1]);
      filter = load(knots, knot + stride).fma(factor, filter);
      other = load(knots, knot + stride + LANES).fma(factor, other);
      factor = VectorFunctions.broadcast(factors[4 * edge + 2]);
      filter = load(knots, knot + 2 * stride).fma(factor, filter);
      other = load(knots, knot + 2 * stride + LANES).fma(factor, other);
      factor = VectorFunctions.broadcast(factors[4 * edge + 3]);
      filter = load(knots, knot + 3 * stride).fma(factor, filter);
      other = load(knots, knot + 3 * stride + LANES).fma(factor, other);
      sum = load(h, atom).fma(filter, sum);
      next = load(h, atom + LANES).fma(other, next);
    }
    sum.intoArray(out.value().data, to);
    next.intoArray(out.value().data, to + LANES);
  }

  private void sumOne(int from, int end, int channel, int to) {
    float[] knots = table.value.data;
    float[] h = x.value.data;
    int stride = out.value().stride;
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int edge = from; edge < end; edge++) {
      int knot = table.value.at(interpolation.firsts()[edge]) + channel;
      int atom = x.value.at(topology.index(Place.NEIGHBOR)[edge]) + channel;
      FloatVector filter = filter(knots, knot, stride, interpolation.weighted(), 4 * edge);
      sum = load(h, atom).fma(filter, sum);
    }
    sum.intoArray(out.value().data, to);
  }

  private static FloatVector filter(float[] table, int from, int stride, float[] factors, int at) {
    FloatVector sum = load(table, from).mul(factors[at]);
    sum = load(table, from + stride).fma(VectorFunctions.broadcast(factors[at + 1]), sum);
    sum = load(table, from + 2 * stride).fma(VectorFunctions.broadcast(factors[at + 2]), sum);
    return load(table, from + 3 * stride).fma(VectorFunctions.broadcast(factors[at + 3]), sum);
  }

  @Override
  public void beginBackward() {
    if (x.wanted()) {
      x.clear(0, topology.rows(Place.NEIGHBOR.to()));
    }
    if (table.wanted()) {
      table.clear(interpolation.low(), interpolation.high() - interpolation.low());
    }
  }

  @Override
  public void backward(int first, int rows) {
    int[] starts = topology.starts(Place.CENTER);
    int[] firsts = interpolation.firsts();
    int[] neighbors = topology.index(Place.NEIGHBOR);
    Rows g = out.gradient();
    for (int row = first; row < first + rows; row++) {
      for (int edge = starts[row]; edge < starts[row + 1]; edge++) {
        if (x.wanted()) {
          backToAtom(firsts[edge], neighbors[edge], 4 * edge, g.at(row));
        }
        if (table.wanted()) {
          backToTable(firsts[edge], neighbors[edge], 4 * edge, g.at(row));
        }
      }
    }
  }

  private void backToAtom(int knot, int atom, int factor, int from) {
    float[] g = out.gradient().data;
    float[] knots = table.value.data;
    float[] factors = interpolation.weighted();
    float[] to = x.gradient.data;
    int stride = out.gradient().stride;
    int row = table.value.at(knot);
    int at = x.gradient.at(atom);
    for (int k = 0; k < stride; k += LANES) {
      FloatVector filter = filter(knots, row + k, stride, factors, factor);
      load(g, from + k).fma(filter, load(to, at + k)).intoArray(to, at + k);
    }
  }

  private void backToTable(int knot, int atom, int factor, int from) {
    float[] g = out.gradient().data;
    float[] h = x.value.data;
    float[] factors = interpolation.weighted();
    float[] to = table.gradient.data;
    int stride = out.gradient().stride;
    int row = x.value.at(atom);
    int at = table.gradient.at(knot);
    FloatVector one = VectorFunctions.broadcast(factors[factor]);
    FloatVector two = VectorFunctions.broadcast(factors[factor + 1]);
    FloatVector three = VectorFunctions.broadcast(factors[factor + 2]);
    FloatVector four = VectorFunctions.broadcast(factors[factor + 3]);
    for (int k = 0; k < stride; k += LANES) {
      FloatVector message = load(g, from + k).mul(load(h, row + k));
      int to1 = at + k;
      message.fma(one, load(to, to1)).intoArray(to, to1);
      int to2 = to1 + stride;
      message.fma(two, load(to, to2)).intoArray(to, to2);
      int to3 = to2 + stride;
      message.fma(three, load(to, to3)).intoArray(to, to3);
      int to4 = to3 + stride;
      message.fma(four, load(to, to4)).intoArray(to, to4);
    }
  }

  private static FloatVector load(float[] array, int at) {
    return FloatVector.fromArray(SPECIES, array, at);
  }
}
