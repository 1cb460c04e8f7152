package org.latticework.trainer.round;

import java.util.Optional;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
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
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.deeplearning4j.NetworkState;
import org.latticework.trainer.deeplearning4j.PackedConfiguration;
import org.latticework.trainer.executor.NetworkPool;
import org.latticework.trainer.measure.RoundListener;
import org.latticework.trainer.optimizer.OptimizerConfig;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.shard.Shards;
import org.latticework.trainer.task.Task;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.learning.config.IUpdater;

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
 *   <li>An epoch is one job over the cached shards, whose tasks meet at the driver after each
 *       round; or a round is a job, where workers are more than cores. No scan of the other data,
 *       no shuffle but of what more than 16 workers send in such a job, and broadcasts are freed.
 *   <li>The average is weighted by crystals and does not depend on the order of arrival.
 *   <li>An outer optimizer may go on from the average; see {@link OuterStep}. Or workers send
 *       gradients, and the driver takes the step; see {@link Averaged}.
 *   <li>The iteration count advances by the steps taken, also in the short last round, and reaches
 *       the workers.
 * </ul>
 */
public class ShardTrainingMaster extends ParameterAveragingTrainingMaster {
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
    try (EpochRounds rounds = new EpochRounds(this, graph, shards, epoch, listener)) {
      rounds.fit(done);
    }
    graph.getNetwork().incrementEpochCount();
  }

  Parallelism parallelism() {
    return parallelism;
  }

  RoundStep step() {
    return step;
  }

  /** Returns how a worker learns. */
  ShardLearning learning(GraphBatcher batcher) {
    return new ShardLearning(
        step.averaged(), step.optimizer().maxGradientNorm(), batcher, encoder, task);
  }

  /** Frees what the workers of this process have kept from round to round. */
  public void release() {
    NetworkPool.ofThisProcess().release(training);
  }

  private BroadcastNetwork sent(ComputationGraph network) {
    if (configuration.isEmpty()) {
      configuration = Optional.of(PackedConfiguration.of(network.getConfiguration()));
    }
    return BroadcastNetwork.of(training, configuration.get(), network, step.averaged());
  }

  /** Returns what workers begin a round with. */
  NetworkState state(ComputationGraph network) {
    return BroadcastNetwork.state(network, step.averaged());
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
