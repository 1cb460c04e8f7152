package org.latticework.report.training;

/**
 * One epoch of a training.
 *
 * @param epoch from 1
 * @param steps gradient steps that each worker has taken by its end; 0 where that is not known
 * @param trainError mean error over its batches, each before its step; NaN where not known
 * @param validationError after it; NaN where there was nothing to validate on
 * @param learningRate of the first step of its last round: of the epoch's first step where a round
 *     is an epoch; NaN where not known
 */
public record Epoch(
    int epoch, long steps, double trainError, double validationError, double learningRate) {}
