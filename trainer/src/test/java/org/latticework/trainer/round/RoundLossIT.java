package org.latticework.trainer.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
import org.latticework.trainer.shard.Shards;
import org.latticework.trainer.task.Regression;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/** Rounds of one step over all crystals, whose losses come from the network before the round. */
class RoundLossIT {
  private static final JavaSparkContext SPARK = LocalSpark.context();
  private static final List<Example> EXAMPLES = ToyExamples.examples(71);
  private static final int ROUNDS = 3;

  @ParameterizedTest
  @EnumSource
  void isTheMeanOfTheLossBeforeTheStepWithoutWeightDecay(Averaged averaged) {
    IUpdater updater = new Adam(0.05);
    ComputationGraph network = ToyExamples.network(updater, Activation.TANH, 0.1);
    ShardTrainingMaster master =
        new ShardTrainingMaster(
            new Parallelism(2, 64, averaged, AveragingSchedule.every(1), 0),
            OptimizerConfig.adam(),
            updater,
            new OuterStep(OuterOptimizer.none(), new BitSet()),
            ToyExamples::encode,
            Regression.of("target"));
    SparkComputationGraph graph = new SparkComputationGraph(SPARK, network, master);
    List<RoundMetrics> rounds = new ArrayList<>();
    List<Double> expected = new ArrayList<>();
    try (Shards shards = Shards.deal(SPARK.parallelize(EXAMPLES, 3), new GraphBatcher(64, 1), 2)) {
      for (int epoch = 1; epoch <= ROUNDS; epoch++) {
        expected.add(meanSquare(network));
        master.fitEpoch(graph, shards, epoch, 0, rounds::add);
      }
    } finally {
      master.release();
    }
    assertThat(rounds).hasSize(ROUNDS);
    for (int k = 0; k < ROUNDS; k++) {
      // Sums of 71 floats in another order. Half of 0.1 · Σ w² would be far more.
      assertThat(rounds.get(k).loss()).isCloseTo(expected.get(k), within(1e-5 * expected.get(k)));
    }
    assertThat(expected.get(2)).isLessThan(0.9 * expected.get(0));
  }

  private static double meanSquare(ComputationGraph network) {
    INDArray features = ToyExamples.encode(EXAMPLES).getFeatures(0);
    INDArray predictions = network.outputSingle(features);
    double sum = 0;
    for (int k = 0; k < EXAMPLES.size(); k++) {
      double error = predictions.getDouble(k) - EXAMPLES.get(k).target(0);
      sum += error * error;
    }
    return sum / EXAMPLES.size();
  }
}
