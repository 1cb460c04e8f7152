package org.latticework.trainer.training;

import java.util.List;
import java.util.NavigableSet;
import org.latticework.trainer.network.KernelUse;
import org.latticework.trainer.shard.CachedCrystals;

/**
 * What a run is about to do, known once its crystals are dealt.
 *
 * @param crystals what there is to learn from and to validate on
 * @param workers W
 * @param kernel that computes convolutions on the workers
 * @param unjudged what of the validation crystals cannot be judged, in words
 * @param unseen atomic numbers of the training fold that the model which the training begins with
 *     is known not to have learned from
 */
public record TrainingPlan(
    CachedCrystals crystals,
    int workers,
    KernelUse kernel,
    List<String> unjudged,
    NavigableSet<Integer> unseen) {}
