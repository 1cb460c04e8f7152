package org.latticework.trainer.training;

import org.latticework.trainer.measure.RoundMetrics;

/**
 * How far a run is, after a round.
 *
 * @param round the round just finished
 * @param epochs number of epochs in the run
 * @param steps that each worker has taken since the run began; with other workers, batches or
 *     rounds it goes on as if all before had been such
 * @param roundMae mean absolute error over the round, in the target's unit
 * @param trainMae mean absolute error over the epoch so far, in the target's unit
 * @param crystalsPerSecond over the epoch so far
 * @param secondsLeft estimate for the rest of the run, s
 */
public record Progress(
    RoundMetrics round,
    int epochs,
    int steps,
    double roundMae,
    double trainMae,
    double crystalsPerSecond,
    double secondsLeft) {}
