package org.latticework.trainer.training;

/**
 * How training is shared out.
 *
 * @param workers W; positive
 * @param batchSize greatest number of crystals in a batch of one worker; positive
 * @param averagingFrequency f, batches of a worker between two averagings; positive
 */
public record Parallelism(int workers, int batchSize, int averagingFrequency) {
  public Parallelism {
    if (!(batchSize > 0 && workers > 0 && averagingFrequency > 0)) {
      throw new IllegalArgumentException(
          "Batch size, workers and averaging frequency must be positive, got %d, %d, %d"
              .formatted(batchSize, workers, averagingFrequency));
    }
  }
}
