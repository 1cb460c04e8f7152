package org.latticework.trainer.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.LocalSpark;
import org.latticework.trainer.ToyExamples;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.optimizer.LearningRateSchedule;
import org.latticework.trainer.optimizer.LearningRule;
import org.latticework.trainer.optimizer.LossConfig;
import org.latticework.trainer.optimizer.Optimization;
import org.latticework.trainer.optimizer.OptimizerConfig;
import org.latticework.trainer.optimizer.OuterOptimizer;
import org.latticework.trainer.optimizer.TrainedParameters;
import org.latticework.trainer.parallelism.Averaged;
import org.latticework.trainer.parallelism.AveragingSchedule;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.shard.Round;
import org.latticework.trainer.shard.Shard;
import org.latticework.trainer.shard.Shards;
import org.latticework.trainer.task.Regression;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.MultiDataSet;

/** Gradients of the network that they are for, whose batch norms keep running statistics. */
class AveragedGradientsIT {
  private static final JavaSparkContext SPARK = LocalSpark.context();
  private static final GraphBatcher BATCHER = new GraphBatcher(16, 11);
  private static final List<Example> EXAMPLES = ToyExamples.examples(75);
  private static final int BATCHES = 5;
  private static final int EPOCHS = 2;

  // What could tell the driver's step from a worker's: moments, decay beside the gradient, a rate
  // that falls with every step.
  private static final OptimizerConfig OPTIMIZER =
      new OptimizerConfig(OptimizerConfig.Kind.ADAMW, 0, 0.1, Double.POSITIVE_INFINITY);
  private static final LearningRule RULE =
      Optimization.of(
              OPTIMIZER,
              new LearningRateSchedule(
                  LearningRateSchedule.Shape.LINEAR,
                  0.01,
                  LearningRateSchedule.Unit.STEPS,
                  0,
                  1,
                  1,
                  0.01),
              LossConfig.mae(),
              0)
          .over(EPOCHS, BATCHES);

  @ParameterizedTest
  @EnumSource(ConvolutionVariant.class)
  void takeOneWorkersStepsAsLocalTrainingDoesBitForBit(ConvolutionVariant variant) {
    ComputationGraph network = network(variant);
    ComputationGraph local = network(variant);
    ShardTrainingMaster master =
        new ShardTrainingMaster(
            new Parallelism(1, 16, Averaged.GRADIENTS, AveragingSchedule.every(1), 0),
            OPTIMIZER,
            RULE.updater(),
            new OuterStep(OuterOptimizer.none(), new BitSet()),
            ToyExamples::encodeGraphs,
            Regression.of("target"));
    SparkComputationGraph graph = new SparkComputationGraph(SPARK, network, master);
    try (Shards shards = Shards.deal(SPARK.parallelize(EXAMPLES, 3), BATCHER, 1)) {
      Shard all = shards.rdd().collect().get(0);
      for (int epoch = 1; epoch <= EPOCHS; epoch++) {
        master.fitEpoch(graph, shards, epoch, 0, round -> {});
        all.batches(BATCHER, new Round(epoch, 1, BATCHES, BATCHES), 0)
            .forEach(batch -> local.fit((MultiDataSet) ToyExamples.encodeGraphs(batch)));
        local.incrementEpochCount();
      }
    } finally {
      master.release();
    }
    assertThat(network.getIterationCount()).isEqualTo(EPOCHS * BATCHES);
    float[] parameters = local.params().toFloatVector();
    assertThat(network.params().toFloatVector()).isEqualTo(parameters);
    assertThat(network.getUpdater().getStateViewArray().toFloatVector())
        .isEqualTo(local.getUpdater().getStateViewArray().toFloatVector());
    requireStatisticsMoved(network, network(variant));
  }

  private static void requireStatisticsMoved(ComputationGraph network, ComputationGraph beginning) {
    BitSet statistics = TrainedParameters.of(network);
    statistics.flip(0, (int) network.params().length());
    assertThat(statistics.cardinality()).isPositive();
    assertThat(statistics.stream())
        .allMatch(k -> network.params().getFloat(k) != beginning.params().getFloat(k));
  }

  private static ComputationGraph network(ConvolutionVariant variant) {
    CgcnnConfig config =
        new CgcnnConfig(variant, 8, new GaussianBasis(8, 16, 8.0 / 15, true), 2, 16, 100, false, 0);
    return NetworkGraph.build(NetworkBlueprint.of(config), RULE, DataType.FLOAT, 4);
  }
}
