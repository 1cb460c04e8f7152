package org.latticework.trainer.training;

import org.latticework.trainer.kernel.KernelUse;

/**
 * What a run is about to do, known once its crystals are dealt.
 *
 * @param crystals what there is to learn from and to validate on
 * @param workers W
 * @param batches of every worker in an epoch
 * @param rounds in an epoch
 * @param kernel that computes convolutions on the workers
 * @param parameters length of the network's parameter vector, running statistics included
 */
public record TrainingPlan(
    CachedCrystals crystals,
    int workers,
    int batches,
    int rounds,
    KernelUse kernel,
    long parameters) {}
