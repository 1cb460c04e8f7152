package org.latticework.trainer.model.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.deeplearning4j.RandomCrystals;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.network.cgcnn.gate.EdgeGates;
import org.latticework.trainer.network.cgcnn.gate.GatedNetwork;
import org.latticework.trainer.network.kinds.NetworkKinds;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What predicts without ND4J, against ND4J's own operations. */
class SavedPredictorTest {
  private final RandomCrystals random = new RandomCrystals(5);

  private static SavedPredictor read(SavedModel saved) throws IOException {
    byte[] weights = saved.weights();
    return SavedPredictor.read(
        new ByteArrayInputStream(saved.card()),
        new ByteArrayInputStream(weights),
        weights.length,
        "m");
  }

  private static SavedModel trained(ConvolutionVariant variant, int features, DataType type) {
    return new SavedModelTest().trained(variant, features, type);
  }

  /** Returns plain crystals, one without edges, merged ones, and one with features of its edges. */
  private List<CrystalGraph> crystals() {
    List<CrystalGraph> crystals = new ArrayList<>(random.crystals(20));
    crystals.add(new CrystalGraph(new int[] {26}, new int[] {0, 0}, new int[0], new float[0]));
    for (CrystalGraph plain : random.crystals(10)) {
      int[] atoms = new int[plain.nodes()];
      int[] neighbors = new int[plain.edges()];
      for (int i = 0; i < atoms.length; i++) {
        atoms[i] = 1 + i % 3;
      }
      for (int k = 0; k < neighbors.length; k++) {
        neighbors[k] = 1 + k % 4;
      }
      crystals.add(plain.merged(atoms, neighbors));
    }
    crystals.add(random.crystal(7).expanded(new GaussianBasis(8, 6, 1, true)));
    return crystals;
  }

  @ParameterizedTest
  @CsvSource({
    "MESSAGE_NORM, 0, DOUBLE",
    "MESSAGE_NORM, 3, FLOAT",
    "SUM_NORM, 0, DOUBLE",
    "ORIGINAL, 0, FLOAT",
    "ORIGINAL, 3, DOUBLE"
  })
  void predictsWhatTheNetworkPredicts(ConvolutionVariant variant, int features, DataType type)
      throws IOException {
    SavedModel saved = trained(variant, features, type);
    SavedPredictor predictor = read(saved);
    assertThat(predictor.trainingId()).isEqualTo("id-1");
    assertThat(predictor.config()).isEqualTo(saved.model().config());
    for (CrystalGraph crystal : crystals()) {
      double expected = saved.model().predict(List.of(crystal)).get(0)[0];
      // Floats: some 1e-7 an operation, of values below 10 in the column's unit.
      assertThat(predictor.predictor().predict(crystal)).hasSize(1);
      assertThat(predictor.predictor().predict(crystal)[0]).isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void saysTheSameOfACrystalToTheLastDigitWhateverItWasAskedBefore() throws IOException {
    SavedModel saved = trained(ConvolutionVariant.MESSAGE_NORM, 0, DataType.FLOAT);
    List<CrystalGraph> crystals = crystals();
    List<Double> first = said(read(saved), crystals);
    Collections.reverse(crystals);
    List<Double> second = said(read(saved), crystals);
    Collections.reverse(second);
    assertThat(second).isEqualTo(first);
    assertThat(first).doesNotHaveDuplicates();
  }

  private static List<Double> said(SavedPredictor by, List<CrystalGraph> crystals) {
    List<Double> said = new ArrayList<>();
    crystals.forEach(crystal -> said.add(by.predictor().predict(crystal)[0]));
    return said;
  }

  @ParameterizedTest
  @EnumSource(ConvolutionVariant.class)
  void givesTheGatesOfTheNetworkThatWasSaved(ConvolutionVariant variant) throws IOException {
    SavedModel saved = trained(variant, 0, DataType.FLOAT);
    Map<String, INDArray> parameters = saved.model().network().paramTable();
    GatedNetwork read = read(saved).gated().orElseThrow();
    GatedNetwork unsaved =
        NetworkKinds.gated(
                saved.model().config(),
                Optional.empty(),
                name -> parameters.get("network_" + name).dup('c').data().asFloat())
            .orElseThrow();
    for (CrystalGraph crystal : crystals()) {
      EdgeGates gates = read.gates(crystal);
      EdgeGates expected = unsaved.gates(crystal);
      assertThat(gates.edges()).isEqualTo(crystal.edges());
      for (int edge = 0; edge < crystal.edges(); edge++) {
        assertThat(gates.gate(0, edge)).isEqualTo(expected.gate(0, edge)).isBetween(0f, 1f);
        assertThat(gates.gate(1, edge)).isEqualTo(expected.gate(1, edge));
      }
    }
  }

  @Test
  void doesNotSayWhichElementsItHasLearnedWhereTheModelDoesNot() throws IOException {
    assertThat(read(trained(ConvolutionVariant.SUM_NORM, 0, DataType.FLOAT)).elementsLearned())
        .isEmpty();
  }

  @Test
  void refusesAnElementThatTheNetworkDoesNotKnow() throws IOException {
    SavedPredictor predictor = read(trained(ConvolutionVariant.SUM_NORM, 0, DataType.FLOAT));
    CrystalGraph heavy =
        new CrystalGraph(new int[] {101}, new int[] {0, 1}, new int[] {0}, new float[] {3});
    assertThatThrownBy(() -> predictor.predictor().predict(heavy))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The network knows elements up to 100, got 101");
  }
}
