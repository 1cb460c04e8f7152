package org.latticework.trainer.shard;

/**
 * The crystals that the workers hold in memory for a whole run.
 *
 * @param train number of crystals to learn from
 * @param validation number of crystals to choose the best epoch by; may be 0
 * @param excluded number of crystals of both folds left out because their target is not known
 * @param bytes of heap that all workers together need for them, as Spark estimates it
 */
public record CachedCrystals(int train, int validation, long excluded, long bytes) {
  /** Returns the bytes of heap a crystal needs, on average. */
  public double bytesPerCrystal() {
    return (double) bytes / (train + validation);
  }
}
