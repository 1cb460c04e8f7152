package org.latticework.trainer.optimizer;

import java.io.Serializable;
import java.util.List;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * What makes a step of a gradient.
 *
 * <p>Weight decay λ concerns the weights of linear maps; biases, batch norms, vectors of elements
 * and running statistics do not decay. As in PyTorch, {@code adam} and {@code sgd} add λw to the
 * gradient, after clipping; {@code adamw} shrinks w by lr · λ · w beside Adam's step (Loshchilov
 * and Hutter, ICLR 2019).
 *
 * @param kind which optimizer
 * @param momentum μ of {@code sgd}, which no other reads; in [0, 1)
 * @param weightDecay λ; finite and not negative, 0 for none
 * @param maxGradientNorm greatest Euclidean norm of a batch's mean gradient, over all trained
 *     parameters; longer ones are shortened to it; positive, infinite for no bound
 */
public record OptimizerConfig(
    Kind kind, double momentum, double weightDecay, double maxGradientNorm)
    implements Serializable {
  public OptimizerConfig {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("Momentum must be in [0, 1), got " + momentum);
    }
    if (!(weightDecay >= 0 && Double.isFinite(weightDecay))) {
      throw new IllegalArgumentException(
          "Weight decay must be finite and not negative, got " + weightDecay);
    }
    if (!(maxGradientNorm > 0)) {
      throw new IllegalArgumentException(
          "The greatest gradient norm must be positive, got " + maxGradientNorm);
    }
  }

  /** Returns plain Adam. */
  public static OptimizerConfig adam() {
    return new OptimizerConfig(Kind.ADAM, 0, 0, Double.POSITIVE_INFINITY);
  }

  /** Returns Deeplearning4j's updater. */
  public IUpdater updater(ISchedule rate) {
    return switch (kind) {
      case ADAM, ADAMW -> new Adam(rate);
      case SGD -> momentum == 0 ? new Sgd(rate) : new Momentum(momentum, rate);
    };
  }

  /** Returns what pulls weights to zero; empty where nothing does. */
  public List<Regularization> regularization() {
    if (weightDecay == 0) {
      return List.of();
    }
    return List.of(
        kind == Kind.ADAMW
            ? new WeightDecay(weightDecay, true)
            : new L2Regularization(weightDecay));
  }

  /** The optimizers. */
  public enum Kind {
    /** Kingma and Ba, ICLR 2015; β₁ = 0.9, β₂ = 0.999, ε = 1e-8. */
    ADAM,
    /** Adam with decoupled weight decay. */
    ADAMW,
    /** Stochastic gradient descent with heavy-ball momentum, v ← μv + g, w ← w − lr · v. */
    SGD
  }
}
