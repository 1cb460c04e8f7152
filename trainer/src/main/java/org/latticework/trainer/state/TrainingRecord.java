package org.latticework.trainer.state;

import java.util.List;

/**
 * What a run has been like so far.
 *
 * @param epochs that are done, in order
 * @param bestEpoch the one that validated best, from 1; 0 before the first
 * @param crystals trained on in the epoch under way
 * @param errorSum Σ of the errors over them, as the task defines them
 * @param epochSeconds spent on the epoch under way
 * @param seconds spent on the whole run
 * @param offHeapBytes most memory outside of the heap that a worker's process held after a step
 */
public record TrainingRecord(
    List<EpochMetrics> epochs,
    int bestEpoch,
    int crystals,
    double errorSum,
    double epochSeconds,
    double seconds,
    long offHeapBytes) {
  /** Of a run that has not begun. */
  public static final TrainingRecord EMPTY = new TrainingRecord(List.of(), 0, 0, 0, 0, 0, 0);

  public TrainingRecord {
    epochs = List.copyOf(epochs);
  }

  /** Returns the same without the part of the epoch under way. */
  TrainingRecord atEpochsBeginning() {
    return new TrainingRecord(epochs, bestEpoch, 0, 0, 0, seconds, offHeapBytes);
  }
}
