package org.latticework.trainer.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.optimizer.GradientClipping;
import org.latticework.trainer.optimizer.LearningRateSchedule;
import org.latticework.trainer.optimizer.LearningRule;
import org.latticework.trainer.optimizer.LossConfig;
import org.latticework.trainer.optimizer.Optimization;
import org.latticework.trainer.optimizer.OptimizerConfig;
import org.latticework.trainer.optimizer.OptimizerConfig.Kind;
import org.latticework.trainer.optimizer.RegularizedParameters;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Optimizers on a whole network: what they move, and what they must leave alone. */
class LearningRuleTest {
  private static final CgcnnConfig CONFIG =
      new CgcnnConfig(
          ConvolutionVariant.MESSAGE_NORM,
          6,
          new GaussianBasis(8, 9, 1, true),
          2,
          5,
          100,
          false,
          0);
  private static final double RATE = 0.125;

  private static MultiDataSet data() {
    RandomCrystals random = new RandomCrystals(3);
    List<CrystalGraph> crystals = random.crystals(7);
    return new GraphBatch(crystals, random.targets(7)).toMultiDataSet(DataType.DOUBLE);
  }

  private static ComputationGraph network(LearningRule rule) {
    return NetworkGraph.build(NetworkBlueprint.of(CONFIG), rule, DataType.DOUBLE, 5);
  }

  private static LearningRule rule(OptimizerConfig optimizer, double dropout) {
    return Optimization.of(
            optimizer, LearningRateSchedule.constant(RATE), LossConfig.mae(), dropout)
        .over(1, 1);
  }

  private static Map<String, INDArray> step(ComputationGraph network) {
    network.fit(data());
    return network.paramTable();
  }

  private static boolean isRunning(String parameter) {
    return parameter.endsWith("Mean") || parameter.endsWith("Variance");
  }

  @Test
  void clipsWhatIsTrainedAndNotTheRunningStatistics() {
    ComputationGraph before = network(LearningRule.of(new Sgd(RATE)));
    Map<String, INDArray> free = step(network(LearningRule.of(new Sgd(RATE))));
    ComputationGraph network = network(LearningRule.of(new Sgd(RATE)));
    double bound = 1e-3;
    network.addListeners(new GradientClipping(bound));
    Map<String, INDArray> clipped = step(network);
    double squares = 0;
    for (Map.Entry<String, INDArray> parameter : clipped.entrySet()) {
      INDArray start = before.paramTable().get(parameter.getKey());
      if (isRunning(parameter.getKey())) {
        assertThat(parameter.getValue().toDoubleVector())
            .isEqualTo(free.get(parameter.getKey()).toDoubleVector())
            .isNotEqualTo(start.toDoubleVector());
      } else {
        squares += Math.pow(parameter.getValue().distance2(start) / RATE, 2);
      }
    }
    assertThat(Math.sqrt(squares)).isCloseTo(bound, within(1e-12));
  }

  /** Without a past, AdamW and plain descent shrink by the same lr · λ · w beside their step. */
  @ParameterizedTest
  @EnumSource(names = {"SGD", "ADAMW"})
  void decaysTheWeightsOfLinearMapsOnly(Kind kind) {
    double decay = 0.01;
    double unbounded = Double.POSITIVE_INFINITY;
    ComputationGraph before = network(LearningRule.of(new Sgd(RATE)));
    Map<String, INDArray> plain =
        step(network(rule(new OptimizerConfig(kind, 0, 0, unbounded), 0)));
    Map<String, INDArray> decayed =
        step(network(rule(new OptimizerConfig(kind, 0, decay, unbounded), 0)));
    int weights = 0;
    int running = 0;
    for (Map.Entry<String, INDArray> parameter : decayed.entrySet()) {
      INDArray difference = plain.get(parameter.getKey()).sub(parameter.getValue());
      boolean decays = parameter.getKey().matches(".*([wW]eights|_W)");
      weights += decays ? 1 : 0;
      running += isRunning(parameter.getKey()) ? 1 : 0;
      INDArray start = before.paramTable().get(parameter.getKey());
      // The same gradient on both sides; what is left is the rounding of parameters near 1.
      assertThat(difference.sub(start.mul(decays ? RATE * decay : 0)).amaxNumber().doubleValue())
          .as(parameter.getKey())
          .isLessThan(1e-14);
      assertThat(parameter.getValue().distance1(start)).isPositive();
    }
    assertThat(weights).isEqualTo(2 * 2 + 2);
    assertThat(running).isEqualTo(2 * 2 * 2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01})
  void learnsBitForBitTheSameWithOnlyRegularizedParametersShown(double decay) {
    OptimizerConfig adam = new OptimizerConfig(Kind.ADAMW, 0, decay, Double.POSITIVE_INFINITY);
    ComputationGraph all = network(rule(adam, 0));
    ComputationGraph shortened = network(rule(adam, 0));
    RegularizedParameters.only(shortened);
    for (int step = 0; step < 3; step++) {
      all.fit(data());
      shortened.fit(data());
    }
    assertThat(shortened.params().toDoubleVector()).isEqualTo(all.params().toDoubleVector());
    int regularized = shown(shortened);
    RegularizedParameters.only(shortened);
    assertThat(shown(shortened)).isEqualTo(regularized).isLessThan(shown(all));
  }

