package org.latticework.trainer;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.deeplearning4j.RandomCrystals;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.model.saved.SavedModel;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.kinds.NetworkKinds;
import org.latticework.trainer.optimizer.LearningRule;
import org.latticework.trainer.optimizer.TrainedParameters;
import org.latticework.trainer.task.Classification;
import org.latticework.trainer.task.Regression;
import org.latticework.trainer.task.Scaling;
import org.latticework.trainer.task.Task;
import org.latticework.trainer.task.TaskLoss;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * What every kind of network must do, whatever it computes. A new kind is done when its samples
 * pass.
 */
class NetworkContractTest {
  @Test
  void everyKindHasASample() {
    assertThat(SampleNetworks.all().stream().map(sample -> sample.config().kind()).collect(toSet()))
        .isEqualTo(NetworkKinds.names());
  }

  @ParameterizedTest
  @MethodSource("org.latticework.trainer.SampleNetworks#all")
  void runningStatisticsAreLast(NetworkBlueprint sample) {
    List<Boolean> trained =
        sample.config().parameters().stream().map(Parameter::isTrained).toList();
    assertThat(trained.get(0)).isTrue();
    assertThat(trained).isSortedAccordingTo(Comparator.reverseOrder());
  }

  /** Along a random direction in all parameters of each part that the optimizer moves. */
  @ParameterizedTest
  @MethodSource("org.latticework.trainer.SampleNetworks#all")
  void gradientsMatchFiniteDifferences(NetworkBlueprint sample) {
    ComputationGraph network = SampleNetworks.build(sample, new Sgd(1), DataType.DOUBLE);
    List<CrystalGraph> crystals = SampleNetworks.crystals(sample).crystals(5);
    // Far from the outputs, where the mean absolute error has no kink.
    double[] targets = {9, -9, 9, 9, -9};
    MultiDataSet data = new GraphBatch(crystals, targets).toMultiDataSet(DataType.DOUBLE);
    network.setInputs(data.getFeatures());
    network.setLabels(data.getLabels());
    network.computeGradientAndScore();
    double[] gradient = network.getGradientsViewArray().dup('c').toDoubleVector();

    for (String part : sample.config().parts()) {
      double[] direction = direction(network, sample.config(), part);
      double expected = 0;
      for (int k = 0; k < gradient.length; k++) {
        expected += gradient[k] * direction[k];
      }
      // The score is a mean over 5 crystals. Each score is rounded to 1e-15.
      assertThat(5 * slope(network, data, direction))
          .as(part)
          .isCloseTo(expected, within(1e-7 * (1 + Math.abs(expected))));
    }
  }

  /** Returns normal numbers in the places of a part's parameters, 0 in all others. */
  private static double[] direction(ComputationGraph network, NetworkConfig config, String part) {
    Random random = new Random(part.hashCode());
    BitSet trained = TrainedParameters.of(network);
    double[] direction = new double[(int) network.params().length()];
    int place = 0;
    for (Map.Entry<String, INDArray> parameter : network.paramTable().entrySet()) {
      int end = place + (int) parameter.getValue().length();
      boolean chosen = NetworkGraph.part(config, parameter.getKey()).equals(part);
      for (; place < end; place++) {
        direction[place] = chosen && trained.get(place) ? random.nextGaussian() : 0;
      }
    }
    return direction;
  }

  /** (8 (f(h) − f(−h)) − (f(2h) − f(−2h))) / 12h, whose error is of order h⁴. */
  private static double slope(ComputationGraph network, MultiDataSet data, double[] direction) {
    double step = 1e-5;
    INDArray before = network.params().dup();
    INDArray way = Nd4j.createFromArray(direction).reshape(before.shape());
    double[] scores = new double[5];
    for (int k = -2; k <= 2; k++) {
      network.setParams(before.add(way.mul(k * step)));
      scores[k + 2] = network.score(data, true);
    }
    network.setParams(before);
    return (8 * (scores[3] - scores[1]) - (scores[4] - scores[0])) / (12 * step);
  }

