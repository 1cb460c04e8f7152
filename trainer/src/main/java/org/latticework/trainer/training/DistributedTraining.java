package org.latticework.trainer.training;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.latticework.trainer.batch.BatchEncoder;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.batch.TargetScaler;
import org.latticework.trainer.kernel.KernelChoice;
import org.latticework.trainer.kernel.KernelUse;
import org.latticework.trainer.model.CrystalNetwork;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.optimizer.LearningRule;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a crystal-graph network on a Spark cluster by parameter averaging, and keeps the epoch
 * that validates best.
 *
 * <p>A run is a function of the examples, the configuration and its seed: same metrics and
 * parameters to the last bit, whatever order or partitions the examples come in and whichever
 * worker is first. Only the times differ.
 */
public final class DistributedTraining {
  private static final Logger LOG = LoggerFactory.getLogger(DistributedTraining.class);
  private static final DataType TYPE = DataType.FLOAT;

  private final TrainingConfig config;
  private final TargetScaler scaler;
  private final Shards train;
  private final Shards validation;
  private final ShardTrainingMaster master;
  private final SparkComputationGraph graph;

  private DistributedTraining(
      JavaSparkContext spark, TrainingConfig config, Shards train, Shards validation) {
    this.config = config;
    this.train = train;
    this.validation = validation;
    this.scaler =
        config.scaleTargets() ? TargetScaler.fit(train.targets()) : TargetScaler.identity();
    this.master =
        new ShardTrainingMaster(
            config.parallelism(), config.optimization().optimizer(), encoder(scaler));
    LearningRule rule = config.optimization().over(config.epochs(), train.batches());
    ComputationGraph network = CrystalNetwork.build(config.network(), rule, TYPE, config.seed());
    this.graph = new SparkComputationGraph(spark, network, master);
  }

  /**
   * Trains.
   *
   * @param spark where to train; should have a core for each worker
   * @param train crystals to learn from, with distinct material ids; those without a finite target
   *     are left out
   * @param validation crystals to choose the best epoch by, likewise; may be empty
   * @param config how to train
   * @param listener is told of progress
   * @throws IllegalArgumentException if a material occurs twice in a fold or there are fewer
   *     crystals to learn from than workers
   * @throws IllegalStateException if the loss is no longer finite
   */
  public static TrainingResult train(
      JavaSparkContext spark,
      JavaRDD<Example> train,
      JavaRDD<Example> validation,
      TrainingConfig config,
      TrainingListener listener) {
    GraphBatcher batcher = new GraphBatcher(config.parallelism().batchSize(), config.seed());
    int workers = config.parallelism().workers();
    try (Shards trainShards = Shards.deal(train, batcher, workers);
        Shards validationShards = Shards.deal(validation, batcher, workers)) {
      return new DistributedTraining(spark, config, trainShards, validationShards).run(listener);
    }
  }

  private TrainingResult run(TrainingListener listener) {
    TrainingPlan plan = plan();
    listener.started(plan);
    TrainingHistory history = new TrainingHistory(config.epochs(), scaler, listener);
    INDArray best = parameters();
    for (int epoch = 1;
        epoch <= config.epochs() && !history.isExhausted(config.patience());
        epoch++) {
      history.startEpoch();
      master.fitEpoch(graph, train, epoch, history::add);
      if (history.finishEpoch(this::validationMae)) {
        best.close();
        best = parameters();
      }
    }
    graph.getNetwork().setParams(best);
    best.close();
    return history.result(model(Map.of("kernel", plan.kernel().id())), plan);
  }

  private TrainingPlan plan() {
    int batches = train.batches();
    return new TrainingPlan(
        new CachedCrystals(
            train.crystals(),
            validation.crystals(),
            train.excluded() + validation.excluded(),
            train.bytes() + validation.bytes()),
        config.parallelism().workers(),
        batches,
        new Round(1, 1, batches, config.parallelism().averagingFrequency()).rounds(),
        kernel(),
        graph.getNetwork().params().length());
  }

  /**
   * Asks the workers, since another machine may have another JVM or backend than the driver.
   *
   * @throws IllegalStateException if they differ, or cannot run what is demanded
   */
  private KernelUse kernel() {
    KernelChoice choice = config.network().kernel();
    Set<KernelUse> uses = new HashSet<>(train.rdd().map(shard -> use(choice)).collect());
    uses.forEach(choice::require);
    if (uses.size() > 1) {
      throw new IllegalStateException(
          "The workers differ in what computes convolutions: %s; choose nd4j, which runs on all"
              .formatted(uses));
    }
    KernelUse use = uses.iterator().next();
    LOG.info("Convolutions run in the kernel {} (asked for: {})", use, choice.id());
    return use;
  }

  private static KernelUse use(KernelChoice choice) {
    TaskResources.claim(); // before the question loads ND4J
    return choice.use(TYPE);
  }

  private OptionalDouble validationMae() {
    return validation.crystals() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(DistributedPrediction.evaluate(validation, model(Map.of())).mae());
  }

  private INDArray parameters() {
    return graph.getNetwork().params().dup();
  }

  private TrainedModel model(Map<String, String> facts) {
    return new TrainedModel(graph.getNetwork(), scaler, facts);
  }

  private static BatchEncoder encoder(TargetScaler scaler) {
    return examples -> encode(examples, scaler);
  }

  private static MultiDataSet encode(List<Example> examples, TargetScaler scaler) {
    return new GraphBatch(
            examples.stream().map(Example::graph).toList(),
            examples.stream().mapToDouble(example -> scaler.scale(example.target())).toArray())
        .toMultiDataSet(TYPE);
  }
}
