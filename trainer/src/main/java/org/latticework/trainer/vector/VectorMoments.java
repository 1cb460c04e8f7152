package org.latticework.trainer.vector;

import static org.latticework.trainer.vector.VectorFunctions.LANES;
import static org.latticework.trainer.vector.VectorFunctions.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Sums over the edges of every atom, and mean and variance over all pairs, of something that has w
 * channels per edge, in one pass. An edge counts as often as it stands for a neighbor, v_e, and in
 * the moments as often as its atom stands for one, m_i.
 *
 * <p>The variance is that inside atoms plus that between them: P σ² = Σ_i m_i Σ_(e of i) v_e (x_e −
 * x̄_i)² + Σ_i m_i deg_i (x̄_i − μ)². All terms are positive, nothing cancels, whatever the mean.
 */
public final class VectorMoments {
  final double[] mean; // w
  final double[] variance; // w; divided by P
  public float[] sums = new float[0]; // N x w
  private final int width;
  private final float[] deviations; // w; of a block
  private final double[] within; // w

  public VectorMoments(int width) {
    this.width = width;
    this.mean = new double[width];
    this.variance = new double[width];
    this.deviations = new float[width];
    this.within = new double[width];
  }

  public void reset(int atoms) {
    sums = VectorArrays.reserved(sums, atoms * width);
    Arrays.fill(within, 0);
  }

  /** Sums the edges of a block's atoms. */
  public void sum(TiledEdges graph, int block, float[] rows) {
    int base = graph.firstSlot(block);
    for (int i = graph.blockAtoms[block]; i < graph.blockAtoms[block + 1]; i++) {
      for (int c = 0; c < width; c += LANES) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int edge = graph.offsets[i]; edge < graph.offsets[i + 1]; edge++) {
          FloatVector x = load(rows, (graph.slots[edge] - base) * width + c);
          sum = x.fma(VectorFunctions.broadcast(graph.weights[edge]), sum);
        }
        sum.intoArray(sums, i * width + c);
      }
    }
  }

  /** Adds the squared deviations from the atoms' means, after {@link #sum}. */
  public void deviate(TiledEdges graph, int block, float[] rows) {
    int base = graph.firstSlot(block);
    for (int i = graph.blockAtoms[block]; i < graph.blockAtoms[block + 1]; i++) {
      float share = 1f / graph.degrees[i];
      float multiplicity = graph.multiplicities[i];
      for (int c = 0; c < width; c += LANES) {
        FloatVector average = load(sums, i * width + c).mul(share);
        FloatVector sum = load(deviations, c);
        for (int edge = graph.offsets[i]; edge < graph.offsets[i + 1]; edge++) {
          FloatVector x = load(rows, (graph.slots[edge] - base) * width + c).sub(average);
          sum = x.mul(multiplicity * graph.weights[edge]).fma(x, sum);
        }
        sum.intoArray(deviations, c);
      }
    }
    for (int c = 0; c < width; c++) {
      within[c] += deviations[c];
      deviations[c] = 0;
    }
  }

  /** Finishes mean and variance, after all blocks; E is at least 1. */
  public void finish(VectorColumns columns, TiledEdges graph) {
    columns.sum(sums, graph.multiplicities, graph.atoms, mean);
    for (int c = 0; c < width; c++) {
      mean[c] /= graph.pairCount;
    }
    columns.deviationsByDegree(sums, graph, mean, variance);
    for (int c = 0; c < width; c++) {
      variance[c] = (variance[c] + within[c]) / graph.pairCount;
    }
  }

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(SPECIES, array, offset);
  }
}
