package org.latticework.trainer.measure;

import java.util.Comparator;
import java.util.List;

/**
 * One round, seen from the driver.
 *
 * @param epoch from 1
 * @param round from 1
 * @param rounds number of rounds in the epoch
 * @param steps of every worker
 * @param learningRate of its first step
 * @param workers what each worker did
 * @param seconds from the start of the round to the parameters that the next begins with
 */
public record RoundMetrics(
    int epoch,
    int round,
    int rounds,
    int steps,
    double learningRate,
    List<WorkerRound> workers,
    double seconds) {
  public RoundMetrics {
    workers = List.copyOf(workers);
  }

  /** Returns the number of crystals over all workers. */
  public int crystals() {
    return workers.stream().mapToInt(WorkerRound::crystals).sum();
  }

  /** Returns the mean error over the round's crystals, as the task defines it. */
  public double error() {
    return workers.stream().mapToDouble(WorkerRound::errorSum).sum() / crystals();
  }

  /** Returns the mean loss over the round's crystals, on the network's scale. */
  public double loss() {
    return workers.stream().mapToDouble(WorkerRound::lossSum).sum() / crystals();
  }

  /** Returns the crystals trained on per second of the round. */
  public double crystalsPerSecond() {
    return crystals() / seconds;
  }

  /** Returns the most memory that a worker's process held outside of its heap, bytes. */
  public long offHeapBytes() {
    return workers.stream().mapToLong(WorkerRound::offHeapBytes).max().orElse(0);
  }

  /** Returns which worker took longest. */
  public int slowestWorker() {
    return workers.stream()
        .max(Comparator.comparingDouble(WorkerRound::seconds))
        .map(WorkerRound::worker)
        .orElse(0);
  }

  /** Returns the time that the slowest worker computed, s. */
  public double computeSeconds() {
    return workers.stream().mapToDouble(WorkerRound::seconds).max().orElse(0);
  }

  /** Returns what the round took beyond that: sending, scheduling, averaging, s. */
  public double overhead() {
    return seconds - computeSeconds();
  }

  /** Returns how long the other workers waited for the slowest, on average over all workers, s. */
  public double waitingSeconds() {
    return computeSeconds()
        - workers.stream().mapToDouble(WorkerRound::seconds).average().orElse(0);
  }

  /** Returns the suspects of all workers. */
  public List<String> suspects() {
    return workers.stream().flatMap(worker -> worker.suspects().stream()).toList();
  }
}
