package org.latticework.trainer.training;

/**
 * One epoch.
 *
 * @param epoch from 1
 * @param trainMae mean absolute error of the epoch's batches, each taken before the step it caused,
 *     in the target's unit
 * @param validationMae mean absolute error on the validation crystals after the epoch, in the
 *     target's unit; NaN where there are none
 * @param crystals number of crystals trained on
 * @param seconds of training
 * @param validationSeconds of validation
 */
public record EpochMetrics(
    int epoch,
    double trainMae,
    double validationMae,
    int crystals,
    double seconds,
    double validationSeconds) {

  /** Returns the crystals trained on per second, validation not counted. */
  public double crystalsPerSecond() {
    return crystals / seconds;
  }
}
