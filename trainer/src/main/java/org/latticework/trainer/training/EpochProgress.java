package org.latticework.trainer.training;

/**
 * How far an epoch is.
 *
 * @param epoch from 1
 * @param crystals of it that were trained on
 * @param trainError mean error over them, as the task's headline
 * @param crystalsPerSecond over the epoch so far
 * @param secondsLeft estimate for the rest of the run, s
 */
public record EpochProgress(
    int epoch, int crystals, double trainError, double crystalsPerSecond, double secondsLeft) {}
