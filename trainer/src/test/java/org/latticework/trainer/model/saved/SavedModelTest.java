package org.latticework.trainer.model.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.deeplearning4j.RandomCrystals;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.optimizer.LearningRule;
import org.latticework.trainer.safetensors.Safetensors;
import org.latticework.trainer.task.Regression;
import org.latticework.trainer.task.Scaling;
import org.latticework.trainer.task.TargetScaler;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;

class SavedModelTest {
  private final RandomCrystals random = new RandomCrystals(2);

  private static CgcnnConfig config(ConvolutionVariant variant, int features) {
    return new CgcnnConfig(
        variant, 4, new GaussianBasis(8, 6, 1, true), 2, 5, 100, features > 0, features);
  }

  private static Optional<AtomFeatures> table(int features) {
    if (features == 0) {
      return Optional.empty();
    }
    float[][] rows = new float[100][features];
    for (int z = 0; z < rows.length; z++) {
      rows[z][z % features] = 0.1f * z;
    }
    return Optional.of(new AtomFeatures(rows));
  }

  /** Returns a model after a step, so that running statistics are no longer those of the start. */
  SavedModel trained(ConvolutionVariant variant, int features, DataType type) {
    ComputationGraph network =
        NetworkGraph.build(
            new NetworkBlueprint(config(variant, features), table(features), KernelChoice.ND4J),
            LearningRule.of(new Adam(1e-2)),
            type,
            1);
    network.fit(new GraphBatch(random.crystals(8), random.targets(8)).toMultiDataSet(type));
    TrainedModel model =
        new TrainedModel(
            network,
            Regression.of("band_gap"),
            new Scaling(List.of(new TargetScaler(-1.5, 1.0 / 3))),
            Map.of("kernel", "nd4j"));
    return new SavedModel("id-1", model);
  }

  private static SavedModel read(byte[] card, byte[] weights) throws IOException {
    return SavedModel.read(
        new ByteArrayInputStream(card), new ByteArrayInputStream(weights), weights.length, "m");
  }

  @ParameterizedTest
  @CsvSource({
    "MESSAGE_NORM, 0, FLOAT",
    "SUM_NORM, 0, FLOAT",
    "ORIGINAL, 0, FLOAT",
    "ORIGINAL, 3, FLOAT",
    "MESSAGE_NORM, 3, DOUBLE"
  })
  void comesBackFromItsFilesToTheLastBit(ConvolutionVariant variant, int features, DataType type)
      throws IOException {
    SavedModel saved = trained(variant, features, type);

    SavedModel copy = read(saved.card(), saved.weights());

    List<CrystalGraph> crystals = random.crystals(5);
    assertThat(copy.model().predict(crystals))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(saved.model().predict(crystals));
    assertThat(copy.model().network().params()).isEqualTo(saved.model().network().params());
    assertThat(copy.model().config()).isEqualTo(config(variant, features));
    assertThat(copy.model().scaling()).isEqualTo(saved.model().scaling());
    assertThat(copy.model().facts()).containsExactly(Map.entry("kernel", "nd4j"));
    assertThat(copy.trainingId()).isEqualTo("id-1");
    assertThat(copy.model().task()).isEqualTo(saved.model().task());
    assertThat(copy.card()).isEqualTo(saved.card());
    assertThat(copy.weights()).isEqualTo(saved.weights());
  }

  @Test
  void holdsEveryParameterOnce() {
    for (ConvolutionVariant variant : ConvolutionVariant.values()) {
      SavedModel saved = trained(variant, 3, DataType.FLOAT);
      List<String> covered = new ArrayList<>();
      NetworkArray.of(saved.model().config(), 1).forEach(a -> covered.addAll(a.parameters()));
      assertThat(covered)
          .containsExactlyInAnyOrderElementsOf(saved.model().network().paramTable().keySet());
    }
  }

  @Test
  void namesArraysAsTheReferenceCodeDoes() {
    assertThat(
            NetworkArrays.of(
                    trained(ConvolutionVariant.ORIGINAL, 3, DataType.FLOAT).model().network())
                .keySet())
        .containsExactly(
            "element_features",
            "embedding.weight",
            "embedding.bias",
            "convs.0.fc_full.weight",
            "convs.0.fc_full.bias",
            "convs.0.bn1.weight",
            "convs.0.bn1.bias",
            "convs.0.bn1.running_mean",
            "convs.0.bn1.running_var",
            "convs.0.bn2.weight",
            "convs.0.bn2.bias",
            "convs.0.bn2.running_mean",
            "convs.0.bn2.running_var",
            "convs.1.fc_full.weight",
            "convs.1.fc_full.bias",
            "convs.1.bn1.weight",
            "convs.1.bn1.bias",
            "convs.1.bn1.running_mean",
            "convs.1.bn1.running_var",
            "convs.1.bn2.weight",
            "convs.1.bn2.bias",
            "convs.1.bn2.running_mean",
            "convs.1.bn2.running_var",
            "conv_to_fc.weight",
            "conv_to_fc.bias",
            "fc_out.weight",
            "fc_out.bias");
  }

  @Test
  void keepsLinearMapsAsPyTorchDoes() {
    ComputationGraph network =
        trained(ConvolutionVariant.SUM_NORM, 0, DataType.FLOAT).model().network();

    float[] weights = NetworkArrays.of(network).get("convs.1.fc_full.weight").floats();

    int inputs = 4 + 4 + 6;
    assertThat(weights).hasSize(2 * 4 * inputs);
    for (int output = 0; output < 8; output++) {
      String half =
          output < 4 ? "network_convolution1/gateWeights" : "network_convolution1/contentWeights";
      for (int input = 0; input < inputs; input++) {
        assertThat(weights[output * inputs + input])
            .isEqualTo(network.paramTable().get(half).getFloat(input, output % 4));
      }
    }
  }

