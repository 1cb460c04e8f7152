package org.latticework.trainer.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticework.trainer.LocalSpark;
import org.latticework.trainer.ToyExamples;
import org.latticework.trainer.batch.BatchEncoder;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.measure.RoundListener;
import org.latticework.trainer.measure.RoundMetrics;
import org.latticework.trainer.optimizer.OptimizerConfig;
import org.latticework.trainer.optimizer.OuterOptimizer;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.shard.Shards;
import org.latticework.trainer.task.Regression;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/** 151 crystals, two workers, batches of 16: five steps, in rounds of 2, 2 and 1. */
class EpochRoundsIT {
  private static final JavaSparkContext SPARK = LocalSpark.context(); // two cores
  private static final GraphBatcher BATCHER = new GraphBatcher(16, 11);
  private static final IUpdater ADAM = new Adam(0.01);
  private static final CyclicBarrier BOTH = new CyclicBarrier(2);

  private final List<String> jobs = Collections.synchronizedList(new ArrayList<>());
  private final SparkListener seen =
      new SparkListener() {
        @Override
        public void onJobStart(SparkListenerJobStart job) {
          String name = job.properties().getProperty("spark.job.description");
          if (name != null && name.startsWith("Epoch")) {
            jobs.add(name);
          }
        }
      };

  @BeforeEach
  void listen() {
    SPARK.sc().addSparkListener(seen);
  }

  @AfterEach
  void listenNoMore() {
    SPARK.sc().removeSparkListener(seen);
  }

  private static float[] train(int workers, BatchEncoder encoder, RoundListener listener) {
    return train(workers, encoder, listener, () -> {});
  }

  /** Trains an epoch; the last argument runs when the crystals are dealt. */
  private static float[] train(
      int workers, BatchEncoder encoder, RoundListener listener, Runnable before) {
    ComputationGraph network = ToyExamples.network(ADAM, Activation.TANH);
    ShardTrainingMaster master =
        new ShardTrainingMaster(
            Parallelism.of(workers, BATCHER.batchSize(), 2),
            OptimizerConfig.adam(),
            ADAM,
            new OuterStep(OuterOptimizer.none(), new BitSet()),
            encoder,
            Regression.of("target"));
    try (Shards shards =
        Shards.deal(SPARK.parallelize(ToyExamples.examples(151), 3), BATCHER, workers)) {
      before.run();
      master.fitEpoch(new SparkComputationGraph(SPARK, network, master), shards, 1, 0, listener);
    } finally {
      master.release();
    }
    return network.params().toFloatVector();
  }

  private List<String> jobs() throws Exception {
    SPARK.sc().listenerBus().waitUntilEmpty();
    return List.copyOf(jobs);
  }

  /** Something else has one of the cores, so that the second worker cannot come. */
  @Test
  void goOnWithAJobEachWhereAWorkerFindsNoRoom() throws Exception {
    float[] undisturbed = train(2, ToyExamples::encode, round -> {});
    assertThat(jobs()).containsExactly("Epoch 1, rounds 1 to 3");
    List<RoundMetrics> rounds = new ArrayList<>();
    List<JavaFutureAction<Void>> other = new ArrayList<>();
    float[] disturbed = train(2, ToyExamples::encode, rounds::add, () -> other.add(takeACore()));
    other.get(0).get();
    assertThat(disturbed).isEqualTo(undisturbed);
    assertThat(rounds).hasSize(3);
    assertThat(jobs())
        .containsExactly(
            "Epoch 1, rounds 1 to 3",
            "Epoch 1, rounds 1 to 3",
            "Epoch 1, round 1 of 3",
            "Epoch 1, round 2 of 3",
            "Epoch 1, round 3 of 3");
  }

  /** For longer than workers wait for each other, which is 10 s. */
  private static JavaFutureAction<Void> takeACore() {
    return SPARK.parallelize(List.of(20), 1).foreachAsync(TimeUnit.SECONDS::sleep);
  }

  @Test
  void sayWhatIsWrongWithABatchAndFreeTheCores() throws Exception {
    assertThatThrownBy(
            () ->
                train(
                    2,
                    (batch, seed) -> {
                      throw new IllegalArgumentException("no such element");
                    },
                    round -> {}))
        .hasStackTraceContaining("no such element");
    // Done again alone, and it fails again, with its own words.
    assertThat(jobs()).containsExactly("Epoch 1, rounds 1 to 3", "Epoch 1, round 1 of 3");
    assertThat(tasksAtOnce()).isEqualTo(2);
  }

  @Test
  void freeTheCoresWhereTheListenerFails() throws Exception {
    assertThatThrownBy(
            () ->
                train(
                    2,
                    ToyExamples::encode,
                    round -> {
                      throw new IllegalStateException("the disk is full");
                    }))
        .hasMessage("the disk is full");
    assertThat(tasksAtOnce()).isEqualTo(2);
  }

  /** Two tasks that wait for each other need both cores. */
  private static long tasksAtOnce() throws Exception {
    return SPARK
        .parallelize(List.of(1, 2), 2)
        .map(
            task -> {
              BOTH.await(20, TimeUnit.SECONDS);
              return task;
            })
        .countAsync()
        .get(30, TimeUnit.SECONDS);
  }
}
