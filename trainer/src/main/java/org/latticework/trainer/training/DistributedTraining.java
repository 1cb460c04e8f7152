package org.latticework.trainer.training;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.batch.BatchEncoder;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.batch.UnsuitableCrystalsException;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.executor.TaskResources;
import org.latticework.trainer.measure.RoundListener;
import org.latticework.trainer.measure.RoundMetrics;
import org.latticework.trainer.measure.RoundProgress;
import org.latticework.trainer.measure.WorkerRound;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.KernelUse;
import org.latticework.trainer.optimizer.LearningRule;
import org.latticework.trainer.optimizer.Optimization;
import org.latticework.trainer.optimizer.TrainedParameters;
import org.latticework.trainer.prediction.DistributedPrediction;
import org.latticework.trainer.round.Averaged;
import org.latticework.trainer.round.DivergenceException;
import org.latticework.trainer.round.OuterStep;
import org.latticework.trainer.round.ShardTrainingMaster;
import org.latticework.trainer.shard.CachedCrystals;
import org.latticework.trainer.shard.Shards;
import org.latticework.trainer.task.Scaling;
import org.latticework.trainer.task.Task;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a crystal-graph network on a Spark cluster, whose workers' parameters or gradients are
 * averaged ({@link Averaged}), and keeps the epoch that validates best.
 *
 * <p>A run is a function of the examples, the configuration and its seed: same metrics and
 * parameters to the last bit, whatever order or partitions the examples come in and whichever
 * worker is first. Only the times differ.
 */
public final class DistributedTraining {
  private static final Logger LOG = LoggerFactory.getLogger(DistributedTraining.class);
  private static final DataType TYPE = DataType.FLOAT;

  private final TrainingConfig config;
  private final Scaling scaling;
  private final Shards train;
  private final Shards validation;
  private final ShardTrainingMaster master;
  private final DriverNetwork driven;
  private int spreadEpoch; // in which the shards were last handed out again

  private DistributedTraining(
      JavaSparkContext spark, TrainingConfig config, Shards train, Shards validation) {
    this.config = config;
    this.train = train;
    this.validation = validation;
    Task task = config.task();
    this.scaling = scaling(config, train);
    Optimization optimization = config.optimization();
    LearningRule chosen = optimization.over(config.epochs(), train.batches());
    LearningRule rule = chosen.withLoss(task.loss(chosen.loss()));
    ComputationGraph network =
        NetworkGraph.build(config.network(), task, rule, TYPE, config.seed());
    OuterStep outer = new OuterStep(optimization.outer(), TrainedParameters.of(network));
    this.master =
        new ShardTrainingMaster(
            config.parallelism(),
            optimization.optimizer(),
            rule.updater(),
            outer,
            encoder(task, scaling),
            task);
    this.driven = new DriverNetwork(spark, network, master, outer, optimization.smoothing());
  }

  /** Returns the known values of each column. */
  private static List<double[]> values(TrainingConfig config, Shards shards) {
    return IntStream.range(0, config.task().columns().size()).mapToObj(shards::targets).toList();
  }

  /** Fits the scales on the training fold. */
  private static Scaling scaling(TrainingConfig config, Shards train) {
    try {
      return config.task().fit(values(config, train), config.scaleTargets());
    } catch (IllegalArgumentException e) {
      throw new UnsuitableCrystalsException(e.getMessage());
    }
  }

  /**
   * Trains.
   *
   * @param spark where to train; should have a core for each worker
   * @param train crystals to learn from, with distinct material ids; those without a finite target
   *     are left out. They are read twice before {@link TrainingListener#started}, after that only
   *     where they are dealt anew or an executor is lost: whoever keeps them may release them then
   * @param validation crystals to choose the best epoch by, likewise; may be empty
   * @param config how to train
   * @param reached where to go on; empty to begin. Its run must have been one with the same
   *     examples, network, optimizer and seed; with the same configuration, the rest is the same to
   *     the last bit as if the run had never stopped
   * @param listener is told of progress
   * @throws UnsuitableCrystalsException if a material occurs twice in a fold, there are fewer
   *     crystals to learn from than workers, or a state was reached with others
   * @throws IllegalArgumentException if the state is of another network
   * @throws DivergenceException if errors or parameters are no longer finite
   */
  public static TrainingResult train(
      JavaSparkContext spark,
      JavaRDD<Example> train,
      JavaRDD<Example> validation,
      TrainingConfig config,
      Optional<TrainingState> reached,
      TrainingListener listener) {
    GraphBatcher batcher = new GraphBatcher(config.parallelism().batchSize(), config.seed());
    int workers = config.parallelism().workers();
    try (Shards trainShards = Shards.deal(train, batcher, workers);
        Shards validationShards = Shards.deal(validation, batcher, workers)) {
      DistributedTraining training =
          new DistributedTraining(spark, config, trainShards, validationShards);
      try {
        return training.run(reached, listener);
      } finally {
        training.master.release();
      }
    }
  }

