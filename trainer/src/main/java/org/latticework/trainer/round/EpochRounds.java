package org.latticework.trainer.round;

import java.util.List;
import java.util.Optional;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.deeplearning4j.NetworkState;
import org.latticework.trainer.measure.RoundListener;
import org.latticework.trainer.measure.RoundMetrics;
import org.latticework.trainer.measure.RoundWatch;
import org.latticework.trainer.shard.Round;
import org.latticework.trainer.shard.Shards;
import scala.Tuple2;

/**
 * The rounds of an epoch: in one job of Spark where the cluster has a core for every worker, else
 * each in a job of its own. What comes out is the same to the last bit.
 */
final class EpochRounds implements AutoCloseable {
  /** Up to this many results the driver averages alone; more need a tree, which costs a stage. */
  private static final int WIDEST_FLAT_AGGREGATION = 16;

  private final ShardTrainingMaster master;
  private final SparkComputationGraph graph;
  private final Shards shards;
  private final int epoch;
  private final int rounds;
  private final ShardLearning learning;
  private final RoundListener listener;
  private final RoundWatch watch;

  /**
   * Prepares.
   *
   * @param master whose rounds they are
   * @param graph the network, which is changed in place
   * @param shards the training crystals
   * @param epoch from 1
   * @param listener told of every round
   */
  EpochRounds(
      ShardTrainingMaster master,
      SparkComputationGraph graph,
      Shards shards,
      int epoch,
      RoundListener listener) {
    this.master = master;
    this.graph = graph;
    this.shards = shards;
    this.epoch = epoch;
    this.rounds = master.parallelism().round(epoch, 1, shards.batches()).rounds();
    this.learning = master.learning(shards.batcher());
    this.listener = listener;
    this.watch = RoundWatch.of(spark().sc(), shards.workers(), listener);
  }

  @Override
  public void close() {
    watch.close();
  }

  private JavaSparkContext spark() {
    return graph.getSparkContext();
  }

  private ComputationGraph network() {
    return graph.getNetwork();
  }

  /**
   * Trains.
   *
   * @param done rounds that are done already
   * @throws DivergenceException if the network is no longer one of finite numbers after the
   *     driver's own step
   */
  void fit(int done) {
    int next = done + 1;
    boolean together = true;
    while (next <= rounds) {
      if (together && next < rounds && EpochJob.fits(shards)) {
        int before = next;
        next = fitTogether(next);
        together = next > before; // or somebody else has the cores
      }
      // What cannot be done together fails here with its own words, if it fails again.
      if (next <= rounds) {
        fitAlone(next);
        next++;
      }
    }
  }

  /** A round that has begun, and what it began with. */
  private record Begun(Round round, long start, double learningRate, NetworkState state) {}

  /** A round that is over. */
  private record Ended(Round round, RoundMetrics metrics, boolean finite) {
    boolean isSound() {
      return finite && metrics.suspects().isEmpty() && Double.isFinite(metrics.error());
    }

    /** Returns whether the driver's own step went wrong, with what sound workers came to. */
    boolean isDiverged() {
      return !finite && metrics.suspects().isEmpty();
    }
  }

  /**
   * Runs rounds in one job, whose tasks stay.
   *
   * @param first round
   * @return the first round that is not done, since the workers could not all be there any more
   */
  private int fitTogether(int first) {
    long start = System.nanoTime();
    describe("Epoch %d, rounds %d to %d".formatted(epoch, first, rounds));
    ShardTrainingWorker worker = master.getWorkerInstance(graph);
    Optional<Ended> ended = Optional.empty();
    int number = first;
    try (EpochJob job = new EpochJob(shards, worker, learning, watch.pulse())) {
      Begun begun = begin(job, first, start, worker.state());
      do {
        watch.begin(begun.round());
        Optional<RoundMean> mean = job.results();
        watch.end();
        if (mean.isEmpty()) {
          return number;
        }
        ended = Optional.of(end(begun, mean.get()));
        number++;
        if (ended.get().isSound() && number <= rounds) {
          begun = begin(job, number, System.nanoTime(), master.state(network()));
        }
        if (!ended.get().isDiverged()) {
          listener.finished(ended.get().metrics());
        }
      } while (number <= rounds && ended.get().isSound());
    } finally {
      watch.end();
      worker.release();
      describe(null);
    }
    check(ended.get());
    return number;
  }

  private Begun begin(EpochJob job, int number, long start, NetworkState state) {
    Begun begun = begin(number, start, state);
    int steps = network().getConfiguration().getIterationCount();
    job.begin(new RoundCall(begun.round(), steps, state));
    return begun;
  }

  private Begun begin(int number, long start, NetworkState state) {
    return new Begun(
        master.parallelism().round(epoch, number, shards.batches()),
        start,
        master.step().learningRate(network()),
        state);
  }

  /** Runs a round in a job of its own. */
  private void fitAlone(int number) {
    long start = System.nanoTime();
    describe("Epoch %d, round %d of %d".formatted(epoch, number, rounds));
    ShardTrainingWorker worker = master.getWorkerInstance(graph);
    Begun begun = begin(number, start, worker.state());
    RoundMean mean;
    watch.begin(begun.round());
    try {
      ShardTraining work = new ShardTraining(worker, learning, begun.round(), watch.pulse());
      mean = mean(shards.rdd().mapPartitionsWithIndex(work, true), shards.workers());
    } finally {
      watch.end();
      worker.release();
      describe(null);
    }
    Ended ended = end(begun, mean);
    check(ended);
    listener.finished(ended.metrics());
  }

  private void describe(String job) {
    spark().setLocalProperty("spark.job.description", job);
  }

  private static RoundMean mean(JavaRDD<ShardResult> results, int workers) {
    RoundMean none = new RoundMean(workers);
    if (workers <= WIDEST_FLAT_AGGREGATION) {
      return results.aggregate(none, RoundMean::add, RoundMean::merge);
    }
    // Workers of one residue are a node of the mean's tree, which then travels as one state.
    int groups = Integer.highestOneBit((int) Math.sqrt(workers));
    return results
        .mapToPair(result -> new Tuple2<>(result.round().worker() % groups, result))
        .aggregateByKey(none, new HashPartitioner(groups), RoundMean::add, RoundMean::merge)
        .values()
        .reduce(RoundMean::merge);
  }

  /** Moves the network by what the workers have come to. */
  private Ended end(Begun begun, RoundMean mean) {
    Round round = begun.round();
    boolean finite = master.step().take(network(), begun.state(), mean.state(), round.steps());
    RoundMetrics metrics =
        new RoundMetrics(
            round.epoch(),
            round.number(),
            round.rounds(),
            round.steps(),
            begun.learningRate(),
            mean.rounds(),
            (System.nanoTime() - begun.start()) * 1e-9);
    network().setScore(metrics.error());
    return new Ended(round, metrics, finite);
  }

  private void check(Ended ended) {
    if (ended.isDiverged()) {
      throw new DivergenceException(ended.metrics(), lastBatches(ended.round()));
    }
  }

  /** Returns the material ids of the last batch of every worker. */
  private List<String> lastBatches(Round round) {
    GraphBatcher batcher = shards.batcher();
    Round last = round.last();
    return shards
        .rdd()
        .mapPartitionsWithIndex(
            (worker, held) -> held.next().batches(batcher, last, worker).get(0).iterator(), true)
        .map(Example::materialId)
        .collect();
  }
}
