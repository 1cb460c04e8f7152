package org.latticework.trainer.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.optimizer.GradientClipping;
import org.latticework.trainer.optimizer.LearningRateSchedule;
import org.latticework.trainer.optimizer.LossConfig;
import org.latticework.trainer.optimizer.Optimization;
import org.latticework.trainer.optimizer.OptimizerConfig;
import org.latticework.trainer.optimizer.OptimizerConfig.Kind;
import org.latticework.trainer.optimizer.RegularizedParameters;
import org.latticework.trainer.part.PartRates;
import org.latticework.trainer.task.Regression;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** What parts of a network learn whose rates are not all alike. */
class PartRatesStepTest {
  private static final double RATE = 0.01;
  private static final int LAYERS = 3;
  private static final PartRates RATES =
      new PartRates(Map.of("embedding", 0.1, "convolution-2", 3.0), Set.of());

  private static CgcnnConfig config(ConvolutionVariant variant) {
    return new CgcnnConfig(variant, 6, new GaussianBasis(8, 9, 1, true), LAYERS, 5, 100, false, 0);
  }

  private static ComputationGraph network(
      ConvolutionVariant variant,
      OptimizerConfig optimizer,
      PartRates rates,
      KernelChoice kernel,
      DataType type) {
    Optimization optimization =
        Optimization.of(optimizer, LearningRateSchedule.constant(RATE), LossConfig.mae(), 0)
            .withRates(rates);
    return NetworkGraph.build(
        new NetworkBlueprint(config(variant), Optional.empty(), kernel),
        Regression.of("target"),
        optimization.over(1, 1),
        type,
        5);
  }

  private static ComputationGraph network(OptimizerConfig optimizer, PartRates rates) {
    return network(
        ConvolutionVariant.MESSAGE_NORM, optimizer, rates, KernelChoice.ND4J, DataType.DOUBLE);
  }

  private static MultiDataSet data(DataType type) {
    RandomCrystals random = new RandomCrystals(3);
    List<CrystalGraph> crystals = random.crystals(7);
    return new GraphBatch(crystals, random.targets(7)).toMultiDataSet(type);
  }

  private static OptimizerConfig optimizer(Kind kind, double decay) {
    return new OptimizerConfig(kind, 0.9, decay, Double.POSITIVE_INFINITY);
  }

  private static String part(String parameter) {
    return NetworkGraph.part(config(ConvolutionVariant.MESSAGE_NORM), parameter);
  }

  private static float[] floats(INDArray matrix) {
    return matrix.dup('c').reshape(matrix.length()).toFloatVector();
  }

  private static boolean isRunning(String parameter) {
    return parameter.endsWith("Mean") || parameter.endsWith("Variance");
  }

  /** Returns what an optimizer subtracts for a gradient, by parameter. */
  private static Map<String, double[]> step(ComputationGraph network, double[] gradient, int step) {
    if (network.getGradientsViewArray() == null) {
      network.initGradientsView();
    }
    INDArray view = network.getGradientsViewArray();
    view.assign(Nd4j.createFromArray(gradient));
    network
        .getUpdater()
        .update(new DefaultGradient(view), step, 0, 1, LayerWorkspaceMgr.noWorkspaces());
    return named(network, view.reshape(view.length()).toDoubleVector());
  }

  /** Cuts a vector as long as the parameters into theirs. */
  private static Map<String, double[]> named(ComputationGraph network, double[] flat) {
    Map<String, double[]> parts = new LinkedHashMap<>();
    int start = 0;
    for (Map.Entry<String, INDArray> parameter : network.paramTable().entrySet()) {
      int end = start + (int) parameter.getValue().length();
      parts.put(parameter.getKey(), Arrays.copyOfRange(flat, start, end));
      start = end;
    }
    assertThat(start).isEqualTo(flat.length);
    return parts;
  }

  private static double difference(double[] found, double[] expected, double factor) {
    double greatest = 0;
    for (int k = 0; k < found.length; k++) {
      greatest = Math.max(greatest, Math.abs(found[k] - factor * expected[k]));
    }
    return greatest;
  }

  private static double[] gradient(Random random, ComputationGraph network) {
    return random.doubles(network.params().length(), -1, 1).toArray();
  }

