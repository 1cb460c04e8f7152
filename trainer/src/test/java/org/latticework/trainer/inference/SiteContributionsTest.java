package org.latticework.trainer.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.SampleNetworks;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.deeplearning4j.RandomCrystals;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.model.saved.SavedModel;
import org.latticework.trainer.model.saved.SavedPredictor;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.optimizer.LearningRule;
import org.latticework.trainer.task.Regression;
import org.latticework.trainer.task.Scaling;
import org.latticework.trainer.task.TargetScaler;
import org.latticework.trainer.task.TaskLoss;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;

/** What each site contributes to a prediction. */
class SiteContributionsTest {
  private static final Regression TASK = new Regression(List.of("band_gap", "density"));
  private static final Scaling SCALING =
      new Scaling(List.of(new TargetScaler(-1.5, 0.7), new TargetScaler(40, 12)));

  // A crystal's mean is rounded to floats of some units, of which 12 make a density.
  private static final double TOLERANCE = 1e-4;

  static Stream<NetworkBlueprint> withContributions() {
    return SampleNetworks.all().stream().filter(sample -> sample.config().averagesAtoms());
  }

  static Stream<NetworkBlueprint> withoutContributions() {
    return SampleNetworks.all().stream().filter(sample -> !sample.config().averagesAtoms());
  }

  static Stream<NetworkBlueprint> ofMergedGraphs() {
    return SampleNetworks.ofMergedGraphs().stream()
        .filter(sample -> sample.config().averagesAtoms());
  }

  private static ComputationGraph network(NetworkBlueprint sample, DataType type) {
    LearningRule rule = LearningRule.of(new Adam(1e-2));
    return NetworkGraph.build(sample, TASK, rule.withLoss(TaskLoss.of(TASK, rule.loss())), type, 5);
  }

  /** Returns a network that has taken a step. */
  private static ComputationGraph learned(NetworkBlueprint sample) {
    ComputationGraph network = network(sample, DataType.FLOAT);
    List<CrystalGraph> crystals = SampleNetworks.crystals(sample).crystals(6);
    network.fit(
        new GraphBatch(crystals, Collections.nCopies(6, new double[] {1, -2}))
            .toMultiDataSet(DataType.FLOAT));
    return network;
  }

  private static Predictor predictor(ComputationGraph network) throws IOException {
    SavedModel saved = new SavedModel("id", new TrainedModel(network, TASK, SCALING, Map.of()));
    byte[] weights = saved.weights();
    return SavedPredictor.read(
            new ByteArrayInputStream(saved.card()),
            new ByteArrayInputStream(weights),
            weights.length,
            "m")
        .predictor();
  }

  @Test
  void areThereWhereTheOutputIsAMeanOverAtoms() {
    assertThat(withContributions().map(sample -> sample.config().kind()))
        .containsOnly("schnet", "cogn", "equivariant", "alignn");
  }

  @ParameterizedTest
  @MethodSource("withContributions")
  void haveThePredictionAsTheirMean(NetworkBlueprint sample) throws IOException {
    Predictor predictor = predictor(learned(sample));
    for (CrystalGraph crystal : SampleNetworks.crystals(sample).crystals(8)) {
      List<double[]> contributions = predictor.contributions(crystal);
      double[] predicted = predictor.predict(crystal);
      assertThat(contributions).hasSize(2);
      for (int column = 0; column < 2; column++) {
        double[] sites = contributions.get(column);
        assertThat(sites).hasSize(crystal.atoms());
        assertThat(Arrays.stream(sites).average().orElseThrow())
            .isCloseTo(predicted[column], within(TOLERANCE));
      }
    }
  }

  /** An atom without edges beside a crystal, against ND4J in double of the atom as a crystal. */
  @ParameterizedTest
  @MethodSource("withContributions")
  void areThoseOfAnAtomAloneWhereNothingIsNear(NetworkBlueprint sample) throws IOException {
    ComputationGraph learned = learned(sample);
    NetworkBlueprint plain =
        new NetworkBlueprint(sample.config(), sample.features(), KernelChoice.ND4J);
    ComputationGraph twin = network(plain, DataType.DOUBLE);
    twin.setParams(learned.params().castTo(DataType.DOUBLE));
    CrystalGraph atom =
        new CrystalGraph(new int[] {17}, new int[] {0, 0}, new int[0], new float[0]);
    double[] alone = new TrainedModel(twin, TASK, SCALING, Map.of()).predict(List.of(atom)).get(0);
    CrystalGraph crystal = SampleNetworks.crystals(sample).crystal(5);

    List<double[]> contributions = predictor(learned).contributions(behind(atom, crystal));

    for (int column = 0; column < 2; column++) {
      assertThat(contributions.get(column)[5]).isCloseTo(alone[column], within(TOLERANCE));
      assertThat(contributions.get(column)[0])
          .isNotCloseTo(contributions.get(column)[1], within(TOLERANCE));
    }
  }

  /** Returns a crystal with an atom without edges as its last. */
  private static CrystalGraph behind(CrystalGraph atom, CrystalGraph crystal) {
    return new CrystalGraph(
            IntStream.concat(
                    Arrays.stream(crystal.atomicNumbers()), Arrays.stream(atom.atomicNumbers()))
                .toArray(),
            IntStream.concat(Arrays.stream(crystal.offsets()), IntStream.of(crystal.edges()))
                .toArray(),
            crystal.neighbors(),
            crystal.distances())
        .withDirections(crystal.directions());
  }

  /** A node that stands for two atoms gives both its number, in the order of the sites. */
  @ParameterizedTest
  @MethodSource("ofMergedGraphs")
  void areThoseOfTheNodeThatStandsForASite(NetworkBlueprint sample) throws IOException {
    CrystalGraph half = SampleNetworks.crystals(sample).crystal(4);
    CrystalGraph merged =
        half.merged(new int[] {2, 2, 2, 2}, new int[0])
            .withClasses(new int[] {0, 1, 2, 3, 0, 1, 2, 3});
    Predictor predictor = predictor(learned(sample));

    List<double[]> found = predictor.contributions(merged);
    List<double[]> expected = predictor.contributions(RandomCrystals.doubled(half));

    for (int column = 0; column < 2; column++) {
      double[] sites = found.get(column);
      assertThat(sites).containsExactly(expected.get(column), within(TOLERANCE));
      assertThat(Arrays.copyOfRange(sites, 0, 4)).isEqualTo(Arrays.copyOfRange(sites, 4, 8));
    }
  }

  @ParameterizedTest
  @MethodSource("withoutContributions")
  void areNotThereWhereAllAtomsAreReadAtOnce(NetworkBlueprint sample) throws IOException {
    Predictor predictor = predictor(learned(sample));
    CrystalGraph crystal = SampleNetworks.crystals(sample).crystal(3);
    assertThatThrownBy(() -> predictor.contributions(crystal))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
