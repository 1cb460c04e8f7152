package org.latticework.trainer.round;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.HashPartitioner;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.latticework.trainer.batch.BatchEncoder;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.executor.NetworkPool;
import org.latticework.trainer.measure.RoundListener;
import org.latticework.trainer.measure.RoundMetrics;
import org.latticework.trainer.optimizer.OptimizerConfig;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.shard.Round;
import org.latticework.trainer.shard.Shards;
import org.latticework.trainer.task.Task;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.learning.config.IUpdater;
import scala.Tuple2;

/**
 * Deeplearning4j's parameter averaging, for data that must not be cut or merged by rows.
 *
 * <p>What differs from the parent:
 *
 * <ul>
 *   <li>Updater state is always averaged and kept (the parent's default drops Adam's moments).
 *   <li>Networks travel on the heap; workers keep what they have outside of it for the next round.
 *   <li>Workers make their batches themselves, from the shard they keep. The parent's would merge
 *       MultiDataSets by rows of their first array, which mixes up the atom indices of graphs.
 *   <li>A round is one job over the cached shards: no scan of the other data, no shuffle but of
 *       what more than 16 workers send, and its broadcast is freed.
 *   <li>The average is weighted by crystals and does not depend on the order of arrival.
 *   <li>An outer optimizer may go on from the average; see {@link OuterStep}. Or workers send
 *       gradients, and the driver takes the step; see {@link Averaged}.
 *   <li>The iteration count advances by the steps taken, also in the short last round, and reaches
 *       the workers.
 * </ul>
 */
public class ShardTrainingMaster extends ParameterAveragingTrainingMaster {
  /** Up to this many results the driver averages alone; more need a tree, which costs a stage. */
  private static final int WIDEST_FLAT_AGGREGATION = 16;

  private final String training = UUID.randomUUID().toString();
  private final BatchEncoder encoder;
  private final Task task;
  private final Parallelism parallelism;
  private final RoundStep step;
  private Optional<PackedConfiguration> configuration = Optional.empty(); // of the only network

  /**
   * Creates a master.
   *
   * @param parallelism workers, batches and rounds
   * @param optimizer whose bound of the gradient is kept; the rest of it is in the network
   * @param updater of the network; asked for the learning rate
   * @param outer makes of the average what the next round begins with
   * @param encoder makes a batch readable for the network
   * @param task says what an error is
   */
  public ShardTrainingMaster(
      Parallelism parallelism,
      OptimizerConfig optimizer,
      IUpdater updater,
      OuterStep outer,
      BatchEncoder encoder,
      Task task) {
    super(
        new Builder(parallelism.workers(), 1)
            .batchSizePerWorker(parallelism.batchSize())
            .saveUpdater(true)
            .repartionData(Repartition.Never)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .storageLevel(null));
    this.parallelism = parallelism;
    this.step = new RoundStep(parallelism.averaged(), optimizer, updater, outer);
    this.encoder = encoder;
    this.task = task;
  }

  /** Returns the name under which the networks of this training rest on the workers. */
  public String training() {
    return training;
  }

  /**
   * Trains one epoch, or the rest of it.
   *
   * @param graph the network, which is changed in place
   * @param shards the training crystals
   * @param epoch from 1; decides the order of the crystals
   * @param done rounds of it that are done already
   * @param listener told of every round
   * @throws DivergenceException if the network is no longer one of finite numbers after the
   *     driver's own step; a listener is told of what workers come to
   */
  public void fitEpoch(
      SparkComputationGraph graph, Shards shards, int epoch, int done, RoundListener listener) {
    int rounds = parallelism.round(epoch, 1, shards.batches()).rounds();
    SparkContext spark = graph.getSparkContext().sc();
    try (RoundWatch watch = RoundWatch.of(spark, shards.workers(), listener)) {
      for (int number = done + 1; number <= rounds; number++) {
        Round round = parallelism.round(epoch, number, shards.batches());
        listener.finished(fitRound(graph, shards, round, watch));
      }
    }
    graph.getNetwork().incrementEpochCount();
  }

