package org.latticework.trainer.training;

import java.util.List;
import org.latticework.trainer.measure.RoundTimes;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.state.EpochMetrics;

/**
 * A finished run.
 *
 * @param best the network as it was after the best epoch
 * @param bestEpoch the epoch with the lowest validation error, the first of equals; the last one
 *     where there are no validation crystals
 * @param plan what was trained on
 * @param history all epochs in order
 * @param times of the rounds of this process; those before it was resumed are not counted
 * @param peakOffHeapBytes most memory outside of the heap that a worker's process held after a step
 * @param trainingSeconds from the first round to the last validation
 */
public record TrainingResult(
    TrainedModel best,
    int bestEpoch,
    TrainingPlan plan,
    List<EpochMetrics> history,
    RoundTimes times,
    long peakOffHeapBytes,
    double trainingSeconds) {
  public TrainingResult {
    history = List.copyOf(history);
  }

  public int epochs() {
    return history.size();
  }

  /** Returns the mean error of the best epoch's batches, as the task's headline. */
  public double trainError() {
    return history.get(bestEpoch - 1).trainError();
  }

  /**
   * Returns the task's headline on the validation crystals after the best epoch; NaN without any.
   */
  public double validationError() {
    return history.get(bestEpoch - 1).validationError();
  }

  /** Returns the crystals trained on per second over all epochs, validation not counted. */
  public double crystalsPerSecond() {
    double seconds = history.stream().mapToDouble(EpochMetrics::seconds).sum();
    return history.stream().mapToLong(EpochMetrics::crystals).sum() / seconds;
  }
}
