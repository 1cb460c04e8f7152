package org.latticework.trainer.training;

import java.util.List;

/**
 * One round, seen from the driver.
 *
 * @param epoch from 1
 * @param round from 1
 * @param rounds number of rounds in the epoch
 * @param workers what each worker did
 * @param seconds from the start of the round to its averaged parameters
 */
public record RoundMetrics(
    int epoch, int round, int rounds, List<WorkerRound> workers, double seconds) {
  public RoundMetrics {
    workers = List.copyOf(workers);
  }

  /** Returns the number of crystals over all workers. */
  public int crystals() {
    return workers.stream().mapToInt(WorkerRound::crystals).sum();
  }

  /** Returns the mean absolute error over the round's crystals, on the network's scale. */
  public double error() {
    return workers.stream().mapToDouble(WorkerRound::errorSum).sum() / crystals();
  }

  /** Returns the most memory that a worker's process held outside of its heap, bytes. */
  public long offHeapBytes() {
    return workers.stream().mapToLong(WorkerRound::offHeapBytes).max().orElse(0);
  }

  /** Returns what the round took beyond the slowest worker's own time, s. */
  public double overhead() {
    return seconds - workers.stream().mapToDouble(WorkerRound::seconds).max().orElse(0);
  }
}
