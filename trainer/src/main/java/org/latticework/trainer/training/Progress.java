package org.latticework.trainer.training;

import org.latticework.trainer.measure.RoundMetrics;

/**
 * How far a run is, after a round.
 *
 * @param round the round just finished
 * @param epochs number of epochs in the run
 * @param steps that each worker has taken since the run began; with other workers, batches or
 *     rounds it goes on as if all before had been such
 * @param roundError mean error over the round, as the task's headline
 * @param trainError mean error over the epoch so far, as the task's headline
 * @param crystalsPerSecond over the epoch so far
 * @param secondsLeft estimate for the rest of the run, s
 */
public record Progress(
    RoundMetrics round,
    int epochs,
    int steps,
    double roundError,
    double trainError,
    double crystalsPerSecond,
    double secondsLeft) {}
