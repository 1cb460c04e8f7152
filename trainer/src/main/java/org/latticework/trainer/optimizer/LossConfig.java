package org.latticework.trainer.optimizer;

import java.io.Serializable;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * What a network learns to keep small, as the mean over a batch's crystals of a function of the
 * error e, on the network's scale.
 *
 * @param kind |e|, e² or Huber's
 * @param delta δ of Huber's loss, which no other reads; finite and positive
 */
public record LossConfig(Kind kind, double delta) implements Serializable {
  public LossConfig {
    if (!(delta > 0 && Double.isFinite(delta))) {
      throw new IllegalArgumentException("Huber's delta must be finite and positive, got " + delta);
    }
  }

  /** Returns the mean absolute error. */
  public static LossConfig mae() {
    return new LossConfig(Kind.MAE, 1);
  }

  /** Returns Deeplearning4j's loss function. */
  public ILossFunction function() {
    return switch (kind) {
      case MAE -> new LossMAE();
      case MSE -> new LossMSE();
      case HUBER -> new HuberLoss(delta);
    };
  }

  /** The losses. */
  public enum Kind {
    /** |e|. */
    MAE,
    /** e². */
    MSE,
    /** e²/2 where |e| ≤ δ, δ(|e| − δ/2) elsewhere. */
    HUBER
  }
}
