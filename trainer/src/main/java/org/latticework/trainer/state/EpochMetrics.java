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
 * @param steps that each worker has taken by its end, as {@code Progress} counts them; 0 in states
 *     of older builds
 * @param learningRate of the first step of its last round; 0 in states of older builds
 */
public record EpochMetrics(
    int epoch,
    double trainError,
    double validationError,
    int crystals,
    double seconds,
    double validationSeconds,
    int steps,
    double learningRate) {

  /** Returns the crystals trained on per second, validation not counted. */
  public double crystalsPerSecond() {
    return crystals / seconds;
  }
}
