package org.latticework.trainer.measure;

import java.io.Serializable;

/**
 * How far a worker is in a round.
 *
 * @param epoch from 1
 * @param round from 1
 * @param worker from 0
 * @param steps that it has taken in the round
 * @param crystals of them
 * @param errorSum Σ of the errors over them, as the task defines them
 */
public record WorkerProgress(
    int epoch, int round, int worker, int steps, int crystals, double errorSum)
    implements Serializable {
  /** Of a worker that has not begun. */
  public static final WorkerProgress NONE = new WorkerProgress(0, 0, 0, 0, 0, 0);

  /** Returns the progress after one more step. */
  public WorkerProgress plus(int crystalsOfStep, double newErrorSum) {
    return new WorkerProgress(
        epoch, round, worker, steps + 1, crystals + crystalsOfStep, newErrorSum);
  }
}
