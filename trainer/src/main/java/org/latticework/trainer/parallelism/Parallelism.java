package org.latticework.trainer.parallelism;

import java.io.Serializable;
import org.latticework.trainer.shard.Round;

/**
 * How training is shared out.
 *
 * @param workers W; positive
 * @param batchSize greatest number of crystals in a batch of one worker; positive
 * @param averaged what the workers send
 * @param averaging batches of a worker between two averagings
 * @param epochsPerDeal epochs after which the crystals are dealt to the workers anew; 0 for never
 */
public record Parallelism(
    int workers, int batchSize, Averaged averaged, AveragingSchedule averaging, int epochsPerDeal)
    implements Serializable {
  public Parallelism {
    if (!(batchSize > 0 && workers > 0)) {
      throw new IllegalArgumentException(
          "Batch size and workers must be positive, got %d and %d".formatted(batchSize, workers));
    }
    if (averaged == Averaged.GRADIENTS && !averaging.equals(AveragingSchedule.every(1))) {
      throw new IllegalArgumentException(
          "Gradients are averaged at every step, so the averaging frequency must be 1, got "
              + averaging);
    }
    if (!(epochsPerDeal >= 0)) {
      throw new IllegalArgumentException(
          "The epochs of a deal must be 0 or more, got " + epochsPerDeal);
    }
  }

  /** Returns workers that are dealt their crystals once and average every f steps. */
  public static Parallelism of(int workers, int batchSize, int averagingFrequency) {
    return new Parallelism(
        workers, batchSize, Averaged.PARAMETERS, AveragingSchedule.every(averagingFrequency), 0);
  }

  /**
   * Returns a round.
   *
   * @param epoch from 1
   * @param number of the round in its epoch, from 1
   * @param batches of every worker in the epoch
   */
  public Round round(int epoch, int number, int batches) {
    return new Round(epoch, number, batches, Math.min(averaging.frequency(epoch), batches));
  }

  /** Returns which deal an epoch learns from, from 0; epochs count from 1. */
  public int deal(int epoch) {
    return epochsPerDeal == 0 ? 0 : (epoch - 1) / epochsPerDeal;
  }
}
