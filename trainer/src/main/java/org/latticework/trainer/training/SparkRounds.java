package org.latticework.trainer.training;

import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.latticework.trainer.executor.TaskResources;
import org.latticework.trainer.measure.RoundListener;
import org.latticework.trainer.measure.RoundMetrics;
import org.latticework.trainer.measure.RoundProgress;
import org.latticework.trainer.measure.WorkerRound;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.KernelUse;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.prediction.DistributedPrediction;
import org.latticework.trainer.round.ShardTrainingMaster;
import org.latticework.trainer.shard.CachedCrystals;
import org.latticework.trainer.shard.Shards;
import org.latticework.trainer.task.TaskMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rounds on Spark's executors, over crystals that are dealt to workers. */
final class SparkRounds implements Rounds, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SparkRounds.class);

  private final JavaSparkContext spark;
  private final Parallelism parallelism;
  private final Shards train;
  private final Shards validation;
  private ShardTrainingMaster master;
  private SparkComputationGraph graph;
  private int processes = Integer.MAX_VALUE; // fewest in which the workers of a round have run

  SparkRounds(JavaSparkContext spark, Parallelism parallelism, Shards train, Shards validation) {
    this.spark = spark;
    this.parallelism = parallelism;
    this.train = train;
    this.validation = validation;
  }

  @Override
  public CachedCrystals crystals() {
    return new CachedCrystals(
        train.crystals(),
        validation.crystals(),
        train.excluded() + validation.excluded(),
        train.bytes() + validation.bytes());
  }

  @Override
  public NavigableSet<Integer> elements() {
    return train.elements();
  }

  @Override
  public double[] trainTargets(int column) {
    return train.targets(column);
  }

  @Override
  public double[] validationTargets(int column) {
    return validation.targets(column);
  }

  @Override
  public int batches() {
    return train.batches();
  }

  /**
   * Asks the workers, since another machine may have another JVM or backend than the driver.
   *
   * @throws IllegalStateException also if they differ
   */
  @Override
  public KernelUse kernel(KernelChoice choice) {
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
    return choice.use(TrainingRun.TYPE);
  }

  @Override
  public void begin(ComputationGraph network, Learning learning) {
    master =
        new ShardTrainingMaster(
            parallelism,
            learning.step().optimizer(),
            learning.step().updater(),
            learning.step().outer(),
            learning.encoder(),
            learning.task());
    graph = new SparkComputationGraph(spark, network, master);
  }

  @Override
  public void fitEpoch(int epoch, int done, RoundListener listener) {
    if (train.deal(parallelism.deal(epoch))) {
      processes = Integer.MAX_VALUE;
    } else {
      spread();
    }
    master.fitEpoch(
        graph,
        train,
        epoch,
        done,
        new RoundListener() {
          @Override
          public void finished(RoundMetrics round) {
            processes = Math.min(processes, processes(round));
            listener.finished(round);
          }

          @Override
          public void underWay(RoundProgress progress) {
            listener.underWay(progress);
          }
        });
  }

  private static int processes(RoundMetrics round) {
    return (int) round.workers().stream().map(WorkerRound::process).distinct().count();
  }

  /** The crystals are read again for it, and the workers' tasks must have ended. */
  private void spread() {
    if (train.spread(processes)) {
      LOG.info("The workers shared a process; their crystals were handed out again");
      processes = Integer.MAX_VALUE;
    }
  }

  @Override
  public TaskMetrics validate(TrainedModel model) {
    return DistributedPrediction.evaluate(validation, model, master.training());
  }

  @Override
  public void close() {
    if (master != null) {
      master.release();
    }
  }
}
