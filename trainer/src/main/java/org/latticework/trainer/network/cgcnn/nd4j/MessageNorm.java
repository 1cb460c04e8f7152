package org.latticework.trainer.network.cgcnn.nd4j;

import org.latticework.trainer.rows.ChannelStatistics;
import org.latticework.trainer.rows.NormParameters;
import org.latticework.trainer.rows.RowMajor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The batch norm of messages, taken after their sums. For atom i with n_i neighbors and S_i = Σ m
 * the norm commutes with the sum: Σ BN(m) = γ/s (S_i − n_i μ) + n_i β with s = √(σ² + 1e-5), so
 * that no normalized message is ever formed.
 */
final class MessageNorm {
  private final NormParameters parameters;
  private final ChannelStatistics statistics; // over all messages
  private final INDArray degrees; // n_i, N × 1
  private final INDArray multiplicities; // how many atoms i stands for, N × 1

  MessageNorm(
      NormParameters parameters,
      ChannelStatistics statistics,
      INDArray degrees,
      INDArray multiplicities) {
    this.parameters = parameters;
    this.statistics = statistics;
    this.degrees = degrees;
    this.multiplicities = multiplicities;
  }

  /** Writes Σ BN(m). */
  void apply(INDArray sums, INDArray out) {
    INDArray slope = statistics.inverseDeviation().muli(parameters.scale());
    out.assign(sums);
    out.muliRowVector(slope);
    RowMajor.multiply(degrees, parameters.shift().sub(slope.muli(statistics.mean())), out, 1);
  }

  /**
   * Turns the gradient u of Σ BN(m) into that of a message: ∂L/∂m = a_i + k_i b ⊙ m for each of the
   * neighbors that its edge stands for, of an atom that stands for k_i, with
   *
   * <p>a_i = γ/s u_i − k_i (γ/(s P) ∂L/∂β − γ μ/(s² P) ∂L/∂γ) and b = −γ/(s² P) ∂L/∂γ,
   *
   * <p>where ∂L/∂β = Σ n_i u_i, ∂L/∂γ = Σ u_i ⊙ (S_i − n_i μ)/s, and P = Σ k_i n_i.
   *
   * @param gradient u, N × d; a is written over it
   * @param sums S, N × d
   * @param gradients receives ∂L/∂γ, ∂L/∂β and the steps of the running statistics
   * @param scratch N × d; overwritten
   * @return b, 1 × d
   */
  INDArray backward(INDArray gradient, INDArray sums, NormParameters gradients, INDArray scratch) {
    INDArray inverse = statistics.inverseDeviation(); // 1/s
    INDArray shift = gradients.shift();
    RowMajor.multiplyFirstTransposed(degrees, gradient, shift);
    gradient.mul(sums, scratch);
    INDArray scale = RowMajor.columnSums(scratch).subi(statistics.mean().mul(shift)).muli(inverse);
    gradients.scale().assign(scale);
    statistics.writeSteps(parameters, gradients);
    INDArray slope = inverse.mul(parameters.scale());
    INDArray perMessage = scale.muli(slope).muli(inverse).divi(-statistics.count());
    INDArray constant =
        slope.mul(shift).divi(-statistics.count()).subi(perMessage.mul(statistics.mean()));
    gradient.muliRowVector(slope);
    RowMajor.multiply(multiplicities, constant, gradient, 1);
    return perMessage;
  }
}
