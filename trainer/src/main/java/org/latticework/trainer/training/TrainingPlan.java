package org.latticework.trainer.training;

/**
 * What a run is about to do, known once its crystals are dealt.
 *
 * @param trainCrystals number of crystals to learn from
 * @param validationCrystals number of crystals to choose the best epoch by; may be 0
 * @param excluded number of crystals of both folds left out because their target is not known
 * @param workers W
 * @param batches of every worker in an epoch
 * @param rounds in an epoch
 * @param kernel that computes convolutions on the workers, {@code fused} or {@code nd4j}; both,
 *     with a comma, where the workers differ
 * @param parameters length of the network's parameter vector, running statistics included
 */
public record TrainingPlan(
    int trainCrystals,
    int validationCrystals,
    long excluded,
    int workers,
    int batches,
    int rounds,
    String kernel,
    long parameters) {}
