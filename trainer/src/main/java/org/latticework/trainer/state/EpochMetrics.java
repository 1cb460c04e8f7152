package org.latticework.trainer.state;

/**
 * One epoch.
 *
 * @param epoch from 1
 * @param trainError mean error of the epoch's batches, each taken before the step it caused; what
 *     the task calls its headline
 * @param validationError the task's headline on the validation crystals after the epoch; NaN where
 *     there are none
 * @param crystals number of crystals trained on
 * @param seconds of training
 * @param validationSeconds of validation
 */
public record EpochMetrics(
    int epoch,
    double trainError,
    double validationError,
    int crystals,
    double seconds,
    double validationSeconds) {

  /** Returns the crystals trained on per second, validation not counted. */
  public double crystalsPerSecond() {
    return crystals / seconds;
  }
}
