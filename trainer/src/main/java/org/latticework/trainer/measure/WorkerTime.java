package org.latticework.trainer.measure;

/**
 * How long a worker has computed.
 *
 * @param worker from 0
 * @param process where it did so last, "executor 2 on node17"
 * @param seconds over all rounds
 */
public record WorkerTime(int worker, String process, double seconds) {}