  /** The same gradients to both: what is subtracted is the factor times what it would be. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void multiplyWhatTheOptimizerSubtracts(Kind kind) {
    OptimizerConfig optimizer = optimizer(kind, kind == Kind.ADAMW ? 0.1 : 0);
    ComputationGraph plain = network(optimizer, PartRates.ALIKE);
    ComputationGraph scaled = network(optimizer, RATES);
    RegularizedParameters.only(plain);
    RegularizedParameters.only(scaled);
    Random random = new Random(11);
    for (int step = 0; step < 4; step++) {
      double[] gradient = gradient(random, plain);
      Map<String, double[]> expected = step(plain, gradient, step);
      Map<String, double[]> found = step(scaled, gradient, step);
      for (Map.Entry<String, double[]> each : found.entrySet()) {
        String name = each.getKey();
        double factor = isRunning(name) ? 1 : RATES.factor(part(name));
        // Rounding of a product of a few hundredths; running statistics are subtracted whole.
        assertThat(difference(each.getValue(), expected.get(name), factor))
            .as(name)
            .isLessThan(1e-15);
        assertThat(each.getValue()).as(name).isNotEqualTo(new double[each.getValue().length]);
      }
    }
  }

  /** Kingma and Ba's algorithm in plain Java, with ε where Deeplearning4j has it. */
  @Test
  void areThoseOfAdamByItself() {
    ComputationGraph network = network(optimizer(Kind.ADAM, 0), RATES);
    Random random = new Random(12);
    int length = (int) network.params().length();
    double[] m = new double[length];
    double[] v = new double[length];
    for (int step = 0; step < 5; step++) {
      double[] g = gradient(random, network);
      double[] wanted = new double[length];
      double rate = RATE * Math.sqrt(1 - Math.pow(0.999, step + 1)) / (1 - Math.pow(0.9, step + 1));
      for (int k = 0; k < length; k++) {
        m[k] = 0.9 * m[k] + 0.1 * g[k];
        v[k] = 0.999 * v[k] + 0.001 * g[k] * g[k];
        wanted[k] = rate * m[k] / (Math.sqrt(v[k]) + 1e-8);
      }
      Map<String, double[]> expected = named(network, wanted);
      Map<String, double[]> found = step(network, g, step);
      for (String name : List.of("network_embedding/vectors", "network_convolution1/gateWeights")) {
        // A few hundredths large; the orders of the operations differ.
        assertThat(difference(found.get(name), expected.get(name), RATES.factor(part(name))))
            .isLessThan(1e-14);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void leaveWhatIsFrozenToTheLastBit(Kind kind) {
    for (Set<String> frozen :
        List.of(
            Set.of("embedding"),
            Set.of("embedding", "convolutions"),
            Set.of("convolution-2"),
            Set.of("head"))) {
      PartRates rates = new PartRates(Map.of(), frozen);
      for (ConvolutionVariant variant : ConvolutionVariant.values()) {
        ComputationGraph network =
            network(variant, optimizer(kind, 0.1), rates, KernelChoice.AUTO, DataType.FLOAT);
        Map<String, INDArray> before = network.clone().paramTable();
        RegularizedParameters.only(network);
        network.fit(data(DataType.FLOAT));
        network.fit(data(DataType.FLOAT));
        for (Map.Entry<String, INDArray> after : network.paramTable().entrySet()) {
          String name = after.getKey();
          if (variant == ConvolutionVariant.ORIGINAL && name.endsWith("Bias")) {
            continue; // a norm takes it out again: it may stay by itself
          }
          boolean same = Arrays.equals(floats(after.getValue()), floats(before.get(name)));
          assertThat(same)
              .as("%s, %s frozen, %s", name, frozen, variant)
              .isEqualTo(rates.isFrozen(part(name)));
        }
      }
    }
  }

  /** The norm of what moves alone: in plain descent it can be seen in the step. */
  @Test
  void doNotCountWhatIsFrozenInTheNormOfTheGradient() {
    ComputationGraph network =
        network(
            new OptimizerConfig(Kind.SGD, 0, 0, Double.POSITIVE_INFINITY),
            new PartRates(Map.of(), Set.of("convolution-2", "head")));
    Map<String, INDArray> before = network.clone().paramTable();
    double bound = 1e-3;
    network.addListeners(new GradientClipping(bound));
    network.fit(data(DataType.DOUBLE));
    double squares = 0;
    for (Map.Entry<String, INDArray> after : network.paramTable().entrySet()) {
      if (!isRunning(after.getKey())) {
        squares += Math.pow(after.getValue().distance2(before.get(after.getKey())) / RATE, 2);
      }
    }
    assertThat(Math.sqrt(squares)).isCloseTo(bound, within(1e-11));
  }

  @ParameterizedTest
  @EnumSource(ConvolutionVariant.class)
  void letAFrozenTrunkComputeInTrainingWhatItPredictsWith(ConvolutionVariant variant) {
    ComputationGraph network =
        network(
            variant,
            optimizer(Kind.SGD, 0),
            new PartRates(Map.of(), Set.of("embedding", "convolutions")),
            KernelChoice.ND4J,
            DataType.DOUBLE);
    INDArray[] features = data(DataType.DOUBLE).getFeatures();
    assertThat(network.output(true, features)[0].toDoubleVector())
        .isEqualTo(network.output(false, features)[0].toDoubleVector());
  }

  /** Central differences of the loss in training, where the first parts use running statistics. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void differentiateWhatLearnsBehindWhatIsFrozen(int convolutions) {
    List<String> frozen = new ArrayList<>(List.of("embedding"));
    for (int t = 1; t < convolutions; t++) {
      frozen.add("convolution-" + t);
    }
    PartRates rates = new PartRates(Map.of(), Set.copyOf(frozen));
    for (ConvolutionVariant variant : ConvolutionVariant.values()) {
      OptimizerConfig descent = new OptimizerConfig(Kind.SGD, 0, 0, Double.POSITIVE_INFINITY);
      ComputationGraph network =
          network(variant, descent, rates, KernelChoice.ND4J, DataType.DOUBLE);
      ComputationGraph moved = network.clone();
      moved.fit(data(DataType.DOUBLE));
      Random random = new Random(convolutions);
      for (Map.Entry<String, INDArray> parameter : network.paramTable().entrySet()) {
        String name = parameter.getKey();
        if (isRunning(name) || rates.isFrozen(part(name))) {
          continue;
        }
        INDArray values = parameter.getValue();
        long place = random.nextInt((int) values.length());
        double start = values.getDouble(place);
        double step = 1e-6;
        values.putScalar(place, start + step);
        double above = loss(network);
        values.putScalar(place, start - step);
        double below = loss(network);
        values.putScalar(place, start);
        double found = (start - moved.paramTable().get(name).getDouble(place)) / RATE;
        // Central differences of a loss near 1: 1e-16 / 1e-6, and the third derivative.
        assertThat(found).as(name).isCloseTo((above - below) / (2 * step), within(1e-8));
      }
    }
  }

  private static double loss(ComputationGraph network) {
    return network.score(data(DataType.DOUBLE), true);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void areTheSameInBothKernels(int parts) {
    Set<String> frozen = Set.copyOf(config(ConvolutionVariant.SUM_NORM).parts().subList(0, parts));
    for (ConvolutionVariant variant : ConvolutionVariant.values()) {
      List<INDArray> ends = new ArrayList<>();
      for (KernelChoice kernel : List.of(KernelChoice.FUSED, KernelChoice.ND4J)) {
        ComputationGraph network =
            network(
                variant,
                new OptimizerConfig(Kind.SGD, 0, 0, Double.POSITIVE_INFINITY),
                new PartRates(Map.of(), frozen),
                kernel,
                DataType.FLOAT);
        network.fit(data(DataType.FLOAT));
        ends.add(network.params());
      }
      float[] fused = floats(ends.get(0));
      float[] plain = floats(ends.get(1));
      for (int k = 0; k < fused.length; k++) {
        // Rounding of floats, as a part of them: running variances may be in the thousands.
        assertThat(fused[k]).isCloseTo(plain[k], within(1e-5f * Math.max(1, Math.abs(plain[k]))));
      }
    }
  }
}