  private RoundMetrics fitRound(
      SparkComputationGraph graph, Shards shards, Round round, RoundWatch watch) {
    long start = System.nanoTime();
    JavaSparkContext context = graph.getSparkContext();
    context.setLocalProperty(
        "spark.job.description",
        "Epoch %d, round %d of %d".formatted(round.epoch(), round.number(), round.rounds()));
    double learningRate = step.learningRate(graph.getNetwork());
    BroadcastNetwork sent = sent(graph.getNetwork());
    ShardTrainingWorker worker = worker(graph.getSparkContext().broadcast(sent));
    RoundMean mean;
    watch.begin(round);
    try {
      ShardLearning learning =
          new ShardLearning(
              step.averaged(), step.optimizer().maxGradientNorm(), shards.batcher(), encoder, task);
      ShardTraining work = new ShardTraining(worker, learning, round, watch.pulse());
      mean = mean(shards.rdd().mapPartitionsWithIndex(work, true), shards.workers());
    } finally {
      watch.end();
      worker.release();
      context.setLocalProperty("spark.job.description", null);
    }
    boolean finite = step.take(graph.getNetwork(), sent.state(), mean.state(), round.steps());
    double seconds = (System.nanoTime() - start) * 1e-9;
    RoundMetrics metrics =
        new RoundMetrics(
            round.epoch(),
            round.number(),
            round.rounds(),
            round.steps(),
            learningRate,
            mean.rounds(),
            seconds);
    graph.setScore(metrics.error());
    if (!finite && metrics.suspects().isEmpty()) {
      throw new DivergenceException(metrics, lastBatches(shards, round));
    }
    return metrics;
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

  /** Frees what the workers of this process have kept from round to round. */
  public void release() {
    NetworkPool.ofThisProcess().release(training);
  }

  /** Returns the material ids of the last batch of every worker. */
  private static List<String> lastBatches(Shards shards, Round round) {
    GraphBatcher batcher = shards.batcher();
    Round last = round.last();
    return shards
        .rdd()
        .mapPartitionsWithIndex(
            (worker, held) -> held.next().batches(batcher, last, worker).get(0).iterator(), true)
        .map(Example::materialId)
        .collect();
  }

  private BroadcastNetwork sent(ComputationGraph network) {
    if (configuration.isEmpty()) {
      configuration = Optional.of(PackedConfiguration.of(network.getConfiguration()));
    }
    return BroadcastNetwork.of(training, configuration.get(), network, step.averaged());
  }

  @Override
  public ShardTrainingWorker getWorkerInstance(SparkComputationGraph graph) {
    return worker(graph.getSparkContext().broadcast(sent(graph.getNetwork())));
  }

  /** Returns the worker of a network that is on its way. */
  ShardTrainingWorker worker(Broadcast<BroadcastNetwork> network) {
    return new ShardTrainingWorker(
        network,
        new WorkerConfiguration(
            true, rddDataSetNumExamples, batchSizePerWorker, averagingFrequency, 0, false));
  }

  @Override
  public void executeTraining(SparkDl4jMultiLayer network, JavaRDD<DataSet> data) {
    throw rowsCannotBeDealt();
  }

  @Override
  public void executeTraining(SparkComputationGraph graph, JavaRDD<DataSet> data) {
    throw rowsCannotBeDealt();
  }

  @Override
  public void executeTrainingMDS(SparkComputationGraph graph, JavaRDD<MultiDataSet> data) {
    throw rowsCannotBeDealt();
  }

  @Override
  public void executeTrainingPaths(
      SparkDl4jMultiLayer network,
      SparkComputationGraph graph,
      JavaRDD<String> paths,
      DataSetLoader loader,
      MultiDataSetLoader multiLoader) {
    throw rowsCannotBeDealt();
  }

  private static UnsupportedOperationException rowsCannotBeDealt() {
    return new UnsupportedOperationException(
        "Graphs cannot be dealt to workers by rows of an array; train on shards");
  }
}
