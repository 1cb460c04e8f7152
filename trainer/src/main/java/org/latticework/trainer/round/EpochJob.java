package org.latticework.trainer.round;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;
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
 * place of a job. All workers must run at once.
 */
final class EpochJob implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EpochJob.class);
  private static final Duration CHECK = Duration.ofSeconds(1);

  /** How long the others wait for a worker that no executor has room for. */
  private static final Duration LONGEST_ALONE = Duration.ofSeconds(10);

  private final JavaSparkStatusTracker spark;
  private final int workers;
  private final Rendezvous rendezvous;
  private final JavaFutureAction<List<ShardResult>> job;
  private final List<Arrival> waiting = new ArrayList<>();
  private RoundCall call;
  private Answer answer;
  private long complete = System.nanoTime(); // when all workers were last seen to run

  /**
   * Starts the tasks.
   *
   * @param shards the training crystals
   * @param worker holds the network
   * @param learning how workers learn
   * @param pulse is told of every step
   */
  EpochJob(Shards shards, ShardTrainingWorker worker, ShardLearning learning, WorkerPulse pulse) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(shards.rdd().context());
    spark = context.statusTracker();
    workers = shards.workers();
    rendezvous = Rendezvous.open(context.sc());
    EpochTask task = new EpochTask(worker, learning, rendezvous.point(), pulse);
    job = shards.rdd().mapPartitionsWithIndex(task, true).collectAsync();
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
    waiting.forEach(arrival -> arrival.answer(answer));
    waiting.clear();
  }

  /**
   * Waits until all workers have reported the round.
   *
   * @return empty if they cannot all be there any more: the round is then to be done otherwise
   * @throws IllegalStateException if a task has failed as often as Spark lets it
   */
  Optional<RoundMean> results() {
    RoundMean mean = new RoundMean(workers);
    BitSet reported = new BitSet(workers);
    while (reported.cardinality() < workers) {
      Optional<Arrival> arrival = rendezvous.next(CHECK);
      if (arrival.isPresent()) {
        receive(arrival.get(), mean, reported);
      } else if (job.isDone()) {
        failure().ifPresent(EpochJob::raise);
        return Optional.empty();
      } else if (isTooLongIncomplete()) {
        LOG.warn("No executor has room for a worker; the epoch goes on with a job a round");
        return Optional.empty();
      }
    }
    return Optional.of(mean);
  }

  private static void raise(Throwable failure) {
    throw new IllegalStateException(failure);
  }

  /** Returns why the job has failed; empty if it has not. */
  private Optional<Throwable> failure() {
    try {
      job.get();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(e);
    }
  }

  /** What comes late, or from a worker that was run again, is sent into the round as it is. */
  private void receive(Arrival arrival, RoundMean mean, BitSet reported) {
    Optional<ShardResult> result = arrival.message(ShardResult.class);
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

  private boolean isTooLongIncomplete() {
    long now = System.nanoTime();
    if (running() >= workers) {
      complete = now;
    }
    return now - complete > LONGEST_ALONE.toNanos();
  }

  /** Returns how many tasks of the job run, those included that make a lost shard again. */
  private int running() {
    return job.jobIds().stream()
        .map(spark::getJobInfo)
        .filter(info -> info != null)
        .flatMap(info -> Arrays.stream(info.stageIds()).mapToObj(spark::getStageInfo))
        .filter(info -> info != null)
        .mapToInt(SparkStageInfo::numActiveTasks)
        .sum();
  }

  /** Lets all workers go and waits until they have: their cores are free then. */
  @Override
  public void close() {
    waiting.forEach(arrival -> arrival.answer(Answer.END));
    while (!job.isDone()) {
      rendezvous.next(Duration.ofMillis(10)).ifPresent(arrival -> arrival.answer(Answer.END));
    }
    rendezvous.close();
  }
}
