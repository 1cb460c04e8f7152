package org.latticework.trainer.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.junit.jupiter.api.Test;
import org.latticework.trainer.LocalSpark;
import org.latticework.trainer.ToyExamples;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.measure.RoundTimes;
import org.latticework.trainer.optimizer.OptimizerConfig;
import org.latticework.trainer.optimizer.OuterOptimizer;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.shard.Shards;
import org.latticework.trainer.task.Regression;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.learning.config.Sgd;

class SlowWorkerIT {
  private static final JavaSparkContext SPARK = LocalSpark.context();
  private static final GraphBatcher BATCHER = new GraphBatcher(16, 11);
  private static final int SLOW = 1;

  private static MultiDataSet slowly(List<Example> batch, Set<String> slow) {
    if (slow.contains(batch.get(0).materialId())) {
      try {
        Thread.sleep(400); // ms; a step takes a few
      } catch (InterruptedException e) {
        throw new IllegalStateException("Interrupted in a batch", e);
      }
    }
    return ToyExamples.encode(batch);
  }

  private static RoundTimes train(Shards shards, Set<String> slow) {
    ShardTrainingMaster master =
        new ShardTrainingMaster(
            Parallelism.of(2, BATCHER.batchSize(), 2),
            OptimizerConfig.adam(),
            new Sgd(0.01),
            new OuterStep(OuterOptimizer.none(), new BitSet()),
            (batch, seed) -> slowly(batch, slow),
            Regression.of("target"));
    AtomicReference<RoundTimes> times = new AtomicReference<>(RoundTimes.NONE);
    SparkComputationGraph graph =
        new SparkComputationGraph(
            SPARK, ToyExamples.network(new Sgd(0.01), Activation.TANH), master);
    master.fitEpoch(graph, shards, 1, 0, round -> times.updateAndGet(before -> before.plus(round)));
    master.release();
    return times.get();
  }

  /** Five steps a worker, each of which takes the slow one 0.4 s. */
  @Test
  void isNamedWithItsProcessAndWaitedFor() {
    try (Shards shards = Shards.deal(SPARK.parallelize(ToyExamples.examples(151), 3), BATCHER, 2)) {
      Set<String> slow = new HashSet<>();
      shards.rdd().collect().get(SLOW).examples().forEach(e -> slow.add(e.materialId()));
      RoundTimes times = train(shards, slow);
      assertThat(times.slowest().worker()).isEqualTo(SLOW);
      assertThat(times.slowest().process()).startsWith("executor driver on ");
      assertThat(times.slowest().seconds()).isBetween(2.0, times.seconds());
      assertThat(times.slowness()).isGreaterThan(1.2);
      // The other one waits half of the difference, on average over both.
      double other = times.workers().get(1 - SLOW).seconds();
      assertThat(times.waitingSeconds())
          .isGreaterThanOrEqualTo((times.slowest().seconds() - other) / 2 - 1e-9);
    }
  }
}
