package org.latticework.trainer.round;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.latticework.trainer.ToyExamples;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.measure.RoundMetrics;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.optimizer.LearningRule;
import org.latticework.trainer.optimizer.OptimizerConfig;
import org.latticework.trainer.optimizer.OuterOptimizer;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.shard.Shards;
import org.latticework.trainer.task.Regression;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Times what rounds take beside their steps, for 1 to 64 workers: threads of one process that sleep
 * in place of each step, so that no worker takes another's time. Everything else is as in training
 * with the default network: its parameters and Adam's moments are sent, loaded, sent back and
 * averaged. What a network between machines adds is not in it. Run by {@code
 * docs/benchmarks/rounds}.
 */
final class RoundBenchmark {
  private static final int STEPS = 10;
  private static final int WARM_UP = 10;
  private static final int ROUNDS = 40;
  private static final IUpdater ADAM = new Adam(1e-3);

  private RoundBenchmark() {}

  /** Prints the table; argument: milliseconds of a step. */
  public static void main(String[] arguments) {
    long step = Long.parseLong(arguments[0]);
    System.out.printf("rounds of %d steps of %d ms%n", STEPS, step);
    System.out.println("workers  median overhead, ms  longest  part of the round, %");
    for (int workers = 1; workers <= 64; workers *= 2) {
      List<RoundMetrics> rounds = rounds(workers, step);
      double[] overheads = rounds.stream().mapToDouble(RoundMetrics::overhead).sorted().toArray();
      double all = rounds.stream().mapToDouble(RoundMetrics::seconds).sum();
      System.out.printf(
          "%7d  %20.0f  %7.0f  %20.1f%n",
          workers,
          1e3 * (overheads[ROUNDS / 2 - 1] + overheads[ROUNDS / 2]) / 2,
          1e3 * overheads[ROUNDS - 1],
          100 * Arrays.stream(overheads).sum() / all);
    }
  }

  private static List<RoundMetrics> rounds(int workers, long step) {
    GraphBatcher batcher = new GraphBatcher(1, 0);
    ShardTrainingMaster master = new SleepingMaster(workers, step);
    List<RoundMetrics> rounds = new ArrayList<>();
    try (JavaSparkContext spark = new JavaSparkContext(conf(workers));
        Shards shards =
            Shards.deal(
                spark.parallelize(ToyExamples.examples(workers * STEPS * (WARM_UP + ROUNDS))),
                batcher,
                workers)) {
      SparkComputationGraph graph = new SparkComputationGraph(spark, network(), master);
      master.fitEpoch(graph, shards, 1, 0, rounds::add);
    } finally {
      master.release();
    }
    return rounds.subList(WARM_UP, WARM_UP + ROUNDS);
  }

  private static SparkConf conf(int workers) {
    return new SparkConf()
        .setMaster("local[%d]".formatted(workers))
        .setAppName("rounds")
        .set("spark.task.maxDirectResultSize", "16m") // as conf/spark-defaults.conf
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "localhost")
        .set("spark.driver.bindAddress", "127.0.0.1");
  }

  private static ComputationGraph network() {
    return NetworkGraph.build(
        new NetworkBlueprint(CgcnnConfig.standard(), Optional.empty(), KernelChoice.AUTO),
        LearningRule.of(ADAM),
        DataType.FLOAT,
        1);
  }

  /** Trains with workers that sleep. */
  private static final class SleepingMaster extends ShardTrainingMaster {
    private final long step;

    SleepingMaster(int workers, long step) {
      super(
          Parallelism.of(workers, 1, STEPS),
          OptimizerConfig.adam(),
          ADAM,
          new OuterStep(OuterOptimizer.none(), new BitSet()),
          ToyExamples::encode,
          Regression.of("target"));
      this.step = step;
    }

    @Override
    ShardTrainingWorker worker(Broadcast<BroadcastNetwork> network) {
      return new SleepingWorker(network, step);
    }
  }

  /** Sleeps where others learn. */
  private static final class SleepingWorker extends ShardTrainingWorker {
    private static final long serialVersionUID = 1L;

    private final long step;

    SleepingWorker(Broadcast<BroadcastNetwork> network, long step) {
      super(network, new WorkerConfiguration(true, 1, 1, STEPS, 0, false));
      this.step = step;
    }

    @Override
    void learn(MultiDataSet batch, ComputationGraph graph) {
      try {
        Thread.sleep(step);
      } catch (InterruptedException e) {
        throw new IllegalStateException("Interrupted in a step", e);
      }
    }
  }
}
