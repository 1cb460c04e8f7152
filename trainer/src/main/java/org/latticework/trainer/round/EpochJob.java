package org.latticework.trainer.round;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.latticework.trainer.measure.JobTasks;
import org.latticework.trainer.measure.WorkerPulse;
import org.latticework.trainer.rendezvous.Answer;
import org.latticework.trainer.rendezvous.Arrival;
import org.latticework.trainer.rendezvous.Rendezvous;
import org.latticework.trainer.shard.Shards;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An epoch as one job of Spark: every worker is a task that stays, reports each round to the driver
 * and waits there for the next. A round then costs a message to each worker and one back, in the
 * place of a job. All workers must run at once; where one fails or is lost, all are let go.
 */
final class EpochJob implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EpochJob.class);
  private static final Duration CHECK = Duration.ofSeconds(1);

  /** How long the others wait for a worker that no executor has room for. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final int workers;
  private final Rendezvous rendezvous;
  private final JobTasks tasks;
  private final JavaFutureAction<List<ShardResult>> job;
  private final List<Arrival> waiting = new ArrayList<>();
  private RoundCall call;
  private Answer answer;

  /**
   * Starts the tasks.
   *
   * @param shards the training crystals
   * @param worker holds the network
   * @param learning how workers learn
   * @param pulse is told of every step
   */
  EpochJob(Shards shards, ShardTrainingWorker worker, ShardLearning learning, WorkerPulse pulse) {
    SparkContext spark = shards.rdd().context();
    workers = shards.workers();
    rendezvous = Rendezvous.open(spark);
    tasks = JobTasks.of(spark, rendezvous.point().name(), workers);
    EpochTask task = new EpochTask(worker, learning, rendezvous.point(), pulse);
    try {
      job = shards.rdd().mapPartitionsWithIndex(task, true).collectAsync();
      tasks.started();
    } catch (RuntimeException e) {
      tasks.close();
      rendezvous.close();
      throw e;
    }
  }

  /** Returns whether the cluster has a core for each worker now. */
  static boolean fits(Shards shards) {
    SparkContext spark = shards.rdd().context();
    return spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile())
        >= shards.workers();
  }

  /** Sends the workers into a round. */
  void begin(RoundCall next) {
    call = next;
    answer = Answer.of(next);
    answerAll(answer);
  }

  private void answerAll(Answer said) {
    while (!waiting.isEmpty()) {
      waiting.remove(waiting.size() - 1).answer(said);
    }
  }

  /**
   * Waits until all workers have reported the round.
   *
   * @return empty if they are not all there any more: the round is then to be done otherwise
   */
  Optional<RoundMean> results() {
    RoundMean mean = new RoundMean(workers);
    BitSet reported = new BitSet(workers);
    while (reported.cardinality() < workers) {
      Optional<Arrival> arrival = rendezvous.next(CHECK);
      if (arrival.isPresent()) {
        receive(arrival.get(), mean, reported);
      } else if (job.isDone() || tasks.isBroken()) {
        LOG.warn("A worker was lost in {}; it is done again", call.round());
        return Optional.empty();
      } else if (tasks.isStuck(PATIENCE)) {
        LOG.warn("No executor has room for a worker; the epoch goes on with a job a round");
        return Optional.empty();
      }
    }
    return Optional.of(mean);
  }

  /** What comes late, or a second time, is sent into the round as it is. */
  private void receive(Arrival arrival, RoundMean mean, BitSet reported) {
    Optional<ShardResult> result;
    try {
      result = arrival.take(ShardResult.class);
    } catch (RuntimeException e) {
      arrival.answer(Answer.END); // nobody else knows that it waits
      throw e;
    }
    if (result.isEmpty() || result.get().number() != call.round().number()) {
      arrival.answer(answer);
      return;
    }
    waiting.add(arrival);
    int worker = result.get().round().worker();
    if (!reported.get(worker)) {
      reported.set(worker);
      mean.add(result.get());
    }
  }

  /**
   * Lets all workers go and waits until they have: their cores are free then. Those that are in the
   * middle of a long round are not waited for: they are ended at its end.
   */
  @Override
  public void close() {
    long begin = System.nanoTime();
    try {
      answerAll(Answer.END);
      while (!job.isDone()
          && !Thread.currentThread().isInterrupted()
          && System.nanoTime() - begin < PATIENCE.toNanos()) {
        rendezvous.next(Duration.ofMillis(10)).ifPresent(late -> late.answer(Answer.END));
      }
    } finally {
      if (!job.isDone()) {
        job.cancel(true);
      }
      tasks.close();
      rendezvous.close();
    }
  }
}
