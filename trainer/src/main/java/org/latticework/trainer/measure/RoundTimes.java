package org.latticework.trainer.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where the time of many rounds has gone. A round lasts as long as its slowest worker computes, and
 * what it takes to send the network, to schedule and to average; the other workers wait. Where
 * there are fewer cores than workers, those that wait for a core count as scheduling.
 *
 * @param seconds of all rounds
 * @param waitingSeconds of them that workers waited for the slowest of the round, on average over
 *     all workers
 * @param overheadSeconds of them beyond what the slowest worker of the round computed
 * @param workers by number; empty before the first round
 */
public record RoundTimes(
    double seconds, double waitingSeconds, double overheadSeconds, List<WorkerTime> workers) {
  /** Of no rounds. */
  public static final RoundTimes NONE = new RoundTimes(0, 0, 0, List.of());

  public RoundTimes {
    workers = List.copyOf(workers);
  }

  /** Returns these and one more round of the same workers. */
  public RoundTimes plus(RoundMetrics round) {
    List<WorkerTime> sums = new ArrayList<>();
    for (WorkerRound worker : round.workers()) {
      double before = workers.isEmpty() ? 0 : workers.get(worker.worker()).seconds();
      sums.add(new WorkerTime(worker.worker(), worker.process(), before + worker.seconds()));
    }
    return new RoundTimes(
        seconds + round.seconds(),
        waitingSeconds + round.waitingSeconds(),
        overheadSeconds + round.overhead(),
        sums);
  }

  /** Returns the seconds that a worker computed, on average over all. */
  public double computeSeconds() {
    return seconds - waitingSeconds - overheadSeconds;
  }

  /**
   * Returns the worker that took longest over all.
   *
   * @throws java.util.NoSuchElementException before the first round
   */
  public WorkerTime slowest() {
    return workers.stream().max(Comparator.comparingDouble(WorkerTime::seconds)).orElseThrow();
  }

  /**
   * Returns how many times as long as the others the slowest worker took: as their median; 1 for a
   * worker without others, infinite where they took no time.
   */
  public double slowness() {
    double[] seconds = workers.stream().mapToDouble(WorkerTime::seconds).sorted().toArray();
    int others = seconds.length - 1;
    if (others < 1) {
      return 1;
    }
    double median = (seconds[(others - 1) / 2] + seconds[others / 2]) / 2;
    return seconds[others] / median;
  }
}
