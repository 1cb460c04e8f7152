package org.latticework.trainer.training;

import java.io.Serializable;

/**
 * What one worker did in one round.
 *
 * @param worker from 0
 * @param crystals number of crystals in the worker's batches
 * @param errorSum Σ |prediction − target| over them, on the network's scale; each before the step
 *     it took part in
 * @param offHeapBytes most memory outside of the heap that its process held after a step
 * @param seconds time the worker spent on it
 */
public record WorkerRound(
    int worker, int crystals, double errorSum, long offHeapBytes, double seconds)
    implements Serializable {}