  @ParameterizedTest
  @MethodSource("org.latticework.trainer.SampleNetworks#all")
  void aPredictionDoesNotDependOnWhoSharesItsBatch(NetworkBlueprint sample) {
    RandomCrystals random = SampleNetworks.crystals(sample);
    ComputationGraph network = SampleNetworks.build(sample, new Adam(1e-2), DataType.DOUBLE);
    List<CrystalGraph> crystals = random.crystals(30);
    network.fit(new GraphBatch(crystals, random.targets(30)).toMultiDataSet(DataType.DOUBLE));

    INDArray together =
        network.outputSingle(false, new GraphBatch(crystals).features(DataType.DOUBLE));

    for (int k = 0; k < 30; k++) {
      INDArray alone =
          network.outputSingle(
              false, new GraphBatch(List.of(crystals.get(k))).features(DataType.DOUBLE));
      // Matrix products round in another order when their shape changes.
      assertThat(alone.getDouble(0)).isCloseTo(together.getDouble(k), within(1e-13));
    }
  }

  /** In both precisions, since one of them converts what the other takes as it is. */
  @ParameterizedTest
  @MethodSource("org.latticework.trainer.SampleNetworks#all")
  void learnsFromASingleCrystal(NetworkBlueprint sample) {
    RandomCrystals random = SampleNetworks.crystals(sample);
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      learnsFrom(random.crystal(1), SampleNetworks.build(sample, new Sgd(1e-3), type), type);
      learnsFrom(random.crystal(5), SampleNetworks.build(sample, new Sgd(1e-3), type), type);
    }
  }

  private static void learnsFrom(CrystalGraph crystal, ComputationGraph network, DataType type) {
    MultiDataSet data = new GraphBatch(List.of(crystal), new double[] {3}).toMultiDataSet(type);
    double before = network.score(data, true);
    for (int step = 0; step < 20; step++) {
      network.fit(data);
    }
    assertThat(network.params().isNaN().any()).isFalse();
    assertThat(network.score(data, true)).isLessThan(before);
    assertThat(network.outputSingle(false, data.getFeatures()).getDouble(0)).isFinite();
  }

  @ParameterizedTest
  @MethodSource("org.latticework.trainer.SampleNetworks#all")
  void predictingChangesNothing(NetworkBlueprint sample) {
    RandomCrystals random = SampleNetworks.crystals(sample);
    ComputationGraph network = SampleNetworks.build(sample, new Adam(1e-2), DataType.FLOAT);
    INDArray before = network.params().dup();
    INDArray[] features = new GraphBatch(random.crystals(9)).features(DataType.FLOAT);

    INDArray first = network.outputSingle(false, features);

    assertThat(network.outputSingle(false, features)).isEqualTo(first);
    assertThat(network.params()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("org.latticework.trainer.SampleNetworks#all")
  void atomsWithoutEdgesKeepTheirOwnWay(NetworkBlueprint sample) {
    RandomCrystals random = SampleNetworks.crystals(sample);
    ComputationGraph network = SampleNetworks.build(sample, new Adam(1e-2), DataType.DOUBLE);
    CrystalGraph noble =
        new CrystalGraph(new int[] {2}, new int[] {0, 0}, new int[0], new float[0]);
    GraphBatch lonely = new GraphBatch(List.of(noble, noble), new double[] {1, 2});

    network.fit(lonely.toMultiDataSet(DataType.DOUBLE));

    assertThat(network.params().isNaN().any()).isFalse();
    INDArray beside =
        network.outputSingle(
            false, new GraphBatch(List.of(noble, random.crystal(4))).features(DataType.DOUBLE));
    INDArray alone = network.outputSingle(false, lonely.features(DataType.DOUBLE));
    assertThat(beside.getDouble(0)).isCloseTo(alone.getDouble(0), within(1e-13));
  }

  /**
   * Whatever the network has seen before: a kernel that keeps buffers must not read old ones. In
   * float against ND4J in double, as below.
   */
  @ParameterizedTest
  @MethodSource("org.latticework.trainer.SampleNetworks#all")
  void aBatchMayLoseAllOfItsEdges(NetworkBlueprint sample) {
    RandomCrystals random = SampleNetworks.crystals(sample);
    List<CrystalGraph> whole = random.crystals(6);
    List<CrystalGraph> bare =
        whole.stream().map(crystal -> crystal.thinned(new int[crystal.edges()])).toList();
    ComputationGraph fused =
        SampleNetworks.build(sample, KernelChoice.FUSED, new Sgd(1), DataType.FLOAT);
    ComputationGraph nd4j =
        SampleNetworks.build(sample, KernelChoice.ND4J, new Sgd(1), DataType.DOUBLE);
    nd4j.setParams(fused.params().castTo(DataType.DOUBLE));
    for (List<CrystalGraph> crystals : List.of(bare, whole, bare)) {
      assertSame(step(fused, crystals), step(nd4j, crystals), 1e-4);
    }
  }

  @ParameterizedTest
  @MethodSource("org.latticework.trainer.SampleNetworks#all")
  void runningStatisticsFollowTheBatchWhateverTheOptimizerDoes(NetworkBlueprint sample) {
    RandomCrystals random = SampleNetworks.crystals(sample);
    ComputationGraph network = SampleNetworks.build(sample, new Sgd(0), DataType.DOUBLE);
    Map<String, INDArray> before = new TreeMap<>();
    network.paramTable().forEach((name, array) -> before.put(name, array.dup()));
    MultiDataSet data =
        new GraphBatch(random.crystals(4), random.targets(4)).toMultiDataSet(DataType.DOUBLE);

    network.fit(data);
    Map<String, INDArray> first = new TreeMap<>();
    network.paramTable().forEach((name, array) -> first.put(name, array.dup()));
    for (int k = 0; k < 19; k++) {
      network.fit(data);
    }

    before.forEach(
        (name, array) -> {
          INDArray last = network.paramTable().get(name);
          if (name.endsWith("Mean") || name.endsWith("Variance")) {
            // r_n = b + 0.9ⁿ (r_0 − b), so b follows from the first step.
            INDArray batch = first.get(name).sub(array.mul(0.9)).mul(10);
            INDArray expected = batch.add(array.sub(batch).mul(Math.pow(0.9, 20)));
            assertThat(last.distance2(expected)).as(name).isLessThan(1e-10);
            assertThat(last.distance2(array)).as(name).isPositive();
          } else {
            assertThat(last).as(name).isEqualTo(array);
          }
        });
  }

  /** Atoms in another order are the same crystal; sums round in another order. */
  @ParameterizedTest
  @MethodSource("org.latticework.trainer.SampleNetworks#all")
  void theOrderOfAtomsDoesNotMatter(NetworkBlueprint sample) {
    RandomCrystals random = SampleNetworks.crystals(sample);
    CrystalGraph crystal = random.crystal(7);
    CrystalGraph another = random.crystal(3);
    ComputationGraph network = SampleNetworks.build(sample, new Sgd(1), DataType.DOUBLE);
    INDArray[] plain = step(network, List.of(crystal, another));
    INDArray[] other = step(network, List.of(RandomCrystals.reversed(crystal), another));
    assertSame(other, plain, 1e-12);
  }

  /** A crystal of equal halves without edges between them, and one half that stands for both. */
  @ParameterizedTest
  @MethodSource("org.latticework.trainer.SampleNetworks#ofMergedGraphs")
  void aNodeMayStandForSeveralAtoms(NetworkBlueprint sample) {
    RandomCrystals random = SampleNetworks.crystals(sample);
    CrystalGraph half = random.crystal(5);
    int[] twice = IntStream.generate(() -> 2).limit(half.nodes()).toArray();
    int[] once = IntStream.generate(() -> 1).limit(half.edges()).toArray();
    CrystalGraph other = random.crystal(4);
    ComputationGraph network = SampleNetworks.build(sample, new Sgd(1), DataType.DOUBLE);
    INDArray[] merged = step(network, List.of(half.merged(twice, once), other));
    INDArray[] plain = step(network, List.of(RandomCrystals.doubled(half), other));
    assertSame(merged, plain, 1e-12);
  }

  /** A crystal whose edges count twice, and one that has each of them twice. */
  @ParameterizedTest
  @MethodSource("org.latticework.trainer.SampleNetworks#ofMergedGraphs")
  void anEdgeMayStandForSeveralNeighbors(NetworkBlueprint sample) {
    RandomCrystals random = SampleNetworks.crystals(sample);
    CrystalGraph crystal = random.crystal(5);
    int[] once = IntStream.generate(() -> 1).limit(crystal.nodes()).toArray();
    int[] twice = IntStream.generate(() -> 2).limit(crystal.edges()).toArray();
    CrystalGraph other = random.crystal(4);
    ComputationGraph network = SampleNetworks.build(sample, new Sgd(1), DataType.DOUBLE);
    INDArray[] merged = step(network, List.of(crystal.merged(once, twice), other));
    INDArray[] plain = step(network, List.of(RandomCrystals.withEveryEdgeTwice(crystal), other));
    assertSame(merged, plain, 1e-12);
  }

  /** Compares outputs and gradients with a tolerance of their largest number, or of 1. */
  private static void assertSame(INDArray[] found, INDArray[] expected, double tolerance) {
    for (int k = 0; k < expected.length; k++) {
      double scale = Math.max(1, expected[k].amaxNumber().doubleValue());
      double error = found[k].sub(expected[k]).amaxNumber().doubleValue();
      assertThat(error / scale).as(k == 0 ? "outputs" : "gradient").isLessThan(tolerance);
    }
  }

  /** In float against ND4J in double: a rounding error per term of sums over some 400 edges. */
  @ParameterizedTest
  @MethodSource("org.latticework.trainer.SampleNetworks#all")
  void bothKernelsComputeTheSame(NetworkBlueprint sample) {
    RandomCrystals random = SampleNetworks.crystals(sample);
    assertThat(KernelChoice.obstacle(DataType.FLOAT)).isEmpty(); // else it is ND4J twice
    List<CrystalGraph> crystals = random.crystals(6);
    ComputationGraph fused =
        SampleNetworks.build(sample, KernelChoice.FUSED, new Sgd(1), DataType.FLOAT);
    ComputationGraph nd4j =
        SampleNetworks.build(sample, KernelChoice.ND4J, new Sgd(1), DataType.DOUBLE);
    nd4j.setParams(fused.params().castTo(DataType.DOUBLE));
    INDArray[] found = step(fused, crystals);
    INDArray[] expected = step(nd4j, crystals);
    assertSame(found, expected, 1e-4);
  }

  @ParameterizedTest
  @MethodSource("org.latticework.trainer.SampleNetworks#all")
  void comesBackFromItsFiles(NetworkBlueprint sample) throws IOException {
    RandomCrystals random = SampleNetworks.crystals(sample);
    Task pair = new Regression(List.of("band_gap", "density"));
    for (Task task : List.of(Regression.of("band_gap"), pair, new Classification("cbm", 0.5))) {
      LearningRule rule = LearningRule.of(new Adam(1e-2));
      ComputationGraph network =
          NetworkGraph.build(
              sample, task, rule.withLoss(TaskLoss.of(task, rule.loss())), DataType.FLOAT, 5);
      double[] labels = new double[task.outputs().size()];
      labels[0] = 1;
      List<CrystalGraph> learned = random.crystals(5);
      network.fit(
          new GraphBatch(learned, Collections.nCopies(5, labels)).toMultiDataSet(DataType.FLOAT));
      Scaling scaling = Scaling.identity(labels.length);
      SavedModel saved = new SavedModel("id", new TrainedModel(network, task, scaling, Map.of()));
      byte[] weights = saved.weights();
      SavedModel copy =
          SavedModel.read(
              new ByteArrayInputStream(saved.card()),
              new ByteArrayInputStream(weights),
              weights.length,
              "m");
      assertThat(copy.model().network().params()).isEqualTo(network.params());
      assertThat(copy.model().config()).isEqualTo(sample.config());
      assertThat(copy.model().task()).isEqualTo(task);
      List<CrystalGraph> crystals = random.crystals(5);
      assertThat(copy.model().predict(crystals))
          .usingElementComparator(Arrays::compare)
          .isEqualTo(saved.model().predict(crystals));
    }
  }

  /** Returns outputs and gradient of a batch in training, in double. */
  private static INDArray[] step(ComputationGraph network, List<CrystalGraph> crystals) {
    double[] far = new double[crystals.size()];
    Arrays.fill(far, 9); // where the absolute error has no kink
    MultiDataSet data = new GraphBatch(crystals, far).toMultiDataSet(network.params().dataType());
    INDArray output = network.output(true, data.getFeatures())[0].castTo(DataType.DOUBLE);
    network.setInputs(data.getFeatures());
    network.setLabels(data.getLabels());
    network.computeGradientAndScore();
    return new INDArray[] {output, network.getGradientsViewArray().castTo(DataType.DOUBLE)};
  }
}
