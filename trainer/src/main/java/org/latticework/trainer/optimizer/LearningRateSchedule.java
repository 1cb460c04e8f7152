package org.latticework.trainer.optimizer;

import java.io.Serializable;

/**
 * How the learning rate goes, before it is known how many steps a run has.
 *
 * @param shape of the curve
 * @param peak the learning rate, at its highest; finite and positive
 * @param unit what the curve moves with
 * @param warmup units over which the rate rises to the peak in equal steps, before the curve
 *     begins; not negative; of no meaning to {@code one-cycle}, which rises by itself
 * @param every units between two drops of {@code step}; positive
 * @param drop factor of {@code step} at every drop; in (0, 1]
 * @param last where {@code cosine}, {@code linear} and {@code one-cycle} end, as a part of the
 *     peak; in [0, 1]
 */
public record LearningRateSchedule(
    Shape shape, double peak, Unit unit, int warmup, int every, double drop, double last)
    implements Serializable {
  public LearningRateSchedule {
    if (!(peak > 0 && Double.isFinite(peak))) {
      throw new IllegalArgumentException(
          "The learning rate must be finite and positive, got " + peak);
    }
    if (!(warmup >= 0 && every > 0)) {
      throw new IllegalArgumentException(
          "A schedule needs warmup >= 0 and every > 0, got %d and %d".formatted(warmup, every));
    }
    if (!(drop > 0 && drop <= 1 && last >= 0 && last <= 1)) {
      throw new IllegalArgumentException(
          "A schedule needs 0 < drop <= 1 and 0 <= last <= 1, got %s and %s".formatted(drop, last));
    }
  }

  /** Returns a rate that never changes. */
  public static LearningRateSchedule constant(double rate) {
    return new LearningRateSchedule(Shape.CONSTANT, rate, Unit.STEPS, 0, 1, 1, 0);
  }

  /**
   * Returns the learning rate of a run.
   *
   * @param epochs of the run; positive
   * @param stepsPerEpoch steps that one worker takes in an epoch; positive
   */
  public LearningRate over(int epochs, int stepsPerEpoch) {
    long length = unit == Unit.EPOCHS ? epochs : (long) epochs * stepsPerEpoch;
    return new LearningRate(this, length);
  }

  /** The curves; formulas with {@link LearningRate}. */
  public enum Shape {
    CONSTANT,
    STEP,
    COSINE,
    LINEAR,
    ONE_CYCLE
  }

  /** What a curve moves with. */
  public enum Unit {
    /** Steps of a worker; all workers take them side by side. */
    STEPS,
    /** Whole passes over the training crystals. */
    EPOCHS
  }
}
