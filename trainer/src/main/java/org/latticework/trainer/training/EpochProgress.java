package org.latticework.trainer.training;

/**
 * How far an epoch is.
 *
 * @param epoch from 1
 * @param crystals of it that were trained on
 * @param trainMae mean absolute error over them, in the target's unit
 * @param crystalsPerSecond over the epoch so far
 * @param secondsLeft estimate for the rest of the run, s
 */
public record EpochProgress(
    int epoch, int crystals, double trainMae, double crystalsPerSecond, double secondsLeft) {}
