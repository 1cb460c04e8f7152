package org.latticework.trainer.shard;

import java.io.Serializable;
import java.util.Optional;

/**
 * Which batches every worker runs between two averagings.
 *
 * @param epoch from 1
 * @param number of the round in its epoch, from 1
 * @param batches of every worker in the epoch
 * @param averagingFrequency f, batches of every worker in a round; the last round of an epoch has
 *     what is left
 */
public record Round(int epoch, int number, int batches, int averagingFrequency)
    implements Serializable {

  /** Returns the number of rounds in the epoch, ⌈batches / f⌉. */
  public int rounds() {
    return (batches + averagingFrequency - 1) / averagingFrequency;
  }

  /** Returns a round of the one batch before this round; empty where the epoch begins here. */
  public Optional<Round> before() {
    return number == 1 ? Optional.empty() : Optional.of(new Round(epoch, firstBatch(), batches, 1));
  }

  /** Returns a round of the last batch of this round. */
  public Round last() {
    return new Round(epoch, endBatch(), batches, 1);
  }

  public int firstBatch() {
    return (number - 1) * averagingFrequency;
  }

  int endBatch() {
    return Math.min(number * averagingFrequency, batches);
  }

  /** Returns the steps each worker takes: f, or fewer in the last round. */
  public int steps() {
    return endBatch() - firstBatch();
  }
}
