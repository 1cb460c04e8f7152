package org.latticework.trainer.rows;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One batch norm over the n rows of a matrix: y = γ x̂ + β with x̂ = (x − μ) / √(σ² + 1e-5).
 *
 * <p>Backward: ∂L/∂x = γ / √(σ² + 1e-5) · (g − mean(g) − x̂ · mean(g ⊙ x̂)) with g = ∂L/∂y, as in
 * Ioffe and Szegedy (2015). Of a row that stands for m equal ones, g and ∂L/∂x are their sums: what
 * is subtracted is taken m times.
 */
public final class ChannelNorm {
  private final NormParameters parameters;
  private final RowCounts counts;
  private final ChannelStatistics statistics;
  private final INDArray normalized; // x̂, n × d

  private ChannelNorm(
      NormParameters parameters,
      RowCounts counts,
      ChannelStatistics statistics,
      INDArray normalized) {
    this.parameters = parameters;
    this.counts = counts;
    this.statistics = statistics;
    this.normalized = normalized;
  }

  /**
   * Normalizes with the matrix' own statistics.
   *
   * @param x n × d; x̂ is written over it, and must stay until the backward pass
   * @param counts how many rows each stands for in the statistics
   * @param scratch n × d; overwritten
   */
  public static ChannelNorm training(
      INDArray x, RowCounts counts, NormParameters parameters, INDArray scratch) {
    INDArray mean = counts.sums(x).divi(counts.total());
    x.subiRowVector(mean);
    Nd4j.exec(new Square(x, scratch));
    INDArray variance = counts.sums(scratch).divi(counts.total());
    ChannelStatistics statistics = new ChannelStatistics(mean, variance, counts.total());
    x.muliRowVector(statistics.inverseDeviation());
    return new ChannelNorm(parameters, counts, statistics, x);
  }

  /** Writes y over x, with the running statistics. */
  public static void inference(INDArray x, NormParameters parameters) {
    ChannelStatistics running =
        new ChannelStatistics(parameters.mean(), parameters.variance(), x.rows());
    INDArray scale = running.inverseDeviation().muli(parameters.scale());
    x.muliRowVector(scale);
    x.addiRowVector(parameters.shift().sub(running.mean().mul(scale)));
  }

  /** Writes y. */
  public void apply(INDArray out) {
    out.assign(normalized);
    out.muliRowVector(parameters.scale());
    out.addiRowVector(parameters.shift());
  }

  /**
   * Writes ∂L/∂x over ∂L/∂y.
   *
   * @param gradient n × d
   * @param gradients receives ∂L/∂γ, ∂L/∂β and the steps of the running statistics
   * @param scratch n × d; overwritten
   */
  public void backward(INDArray gradient, NormParameters gradients, INDArray scratch) {
    double count = statistics.count();
    INDArray shift = RowMajor.columnSums(gradient);
    gradient.mul(normalized, scratch);
    INDArray scale = RowMajor.columnSums(scratch);
    gradients.shift().assign(shift);
    gradients.scale().assign(scale);
    statistics.writeSteps(parameters, gradients);
    scratch.assign(normalized);
    scratch.muliRowVector(scale.divi(count));
    scratch.addiRowVector(shift.divi(count));
    counts.scale(scratch);
    gradient.subi(scratch);
    gradient.muliRowVector(statistics.inverseDeviation().muli(parameters.scale()));
  }
}
