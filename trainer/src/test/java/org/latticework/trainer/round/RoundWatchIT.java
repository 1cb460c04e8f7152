package org.latticework.trainer.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.trainer.LocalSpark;
import org.latticework.trainer.ToyExamples;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.measure.RoundListener;
import org.latticework.trainer.measure.RoundMetrics;
import org.latticework.trainer.measure.RoundProgress;
import org.latticework.trainer.optimizer.OptimizerConfig;
import org.latticework.trainer.optimizer.OuterOptimizer;
import org.latticework.trainer.parallelism.AveragingSchedule;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.shard.Shards;
import org.latticework.trainer.task.Regression;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** Rounds of an epoch whose steps take long enough for some heartbeats, of a second here. */
class RoundWatchIT {
  private static final GraphBatcher BATCHER = new GraphBatcher(16, 11);

  /** An executor whose heartbeats once stopped is not heard again: begins with a new one. */
  @BeforeAll
  static void stopsTheContextOfEarlierTests() {
    LocalSpark.context().stop();
  }

  private static MultiDataSet slowly(List<Example> batch, long seed) {
    try {
      Thread.sleep(700); // ms
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted in a batch", e);
    }
    return ToyExamples.encode(batch);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void tellsHowFarTheRoundIsWhileTheWorkersAreAtIt(int workers) {
    ShardTrainingMaster master =
        new ShardTrainingMaster(
            Parallelism.of(workers, BATCHER.batchSize(), AveragingSchedule.EPOCH),
            OptimizerConfig.adam(),
            new Sgd(0.01),
            new OuterStep(OuterOptimizer.none(), new BitSet()),
            RoundWatchIT::slowly,
            Regression.of("target"));
    JavaSparkContext spark = LocalSpark.context();
    SparkComputationGraph graph =
        new SparkComputationGraph(
            spark, ToyExamples.network(new Sgd(0.01), Activation.TANH), master);
    List<RoundMetrics> rounds = new CopyOnWriteArrayList<>();
    List<RoundProgress> heard = new CopyOnWriteArrayList<>();
    List<Example> examples = ToyExamples.examples(80 * workers);
    try (Shards shards = Shards.deal(spark.parallelize(examples, 3), BATCHER, workers)) {
      master.fitEpoch(graph, shards, 7, 0, listener(rounds, heard));
    } finally {
      master.release();
    }
    assertThat(rounds).hasSize(1);
    assertThat(rounds.get(0).rounds()).isEqualTo(1);
    assertThat(rounds.get(0).steps()).isEqualTo(5);
    assertThat(heard).isNotEmpty();
    int before = 0;
    for (RoundProgress progress : heard) {
      assertThat(progress.epoch()).isEqualTo(7);
      assertThat(progress.round()).isEqualTo(1);
      assertThat(progress.rounds()).isEqualTo(1);
      assertThat(progress.part()).isBetween(0.2 / workers, 1.0);
      assertThat(progress.crystals()).isBetween(before, examples.size());
      assertThat(progress.errorSum()).isPositive();
      before = progress.crystals();
    }
    assertThat(heard.get(0).crystals()).isLessThan(examples.size());
  }

  private static RoundListener listener(List<RoundMetrics> rounds, List<RoundProgress> heard) {
    return new RoundListener() {
      @Override
      public void finished(RoundMetrics round) {
        rounds.add(round);
      }

      @Override
      public void underWay(RoundProgress progress) {
        assertThat(rounds).isEmpty();
        heard.add(progress);
      }
    };
  }
}
