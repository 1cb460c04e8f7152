package org.latticework.trainer.training;

import java.io.Serializable;

/**
 * What one worker did in one round.
 *
 * @param worker from 0
 * @param crystals number of crystals in the worker's batches
 * @param lossSum Σ loss · crystals over the batches, on the network's scale
 * @param seconds time the worker spent on it
 */
public record WorkerRound(int worker, int crystals, double lossSum, double seconds)
    implements Serializable {}
