package org.latticework.trainer.task;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Moves targets to mean 0 and standard deviation 1 for training, and predictions back: s = (t −
 * mean) / std.
 *
 * <p>To be fitted on the training fold only: a scaler that has seen validation or test targets
 * leaks them into the network.
 *
 * @param mean mean of the targets, in the target's unit; finite
 * @param std standard deviation of the targets, in the target's unit; finite and positive
 */
public record TargetScaler(double mean, double std) implements Serializable {
  public TargetScaler {
    if (!(Double.isFinite(mean) && Double.isFinite(std) && std > 0)) {
      throw new IllegalArgumentException(
          "A target scaler needs a finite mean and a finite std > 0, got mean=%s, std=%s"
              .formatted(mean, std));
    }
  }

  /** Returns the scaler that changes nothing. */
  public static TargetScaler identity() {
    return new TargetScaler(0, 1);
  }

  /**
   * Fits mean and sample standard deviation (divided by n − 1, as CGCNN's Normalizer does). The
   * result depends on the targets only, not on their order. A single target, or equal ones, are
   * scaled by 1.
   *
   * @param targets n values in the target's unit; at least one, all finite
   * @throws IllegalArgumentException if there is no target, or one that is not finite
   */
  public static TargetScaler fit(double[] targets) {
    if (targets.length == 0) {
      throw new IllegalArgumentException("A target scaler needs at least one target, got none");
    }
    double[] sorted = targets.clone();
    Arrays.sort(sorted);
    double mean = sum(sorted) / sorted.length;
    double[] squares = new double[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      squares[i] = (sorted[i] - mean) * (sorted[i] - mean);
    }
    double std = Math.sqrt(sum(squares) / Math.max(1, sorted.length - 1));
    // Equal targets may still differ from their rounded mean by an ulp.
    return new TargetScaler(mean, sorted[0] == sorted[sorted.length - 1] ? 1 : std);
  }

  /** Returns a target on the network's scale. */
  public double scale(double target) {
    return (target - mean) / std;
  }

  /** Returns a network's output in the target's unit. */
  public double unscale(double output) {
    return output * std + mean;
  }

  /** Kahan's compensated sum: millions of targets cost no digits. */
  private static double sum(double[] values) {
    double sum = 0;
    double lost = 0;
    for (double value : values) {
      double term = value - lost;
      double next = sum + term;
      lost = (next - sum) - term;
      sum = next;
    }
    return sum;
  }
}
