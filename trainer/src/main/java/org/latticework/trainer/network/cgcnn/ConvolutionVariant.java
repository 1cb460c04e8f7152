package org.latticework.trainer.network.cgcnn;

import java.util.List;

/**
 * Where a convolution normalizes and how it updates the atoms. All share gate, content and message:
 * z = [h_i ; h_j ; e_ij], m = σ(W_g z + b_g) ⊙ softplus(W_c z + b_c).
 */
public enum ConvolutionVariant {
  /** Batch norms on the message and on the output: h ← BN(h + Σ BN(m)). */
  MESSAGE_NORM("message-norm"),
  /** Batch norm on the sum of the messages: h ← h + BN(Σ m). */
  SUM_NORM("sum-norm"),
  /**
   * Batch norms on the pre-activations and on the sum: h ← softplus(h + BN(Σ m)), as Xie and
   * Grossman, PRL 120, 145301 (2018).
   */
  ORIGINAL("original");

  private final String id;

  ConvolutionVariant(String id) {
    this.id = id;
  }

  /** Returns the name in configurations: {@code "message-norm"}. */
  public String id() {
    return id;
  }

  /** Returns the names of the norms over edges, in the order of their parameters. */
  public List<String> edgeNorms() {
    return switch (this) {
      case MESSAGE_NORM -> List.of("message");
      case SUM_NORM -> List.of();
      case ORIGINAL -> List.of("gate", "content");
    };
  }
}
