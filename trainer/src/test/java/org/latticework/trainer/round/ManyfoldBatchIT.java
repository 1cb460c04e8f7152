package org.latticework.trainer.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.LocalSpark;
import org.latticework.trainer.SampleNetworks;
import org.latticework.trainer.ToyExamples;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.optimizer.LearningRule;
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
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * Copies of one crystal with targets of their own: every batch has the same statistics, as if they
 * were frozen, so a step is linear in the batch and W workers must take the step of W times the
 * batch. Of the variants original alone has something behind its last batch norm through which
 * copies teach the convolutions.
 */
class ManyfoldBatchIT {
  private static final JavaSparkContext SPARK = LocalSpark.context();
  private static final GraphBatcher BATCHER = new GraphBatcher(16, 11);

  @ParameterizedTest
  @CsvSource({
    "2, PARAMETERS", "3, PARAMETERS", "4, PARAMETERS",
    "2, GRADIENTS", "3, GRADIENTS", "4, GRADIENTS"
  })
  void isWhatSoManyWorkersTakeOneStepOf(int workers, Averaged averaged) {
    CgcnnConfig config =
        new CgcnnConfig(
            ConvolutionVariant.ORIGINAL,
            8,
            new GaussianBasis(8, 16, 0.5, true),
            2,
            16,
            100,
            false,
            0);
    requireOneStep(
        workers,
        averaged,
        copies(2 * 16 * workers), // two steps
        config,
        List.of(
            "network_convolution0/gateWeights", "network_convolution1/contentWeights", "output_W"));
  }

  /** Where no batch norm looks at the batch, crystals need not be copies. */
  @ParameterizedTest
  @CsvSource({"schnet, PARAMETERS", "schnet, GRADIENTS", "megnet, PARAMETERS", "megnet, GRADIENTS"})
  void isWhatWorkersLearnFromWhateverCrystalsWithoutNorms(String kind, Averaged averaged) {
    NetworkConfig config =
        SampleNetworks.all().stream()
            .map(NetworkBlueprint::config)
            .filter(sample -> sample.kind().equals(kind))
            .findFirst()
            .orElseThrow();
    requireOneStep(
        2,
        averaged,
        ToyExamples.examples(64),
        config,
        List.of("network_head/0Weights", "output_W"));
  }

  /** Checks that workers come to the parameters of one with so many times the batch. */
  private static void requireOneStep(
      int workers,
      Averaged averaged,
      List<Example> examples,
      NetworkConfig config,
      List<String> moved) {
    ComputationGraph network = network(config);
    ComputationGraph local = network(config);
    ShardTrainingMaster master =
        new ShardTrainingMaster(
            new Parallelism(workers, 16, averaged, AveragingSchedule.every(1), 0),
            OptimizerConfig.adam(), // whose bound of the gradient is none
            new Sgd(0.05),
            new OuterStep(OuterOptimizer.none(), new BitSet()),
            ToyExamples::encodeGraphs,
            Regression.of("target"));
    try (Shards shards = Shards.deal(SPARK.parallelize(examples, 3), BATCHER, workers)) {
      master.fitEpoch(new SparkComputationGraph(SPARK, network, master), shards, 1, 0, round -> {});
      List<Shard> dealt = shards.rdd().collect();
      for (int number = 1; number <= 2; number++) {
        Round round = new Round(1, number, 2, 1);
        List<Example> all = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
          all.addAll(dealt.get(worker).batches(BATCHER, round, worker).get(0));
        }
        assertThat(all).hasSize(16 * workers);
        local.fit((MultiDataSet) ToyExamples.encodeGraphs(all));
      }
    }
    ComputationGraph beginning = network(config);
    BitSet trained = TrainedParameters.of(network);
    for (int k = trained.nextSetBit(0); k >= 0; k = trained.nextSetBit(k + 1)) {
      // Two steps in float, of sums in another order, of parameters below 4.
      assertThat(network.params().getFloat(k)).isCloseTo(local.params().getFloat(k), within(1e-6f));
    }
    for (String name : moved) {
      INDArray way = local.paramTable().get(name).sub(beginning.paramTable().get(name));
      assertThat(way.amaxNumber().doubleValue()).as(name).isGreaterThan(1e-4);
    }
  }

  private static ComputationGraph network(NetworkConfig config) {
    LearningRule rule = new LearningRule(new Sgd(0.05), List.of(), new LossMSE(), 0);
    return NetworkGraph.build(NetworkBlueprint.of(config), rule, DataType.FLOAT, 4);
  }

  private static List<Example> copies(int count) {
    Random random = new Random(8);
    CrystalGraph crystal = // of several atoms, lest there be no variance to divide by
        ToyExamples.examples(20).stream()
            .map(Example::graph)
            .max(Comparator.comparingInt(CrystalGraph::atoms))
            .orElseThrow();
    List<Example> copies = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      copies.add(new Example("mp-" + k, crystal, 1 + random.nextGaussian()));
    }
    return copies;
  }
}
