package org.latticework.trainer.optimizer;

import java.io.Serializable;

/**
 * What the driver makes of the workers' mean after every round: it takes the way that they have
 * come for a gradient, and steps along it.
 *
 * <p>With θ the parameters that the round began with and θ̄ the mean that it ended with,
 *
 * <pre>
 *   Δ = θ − θ̄        v ← μ v + Δ        θ ← θ − η (Δ + μ v)
 * </pre>
 *
 * <p>as in DiLoCo (Douillard et al. 2023); SlowMo (Wang et al., ICLR 2020) has η v in the last
 * place. With μ = 0 and η = 1 the mean is taken as it is. Running statistics are no parameters in
 * this: they always take the mean.
 *
 * @param kind which
 * @param momentum μ of {@code nesterov}; in [0, 1)
 * @param rate η of {@code nesterov}; finite and positive
 */
public record OuterOptimizer(Kind kind, double momentum, double rate) implements Serializable {
  public OuterOptimizer {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("Outer momentum must be in [0, 1), got " + momentum);
    }
    if (!(rate > 0 && Double.isFinite(rate))) {
      throw new IllegalArgumentException("The outer rate must be finite and positive, got " + rate);
    }
  }

  /** Takes the mean as it is. */
  public static OuterOptimizer none() {
    return new OuterOptimizer(Kind.NONE, 0, 1);
  }

  /** Steps with Nesterov's momentum. */
  public static OuterOptimizer nesterov(double momentum, double rate) {
    return new OuterOptimizer(Kind.NESTEROV, momentum, rate);
  }

  /** The outer optimizers. */
  public enum Kind {
    /** The mean is taken as it is. */
    NONE,
    /** Nesterov's momentum on the way of a round. */
    NESTEROV
  }
}