  @Test
  void refusesFilesOfTwoModels() throws IOException {
    SavedModel one = trained(ConvolutionVariant.SUM_NORM, 0, DataType.FLOAT);
    SavedModel other = new SavedModel("id-2", one.model());

    assertThatThrownBy(() -> read(other.card(), one.weights()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "m/model.json and m/weights.safetensors do not belong together, or one of them was"
                + " changed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'format' : 4       | 'format' : 3     | has format 3, this version reads 4: train the model again",
        "'format' : 4       | 'format' : '3'   | format must be a whole number of 32 bits, got '3'",
        "'cgcnn'            | 'other'          | No network of the kind 'other', this version knows alignn, cgcnn, cogn, equivariant, m3gnet, megnet, schnet",
        "'width' : 4        | 'width' : 100000 | at most 4096 channels",
        "'convolutions' : 2 | 'convolutions' : 2147483647 | and 64 convolutions",
        "'width' : 4        | 'width' : 4.0    | network / width must be a whole number",
        "'width' : 4        | 'depth' : 4      | network / width is missing",
        "'width' : 4        | 'width' : 4, 'x' : 1 | network / x is no key of a model",
        "'hidden' : 5       | 'hidden' : 6     | conv_to_fc.weight is F32 [5, 4], need F32 [6, 4]",
        "'std' : 0.         | 'std' : -0.      | a finite std > 0",
        "'regression'       | 'ranking'        | task / kind must be regression or classification, got ranking",
        "'regression'       | 'classification' | task / threshold is missing",
        "'band_gap' .       | 'band_gap', 'density' ] | A network of 2 outputs needs as many scales, got 1",
        "'band_gap' .       | 'band_gap', 'band_gap' ] | and each once, got [band_gap, band_gap]",
        "'band_gap' .       | 7 ]              | task / columns must be a list of texts, got 7",
        "'element' : 'F32'  | 'element' : 'I8' | ",
        "'kernel' : 'nd4j'  | 'kernel' : 'x'   | No kernel",
      })
  void refusesACardThatBreaksARule(String from, String to, String message) throws IOException {
    SavedModel saved = trained(ConvolutionVariant.SUM_NORM, 0, DataType.FLOAT);
    String card = new String(saved.card(), StandardCharsets.UTF_8);
    String changed = card.replaceFirst(from.replace('\'', '"'), to.replace('\'', '"'));
    assertThat(changed).isNotEqualTo(card);
    byte[] weights = saved.weights();

    assertThatThrownBy(() -> read(changed.getBytes(StandardCharsets.UTF_8), weights))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message == null ? "" : message.replace("'3'", "\"3\""));
  }

  /** One to three bytes are changed, removed or doubled. */
  private static byte[] mutated(byte[] content, Random random) {
    byte[] bytes = content.clone();
    for (int k = random.nextInt(3); k >= 0 && bytes.length > 1; k--) {
      int place = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(400, bytes.length));
      switch (random.nextInt(4)) {
        case 0 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[place] = (byte) "0123456789-[]{}\"., e".charAt(random.nextInt(20));
        case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, place));
        default -> bytes[place] = bytes[random.nextInt(bytes.length)];
      }
    }
    return bytes;
  }

  @Test
  void isTheSameOrRefusedHoweverItsFilesWereChanged() throws IOException {
    SavedModel saved = trained(ConvolutionVariant.ORIGINAL, 3, DataType.FLOAT);
    byte[] card = saved.card();
    byte[] weights = saved.weights();
    Random seeded = new Random(16);
    int refused = 0;
    for (int k = 0; k < 10_000; k++) {
      byte[] changedCard = k % 2 == 0 ? mutated(card, seeded) : card;
      byte[] changedWeights = k % 2 == 1 ? mutated(weights, seeded) : weights;
      try {
        SavedModel read = read(changedCard, changedWeights);
        assertThat(read.card()).isEqualTo(card);
        assertThat(read.model().network().params()).isEqualTo(saved.model().network().params());
        read.model().close();
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(9_000);
  }

  /** Whoever means harm makes checksums that fit: the rules must hold without them. */
  @Test
  void isReadOrRefusedWithoutItsChecksumsToo() throws IOException {
    SavedModel saved = trained(ConvolutionVariant.ORIGINAL, 3, DataType.FLOAT);
    byte[] card = saved.card();
    byte[] weights = saved.weights();
    Random seeded = new Random(17);
    int read = 0;
    for (int k = 0; k < 10_000; k++) {
      byte[] changedCard = mutated(card, seeded);
      byte[] changedWeights = k % 4 == 0 ? mutated(weights, seeded) : weights;
      try {
        ModelCard described = ModelCard.read(changedCard, "m/model.json");
        Safetensors arrays =
            Safetensors.read(
                new ByteArrayInputStream(changedWeights),
                changedWeights.length,
                NetworkArrays.types(described.network(), described.task(), described.element()),
                "m/weights.safetensors");
        SavedModel.build(described, arrays, "m/weights.safetensors").model().close();
        read++;
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith("m/");
      }
    }
    assertThat(read).isPositive();
  }
}
