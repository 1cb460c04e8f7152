package org.latticework.trainer.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.network.cgcnn.NetworkConfig;
import org.latticework.trainer.network.cgcnn.convolution.ConvolutionVariant;
import org.latticework.trainer.optimizer.TrainedParameters;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class CrystalNetworkTest {
  private final RandomCrystals random = new RandomCrystals(11);

  private static NetworkConfig small(ConvolutionVariant variant) {
    return new NetworkConfig(variant, 5, new GaussianBasis(8, 6, 1.5, true), 2, 7, 100, false, 0);
  }

  private static AtomFeatures features(int elements, int size) {
    Random random = new Random(3);
    float[][] rows = new float[elements][size];
    for (float[] row : rows) {
      for (int k = 0; k < size; k++) {
        row[k] = random.nextInt(2);
      }
    }
    return new AtomFeatures(rows);
  }

  @Test
  void theDefaultNetworkHas89729TrainedParameters() {
    ComputationGraph network =
        CrystalNetwork.build(NetworkConfig.standard(), new Adam(5e-4), DataType.FLOAT, 1);

    assertThat(TrainedParameters.of(network).cardinality()).isEqualTo(89_729);
    // and for each of 3 convolutions 2 norms with mean and variance of 64 channels
    assertThat(network.params().length()).isEqualTo(89_729 + 3 * 2 * 2 * 64);
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 0})
  void theSameSeedBeginsTheSameNetwork(long seed) {
    NetworkConfig config = small(ConvolutionVariant.MESSAGE_NORM);

    assertThat(CrystalNetwork.build(config, new Adam(), DataType.FLOAT, seed).params())
        .isEqualTo(CrystalNetwork.build(config, new Adam(), DataType.FLOAT, seed).params())
        .isNotEqualTo(CrystalNetwork.build(config, new Adam(), DataType.FLOAT, 8).params());
  }

  @ParameterizedTest
  @EnumSource(ConvolutionVariant.class)
  void gradientsMatchFiniteDifferences(ConvolutionVariant variant) {
    compareWithFiniteDifferences(
        CrystalNetwork.build(small(variant), new Sgd(1), DataType.DOUBLE, 5));
  }

  @Test
  void gradientsOfTheOriginalHeadAndFeaturesMatchFiniteDifferences() {
    NetworkConfig config =
        new NetworkConfig(
            ConvolutionVariant.ORIGINAL,
            5,
            new GaussianBasis(8, 6, 1.5, false),
            2,
            7,
            100,
            true,
            9);

    compareWithFiniteDifferences(
        CrystalNetwork.build(config, features(100, 9), new Sgd(1), DataType.DOUBLE, 5));
  }

  /** Compares some elements of every parameter that the optimizer moves. */
  private void compareWithFiniteDifferences(ComputationGraph network) {
    List<CrystalGraph> crystals = random.crystals(5);
    // Far from the outputs, where the mean absolute error has no kink.
    double[] targets = {9, -9, 9, 9, -9};
    MultiDataSet data = new GraphBatch(crystals, targets).toMultiDataSet(DataType.DOUBLE);
    network.setInputs(data.getFeatures());
    network.setLabels(data.getLabels());
    network.computeGradientAndScore();
    Map<String, INDArray> gradients = new TreeMap<>();
    network
        .gradient()
        .gradientForVariable()
        .forEach((name, gradient) -> gradients.put(name, gradient.dup('c')));
    gradients.keySet().removeIf(name -> name.endsWith("Mean") || name.endsWith("Variance"));
    gradients.forEach(
        (name, gradient) -> {
          INDArray flat = network.paramTable().get(name);
          for (long row = 0; row < flat.rows(); row += 1 + flat.rows() / 2) {
            for (long column = 0; column < flat.columns(); column += 3) {
              // The score is a mean over 5 crystals. Each score is rounded to 1e-15.
              double slope = 5 * slope(network, data, flat, row, column);
              assertThat(gradient.getDouble(row, column))
                  .as("%s[%d, %d]", name, row, column)
                  .isCloseTo(slope, within(1e-7 * (1 + Math.abs(slope))));
            }
          }
        });
  }

  /** (8 (f(h) − f(−h)) − (f(2h) − f(−2h))) / 12h, whose error is of order h⁴. */
  private static double slope(
      ComputationGraph network, MultiDataSet data, INDArray values, long row, long column) {
    double step = 1e-5;
    double value = values.getDouble(row, column);
    double[] scores = new double[5];
    for (int k = -2; k <= 2; k++) {
      values.putScalar(row, column, value + k * step);
      scores[k + 2] = network.score(data, true);
    }
    values.putScalar(row, column, value);
    return (8 * (scores[3] - scores[1]) - (scores[4] - scores[0])) / (12 * step);
  }

  @ParameterizedTest
  @EnumSource(ConvolutionVariant.class)
  void aPredictionDoesNotDependOnWhoSharesItsBatch(ConvolutionVariant variant) {
    ComputationGraph network =
        CrystalNetwork.build(small(variant), new Adam(1e-2), DataType.DOUBLE, 5);
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
  @CsvSource({"FLOAT, 1", "FLOAT, 5", "DOUBLE, 1", "DOUBLE, 5"})
  void learnsFromASingleCrystal(DataType type, int atoms) {
    CrystalGraph crystal = random.crystal(atoms);
    for (ConvolutionVariant variant : ConvolutionVariant.values()) {
      ComputationGraph network = CrystalNetwork.build(small(variant), new Sgd(1e-3), type, 5);
      MultiDataSet data = new GraphBatch(List.of(crystal), new double[] {3}).toMultiDataSet(type);
      double before = network.score(data, true);
      for (int step = 0; step < 20; step++) {
        network.fit(data);
      }
      assertThat(network.params().isNaN().any()).isFalse();
      assertThat(network.score(data, true)).isLessThan(before);
      assertThat(network.outputSingle(false, data.getFeatures()).getDouble(0)).isFinite();
    }
  }

  @Test
  void predictingChangesNothing() {
    ComputationGraph network =
        CrystalNetwork.build(
            small(ConvolutionVariant.MESSAGE_NORM), new Adam(1e-2), DataType.FLOAT, 5);
    INDArray before = network.params().dup();
    INDArray[] features = new GraphBatch(random.crystals(9)).features(DataType.FLOAT);

    INDArray first = network.outputSingle(false, features);

    assertThat(network.outputSingle(false, features)).isEqualTo(first);
    assertThat(network.params()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(ConvolutionVariant.class)
  void atomsWithoutEdgesKeepTheirOwnWay(ConvolutionVariant variant) {
    ComputationGraph network =
        CrystalNetwork.build(small(variant), new Adam(1e-2), DataType.DOUBLE, 5);
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

  @Test
  void runningStatisticsFollowTheBatchWhateverTheOptimizerDoes() {
    ComputationGraph network =
        CrystalNetwork.build(
            small(ConvolutionVariant.MESSAGE_NORM), new Sgd(0), DataType.DOUBLE, 5);
    Map<String, INDArray> before = new TreeMap<>();
    network.paramTable().forEach((name, array) -> before.put(name, array.dup()));
    MultiDataSet data =
        new GraphBatch(random.crystals(4), random.targets(4)).toMultiDataSet(DataType.DOUBLE);

    network.fit(data);
    Map<String, INDArray> first = new TreeMap<>();
    network.paramTable().forEach((name, array) -> first.put(name, array.dup()));
    for (int k = 0; k < 99; k++) {
      network.fit(data);
    }

    before.forEach(
        (name, array) -> {
          INDArray last = network.paramTable().get(name);
          if (name.endsWith("Mean") || name.endsWith("Variance")) {
            // r_n = b + 0.9ⁿ (r_0 − b), so b follows from the first step.
            INDArray batch = first.get(name).sub(array.mul(0.9)).mul(10);
            INDArray expected = batch.add(array.sub(batch).mul(Math.pow(0.9, 100)));
            assertThat(last.distance2(expected)).as(name).isLessThan(1e-10);
            assertThat(last.distance2(array)).as(name).isPositive();
          } else {
            assertThat(last).as(name).isEqualTo(array);
          }
        });
  }

  @Test
  void theConfigurationTravelsAsJson() {
    ComputationGraph network =
        CrystalNetwork.build(
            NetworkConfig.original(8, 2, 4), features(100, 92), new Adam(1e-3), DataType.FLOAT, 5);

    ComputationGraphConfiguration copy =
        ComputationGraphConfiguration.fromJson(network.getConfiguration().toJson());

    assertThat(copy.getVertices()).isEqualTo(network.getConfiguration().getVertices());
  }

  @Test
  void saysWhichAtomHasAnElementItDoesNotKnow() {
    ComputationGraph network =
        CrystalNetwork.build(small(ConvolutionVariant.SUM_NORM), new Adam(1e-3), DataType.FLOAT, 5);
    CrystalGraph seaborgium =
        new CrystalGraph(new int[] {106}, new int[] {0, 1}, new int[] {0}, new float[] {3});

    assertThatThrownBy(
            () -> network.output(new GraphBatch(List.of(seaborgium)).features(DataType.FLOAT)))
        .hasMessageContaining(
            "Atom 0 of the batch has atomic number 106, the network knows 1 to 100");
  }

  @Test
  void refusesATableThatDoesNotFit() {
    assertThatThrownBy(
            () ->
                CrystalNetwork.build(
                    NetworkConfig.original(8, 2, 4),
                    features(50, 92),
                    new Adam(),
                    DataType.FLOAT,
                    1))
        .hasMessageContaining("needs 92 features of 100 elements, the table has 92 of 50");
  }
}
