package org.latticework.trainer.training;

import org.latticework.trainer.network.KernelUse;
import org.latticework.trainer.shard.CachedCrystals;

/**
 * What a run is about to do, known once its crystals are dealt.
 *
 * @param crystals what there is to learn from and to validate on
 * @param workers W
 * @param kernel that computes convolutions on the workers
 */
public record TrainingPlan(CachedCrystals crystals, int workers, KernelUse kernel) {}
