package org.latticework.trainer.training;

import java.io.Serializable;
import org.latticework.trainer.model.NetworkConfig;

/**
 * How to train.
 *
 * @param network what to train
 * @param epochs passes over the training crystals; positive
 * @param batchSize greatest number of crystals in a batch of one worker; positive
 * @param learningRate of Adam (β₁ = 0.9, β₂ = 0.999), per step; finite and positive
 * @param workers W; positive
 * @param averagingFrequency f, batches of a worker between two averagings; positive
 * @param seed decides initial parameters, shards and the order of the crystals
 * @param scaleTargets whether to train on targets of mean 0 and standard deviation 1
 */
public record TrainingConfig(
    NetworkConfig network,
    int epochs,
    int batchSize,
    double learningRate,
    int workers,
    int averagingFrequency,
    long seed,
    boolean scaleTargets)
    implements Serializable {
  public TrainingConfig {
    if (!(epochs > 0 && batchSize > 0 && workers > 0 && averagingFrequency > 0)) {
      throw new IllegalArgumentException(
          ("Epochs, batch size, workers and averaging frequency must be positive, got"
                  + " %d, %d, %d, %d")
              .formatted(epochs, batchSize, workers, averagingFrequency));
    }
    if (!(learningRate > 0 && Double.isFinite(learningRate))) {
      throw new IllegalArgumentException(
          "The learning rate must be finite and positive, got " + learningRate);
    }
  }
}
