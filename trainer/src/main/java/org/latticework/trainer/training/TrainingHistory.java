package org.latticework.trainer.training;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.latticework.trainer.batch.TargetScaler;
import org.latticework.trainer.model.TrainedModel;

/** Writes down the rounds and epochs of a run, tells the listener, and knows the best epoch. */
final class TrainingHistory {
  private final int plannedEpochs;
  private final TargetScaler scaler;
  private final TrainingListener listener;
  private final long start = System.nanoTime();
  private final List<EpochMetrics> epochs = new ArrayList<>();
  private int bestEpoch;

  private long epochStart;
  private int crystals;
  private double errorSum;
  private long offHeapBytes;

  TrainingHistory(int plannedEpochs, TargetScaler scaler, TrainingListener listener) {
    this.plannedEpochs = plannedEpochs;
    this.scaler = scaler;
    this.listener = listener;
  }

  void startEpoch() {
    epochStart = System.nanoTime();
    crystals = 0;
    errorSum = 0;
  }

  /**
   * Adds a round.
   *
   * @throws IllegalStateException if its error is not finite
   */
  void add(RoundMetrics round) {
    if (!Double.isFinite(round.error())) {
      throw new IllegalStateException(
          "Epoch %d, round %d of %d: the training error is %s; a lower learning rate may help"
              .formatted(round.epoch(), round.round(), round.rounds(), round.error()));
    }
    offHeapBytes = Math.max(offHeapBytes, round.offHeapBytes());
    crystals += round.crystals();
    errorSum += round.error() * round.crystals();
    double done = round.epoch() - 1 + (double) round.round() / round.rounds();
    double left = secondsSince(start) * (plannedEpochs - done) / done;
    listener.roundFinished(
        new Progress(round, plannedEpochs, trainMae(), crystals / secondsSince(epochStart), left));
  }

  /**
   * Adds the epoch whose rounds were added.
   *
   * @param validation computes the error, if there is something to validate on
   * @return whether the epoch is the best so far
   */
  boolean finishEpoch(Supplier<OptionalDouble> validation) {
    double seconds = secondsSince(epochStart);
    long validationStart = System.nanoTime();
    OptionalDouble validationMae = validation.get();
    EpochMetrics epoch =
        new EpochMetrics(
            epochs.size() + 1,
            trainMae(),
            validationMae.orElse(Double.NaN),
            crystals,
            seconds,
            secondsSince(validationStart));
    boolean best = epochs.isEmpty() || validationMae.isEmpty() || isBetter(epoch);
    epochs.add(epoch);
    if (best) {
      bestEpoch = epoch.epoch();
    }
    listener.epochFinished(epoch);
    return best;
  }

  /**
   * Returns whether the last epochs were in vain.
   *
   * @param patience number of epochs that may be; 0 for any
   */
  boolean isExhausted(int patience) {
    return patience > 0 && epochs.size() - bestEpoch >= patience;
  }

  /** Any number is better than none: Double's order has NaN last. */
  private boolean isBetter(EpochMetrics epoch) {
    return Double.compare(epoch.validationMae(), epochs.get(bestEpoch - 1).validationMae()) < 0;
  }

  TrainingResult result(TrainedModel best, TrainingPlan plan) {
    return new TrainingResult(best, bestEpoch, plan, epochs, offHeapBytes, secondsSince(start));
  }

  /** The workers' errors are on the network's scale. */
  private double trainMae() {
    return scaler.std() * errorSum / crystals;
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) * 1e-9;
  }
}