  private TrainingResult run(Optional<TrainingState> reached, TrainingListener listener) {
    TrainingPlan plan = plan();
    TrainingState start =
        reached
            .map(state -> state.under(config.parallelism(), train.batches()))
            .orElseGet(
                () ->
                    state(
                        new TrainingState.Position(1, 0, 0, config.parallelism()),
                        TrainingRecord.EMPTY));
    start.requireData(data());
    driven.restore(start);
    listener.started(plan);
    TrainingHistory history =
        new TrainingHistory(
            config.epochs(),
            config.task().unit(scaling),
            start.record(),
            start.position().steps(),
            listener,
            System::nanoTime);
    int done = start.position().round();
    for (int epoch = start.position().epoch();
        epoch <= config.epochs() && !history.isExhausted(config.patience());
        epoch++) {
      trainEpoch(epoch, done, history, listener);
      done = 0;
      if (history.finishEpoch(this::validationError)) {
        driven.keepBest();
      }
      tell(listener, epoch + 1, 0, history);
    }
    driven.takeBest();
    return history.result(model(Map.of("kernel", plan.kernel().id())), plan);
  }

  private void trainEpoch(int epoch, int done, TrainingHistory history, TrainingListener listener) {
    train.deal(config.parallelism().deal(epoch));
    master.fitEpoch(
        driven.graph(),
        train,
        epoch,
        done,
        new RoundListener() {
          @Override
          public void finished(RoundMetrics round) {
            driven.roundFinished(round);
            history.add(round);
            spread(round);
            if (round.round() < round.rounds()) {
              DistributedTraining.this.tell(listener, epoch, round.round(), history);
            }
          }

          @Override
          public void underWay(RoundProgress progress) {
            history.tell(progress);
          }
        });
  }

  /** Spreads the shards once an epoch at most: the crystals are read again for it. */
  private void spread(RoundMetrics round) {
    Set<String> processes =
        round.workers().stream().map(WorkerRound::process).collect(Collectors.toSet());
    if (round.epoch() > spreadEpoch && train.spread(processes)) {
      spreadEpoch = round.epoch();
      LOG.info("The workers shared {}; their crystals were handed out again", processes);
    }
  }

  private void tell(TrainingListener listener, int epoch, int round, TrainingHistory history) {
    TrainingState.Position position =
        new TrainingState.Position(epoch, round, driven.steps(), config.parallelism());
    listener.reached(position, () -> state(position, history.record()));
  }

  private TrainingState state(TrainingState.Position position, TrainingRecord record) {
    return new TrainingState(position, data(), record, driven.networks());
  }

  private TrainingState.Data data() {
    double mean =
        IntStream.range(0, config.task().columns().size())
            .mapToDouble(
                column -> Arrays.stream(train.targets(column)).average().orElse(Double.NaN))
            .sum();
    return new TrainingState.Data(train.crystals(), mean);
  }

  private TrainingPlan plan() {
    return new TrainingPlan(
        new CachedCrystals(
            train.crystals(),
            validation.crystals(),
            train.excluded() + validation.excluded(),
            train.bytes() + validation.bytes()),
        config.parallelism().workers(),
        kernel(),
        validation.crystals() == 0
            ? List.of()
            : config.task().unjudged(values(config, validation)));
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

  private OptionalDouble validationError() {
    return validation.crystals() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            driven.judged(
                () ->
                    DistributedPrediction.evaluate(validation, model(Map.of()), master.training())
                        .headline()));
  }

  private TrainedModel model(Map<String, String> facts) {
    return new TrainedModel(driven.network(), config.task(), scaling, facts);
  }

  private static BatchEncoder encoder(Task task, Scaling scaling) {
    return examples -> encode(examples, task, scaling);
  }

  private static MultiDataSet encode(List<Example> examples, Task task, Scaling scaling) {
    return new GraphBatch(
            examples.stream().map(Example::graph).toList(),
            examples.stream().map(example -> labels(example, task, scaling)).toList())
        .toMultiDataSet(TYPE);
  }

  private static double[] labels(Example example, Task task, Scaling scaling) {
    return IntStream.range(0, example.columns())
        .mapToDouble(column -> task.label(scaling, column, example.target(column)))
        .toArray();
  }
}