  private static int shown(ComputationGraph network) {
    return network.getUpdater().getUpdaterBlocks().stream()
        .mapToInt(block -> block.getLayersAndVariablesInBlock().size())
        .sum();
  }

  /**
   * With one crystal and a target far off, ∂L/∂w of the output is minus the neuron that it sees.
   */
  @Test
  void leavesOutHiddenNeuronsInTrainingAndScalesUpTheOthers() {
    int neurons = 64;
    double left = 0.25;
    CgcnnConfig wide =
        new CgcnnConfig(
            CONFIG.variant(), CONFIG.width(), CONFIG.basis(), 2, neurons, 100, false, 0);
    NetworkBlueprint blueprint = NetworkBlueprint.of(wide);
    OptimizerConfig descent = new OptimizerConfig(Kind.SGD, 0, 0, Double.POSITIVE_INFINITY);
    ComputationGraph plain = NetworkGraph.build(blueprint, rule(descent, 0), DataType.DOUBLE, 5);
    ComputationGraph dropped =
        NetworkGraph.build(blueprint, rule(descent, left), DataType.DOUBLE, 5);
    CrystalGraph crystal = new RandomCrystals(3).crystal(6);
    MultiDataSet data =
        new GraphBatch(List.of(crystal), new double[] {100}).toMultiDataSet(DataType.DOUBLE);
    assertThat(dropped.outputSingle(false, data.getFeatures()).toDoubleVector())
        .isEqualTo(plain.outputSingle(false, data.getFeatures()).toDoubleVector());
    double[] start = plain.getLayer("output").getParam("W").dup().reshape(neurons).toDoubleVector();
    plain.fit(data);
    Nd4j.getRandom().setSeed(new GraphBatcher(1, 1).batchSeed(1, 0, 0)); // as a worker does
    dropped.fit(data);
    double[] full = plain.getLayer("output").getParam("W").reshape(neurons).toDoubleVector();
    double[] rest = dropped.getLayer("output").getParam("W").reshape(neurons).toDoubleVector();
    int none = 0;
    for (int k = 0; k < neurons; k++) {
      if (rest[k] == start[k]) {
        none++;
      } else {
        // Differences of numbers below 1.
        assertThat(rest[k] - start[k]).isCloseTo((full[k] - start[k]) / (1 - left), within(1e-14));
      }
    }
    // A quarter of 64, within four standard deviations of 3.5.
    assertThat(none).as("start %s full %s rest %s", start[0], full[0], rest[0]).isBetween(2, 30);
  }

  @Test
  void survivesACheckpoint() throws IOException {
    Optimization huber =
        Optimization.of(
            new OptimizerConfig(Kind.SGD, 0.9, 0.01, Double.POSITIVE_INFINITY),
            new LearningRateSchedule(
                LearningRateSchedule.Shape.ONE_CYCLE,
                0.01,
                LearningRateSchedule.Unit.STEPS,
                0,
                1,
                1,
                0),
            new LossConfig(LossConfig.Kind.HUBER, 0.5),
            0.1);
    ComputationGraph network =
        NetworkGraph.build(
            new NetworkBlueprint(CONFIG, Optional.empty(), KernelChoice.ND4J),
            huber.over(2, 5),
            DataType.DOUBLE,
            5);
    network.fit(data());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, bytes, true);
    ComputationGraph again =
        ModelSerializer.restoreComputationGraph(
            new ByteArrayInputStream(bytes.toByteArray()), true);
    assertThat(again.getConfiguration()).isEqualTo(network.getConfiguration());
    assertThat(again.getUpdater().getStateViewArray())
        .isEqualTo(network.getUpdater().getStateViewArray());
    assertThat(again.params()).isEqualTo(network.params());
  }
}
