package org.latticework.trainer.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.junit.jupiter.api.Test;
import org.latticework.trainer.LocalSpark;
import org.latticework.trainer.ToyExamples;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.measure.RoundMetrics;
import org.latticework.trainer.optimizer.OptimizerConfig;
import org.latticework.trainer.optimizer.OuterOptimizer;
import org.latticework.trainer.parallelism.Averaged;
import org.latticework.trainer.parallelism.AveragingSchedule;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.shard.Round;
import org.latticework.trainer.shard.Shard;
import org.latticework.trainer.shard.Shards;
import org.latticework.trainer.task.Regression;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** Steps that are far too long, of workers and of the driver. */
class DivergenceIT {
  private static final JavaSparkContext SPARK = LocalSpark.context();
  private static final GraphBatcher BATCHER = new GraphBatcher(16, 11);
  private static final int WORKERS = 2;
  private static final List<Example> EXAMPLES = ToyExamples.examples(151);

  private final List<RoundMetrics> rounds = new ArrayList<>();
  private List<Shard> dealt;

  /** Trains an epoch in rounds of one step. */
  private void train(Averaged averaged, double rate, OuterOptimizer outer) {
    train(averaged, "1", new Sgd(rate), outer, EXAMPLES);
  }

  private void train(
      Averaged averaged,
      String averaging,
      IUpdater updater,
      OuterOptimizer outer,
      List<Example> examples) {
    Parallelism parallelism =
        new Parallelism(
            WORKERS, BATCHER.batchSize(), averaged, AveragingSchedule.parse(averaging), 0);
    // Without a nonlinearity the prediction grows with the product of the layers' weights.
    ComputationGraph network = ToyExamples.network(updater, Activation.IDENTITY);
    BitSet trained = new BitSet();
    trained.set(0, (int) network.numParams());
    ShardTrainingMaster master =
        new ShardTrainingMaster(
            parallelism,
            OptimizerConfig.adam(), // whose bound of the gradient is none
            updater,
            new OuterStep(outer, trained),
            ToyExamples::encode,
            Regression.of("target"));
    try (Shards shards = Shards.deal(SPARK.parallelize(examples, 3), BATCHER, WORKERS)) {
      dealt = shards.rdd().collect();
      master.fitEpoch(new SparkComputationGraph(SPARK, network, master), shards, 1, 0, rounds::add);
    } finally {
      master.release();
    }
  }

  /** Returns the material ids of a batch of each worker. */
  private List<String> ids(int batch) {
    Round alone = new Round(1, batch, 5, 1);
    return IntStream.range(0, WORKERS)
        .boxed()
        .flatMap(worker -> dealt.get(worker).batches(BATCHER, alone, worker).get(0).stream())
        .map(Example::materialId)
        .toList();
  }

  @Test
  void namesTheBatchOfTheRoundBeforeWhoseStepWasTooLong() {
    train(Averaged.PARAMETERS, 1e25, OuterOptimizer.none()); // finite weights, infinite products
    assertThat(rounds.get(0).suspects()).isEmpty();
    assertThat(rounds.get(1).error()).isNotFinite();
    List<String> both = new ArrayList<>(ids(1));
    both.addAll(ids(2));
    assertThat(rounds.get(1).suspects()).containsExactlyInAnyOrderElementsOf(both);
  }

  @Test
  void namesTheSameBatchesWithinARoundOfAnEpoch() {
    train(Averaged.PARAMETERS, "epoch", new Sgd(1e25), OuterOptimizer.none(), EXAMPLES);
    assertThat(rounds).hasSize(1);
    List<String> both = new ArrayList<>(ids(1));
    both.addAll(ids(2));
    assertThat(rounds.get(0).suspects()).containsExactlyInAnyOrderElementsOf(both);
  }

  /** Errors and parameters are finite to the end: Adam divides by the root of what is not. */
  @Test
  void namesTheBatchThatTheOptimizersStateDidNotTake() {
    IUpdater adam = new Adam(1e-3);
    train(Averaged.PARAMETERS, "epoch", adam, OuterOptimizer.none(), EXAMPLES);
    assertThat(rounds.get(0).suspects()).isEmpty();
    Example third = dealt.get(0).batches(BATCHER, new Round(1, 3, 5, 1), 0).get(0).get(0);
    List<Example> examples =
        EXAMPLES.stream()
            .map(
                example -> example.materialId().equals(third.materialId()) ? far(example) : example)
            .toList();
    rounds.clear();
    train(Averaged.PARAMETERS, "epoch", adam, OuterOptimizer.none(), examples);
    assertThat(rounds.get(0).error()).isFinite();
    assertThat(rounds.get(0).suspects())
        .contains(third.materialId())
        .containsExactlyInAnyOrderElementsOf(ids(0, 2, 3));
  }

  /** Of a target whose square is beyond a float. */
  private static Example far(Example example) {
    return new Example(example.materialId(), example.graph(), 1e21);
  }

  /** Returns the material ids of some batches of a worker. */
  private List<String> ids(int worker, int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(batch -> dealt.get(worker).batches(BATCHER, new Round(1, batch, 5, 1), worker))
        .flatMap(batches -> batches.get(0).stream())
        .map(Example::materialId)
        .toList();
  }

  @Test
  void stopsWhereTheDriversStepOfAveragedGradientsIsNoLongerFinite() {
    assertStopsInTheFirstRound(Averaged.GRADIENTS, 1e38, OuterOptimizer.none());
  }

  @Test
  void stopsWhereTheOuterOptimizersStepIsNoLongerFinite() {
    assertStopsInTheFirstRound(Averaged.PARAMETERS, 1e30, OuterOptimizer.nesterov(0.9, 1e10));
  }

  private void assertStopsInTheFirstRound(Averaged averaged, double rate, OuterOptimizer outer) {
    DivergenceException stopped =
        catchThrowableOfType(DivergenceException.class, () -> train(averaged, rate, outer));
    assertThat(stopped)
        .hasMessageContaining("Epoch 1, round 1 of 5")
        .hasMessageContaining("are no longer finite numbers");
    assertThat(stopped.suspects()).containsExactlyInAnyOrderElementsOf(ids(1));
    assertThat(rounds).isEmpty();
  }
}
