package org.latticework.trainer.measure;

import org.apache.spark.util.AccumulatorV2;

/**
 * Brings a worker's latest progress to the driver with the heartbeats of Spark's executors, by
 * default every ten seconds. It adds nothing up: each task has one of its own.
 */
public final class WorkerPulse extends AccumulatorV2<WorkerProgress, WorkerProgress> {
  private static final long serialVersionUID = 1L;

  private volatile WorkerProgress latest = WorkerProgress.NONE; // heartbeats have their own thread

  @Override
  public boolean isZero() {
    return latest.steps() == 0;
  }

  @Override
  public WorkerPulse copy() {
    WorkerPulse copy = new WorkerPulse();
    copy.latest = latest;
    return copy;
  }

  @Override
  public void reset() {
    latest = WorkerProgress.NONE;
  }

  @Override
  public void add(WorkerProgress progress) {
    latest = progress;
  }

  @Override
  public void merge(AccumulatorV2<WorkerProgress, WorkerProgress> other) {
    latest = other.value();
  }

  @Override
  public WorkerProgress value() {
    return latest;
  }
}
