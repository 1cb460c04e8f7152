package org.latticework.trainer.measure;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.latticework.trainer.shard.Round;
import scala.collection.JavaConverters;

/**
 * Watches the workers of an epoch's rounds by the heartbeats of Spark's executors. Spark tells of
 * them on a thread of its own, also when a round is over already.
 */
public final class RoundWatch extends SparkListener implements AutoCloseable {
  private final SparkContext spark;
  private final int workers;
  private final RoundListener listener;
  private final WorkerPulse pulse = new WorkerPulse();
  private final Map<Integer, WorkerProgress> latest = new HashMap<>(); // by worker
  private Optional<Round> underWay = Optional.empty();

  private RoundWatch(SparkContext spark, int workers, RoundListener listener) {
    this.spark = spark;
    this.workers = workers;
    this.listener = listener;
  }

  /** Watches until it is closed. */
  public static RoundWatch of(SparkContext spark, int workers, RoundListener listener) {
    RoundWatch watch = new RoundWatch(spark, workers, listener);
    spark.register(watch.pulse);
    spark.addSparkListener(watch);
    return watch;
  }

  /** Returns what the workers tell of their steps. */
  public WorkerPulse pulse() {
    return pulse;
  }

  /** A round begins. */
  public synchronized void begin(Round round) {
    latest.clear();
    underWay = Optional.of(round);
  }

  /** The round is over, well or not: from now on the listener hears nothing more of it. */
  public synchronized void end() {
    underWay = Optional.empty();
  }

  @Override
  public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate event) {
    if (underWay.isEmpty()) {
      return;
    }
    Round round = underWay.get();
    boolean news = false;
    for (var task : JavaConverters.seqAsJavaList(event.accumUpdates())) {
      for (AccumulableInfo info : JavaConverters.seqAsJavaList(task._4())) {
        news |= info.id() == pulse.id() && take(round, info);
      }
    }
    if (news) {
      listener.underWay(progress(round));
    }
  }

  /** A worker whose task is repeated begins again. */
  private boolean take(Round round, AccumulableInfo info) {
    boolean ofRound =
        info.update().isDefined()
            && info.update().get() instanceof WorkerProgress progress
            && progress.epoch() == round.epoch()
            && progress.round() == round.number();
    if (ofRound) {
      WorkerProgress progress = (WorkerProgress) info.update().get();
      latest.put(progress.worker(), progress);
    }
    return ofRound;
  }

  private RoundProgress progress(Round round) {
    int steps = latest.values().stream().mapToInt(WorkerProgress::steps).sum();
    return new RoundProgress(
        round.epoch(),
        round.number(),
        round.rounds(),
        (double) steps / (workers * round.steps()),
        latest.values().stream().mapToInt(WorkerProgress::crystals).sum(),
        latest.values().stream().mapToDouble(WorkerProgress::errorSum).sum());
  }

  @Override
  public void close() {
    spark.removeSparkListener(this);
  }
}
