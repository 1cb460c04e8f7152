package org.latticework.jobs.train.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.jobs.settings.AutomaticSettings;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.network.alignn.AlignnConfig;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cogn.CognConfig;
import org.latticework.trainer.network.equivariant.EquivariantConfig;
import org.latticework.trainer.network.kinds.NetworkKinds;
import org.latticework.trainer.network.m3gnet.M3gnetConfig;
import org.latticework.trainer.network.megnet.MegnetConfig;
import org.latticework.trainer.network.schnet.CutoffFunction;
import org.latticework.trainer.network.schnet.SchnetConfig;
import org.latticework.trainer.optimizer.LearningRate;
import org.latticework.trainer.optimizer.LossConfig;
import org.latticework.trainer.optimizer.OptimizerConfig;
import org.latticework.trainer.training.TrainingConfig;

/** The sections of the kinds of networks. */
class NetworkSettingsTest {
  @TempDir static Path folder;

  private static final SchnetConfig SMALL =
      new SchnetConfig(
          100,
          8,
          6,
          2,
          new GaussianBasis(5, 9, 0.5, true),
          CutoffFunction.COSINE,
          List.of(12, 5),
          0);

  static List<NetworkConfig> standards() {
    return List.of(
        CgcnnConfig.standard(),
        SchnetConfig.standard(),
        CognConfig.standard(),
        MegnetConfig.standard(),
        M3gnetConfig.standard(),
        EquivariantConfig.standard(),
        AlignnConfig.standard());
  }

  @Test
  void everyKindHasASection() {
    assertThat(standards())
        .extracting(NetworkConfig::kind)
        .containsExactlyInAnyOrderElementsOf(NetworkKinds.names());
  }

  @ParameterizedTest
  @MethodSource("standards")
  void shipsTheSizesOfEachKind(NetworkConfig standard) throws IOException {
    assertThat(network(pairs(standard.kind()))).isEqualTo(standard);
  }

  private static List<String> pairs(String kind, String... more) throws IOException {
    List<String> pairs = new ArrayList<>(List.of(more));
    pairs.add("train.network.kind=" + kind);
    if (kind.equals("alignn")) {
      pairs.add("train.network.atom-features=" + table());
    }
    return pairs;
  }

  /** Writes a table of 92 features of 100 elements. */
  private static Path table() throws IOException {
    String row = Collections.nCopies(92, "0.5").toString();
    return Files.writeString(
        folder.resolve("table.json"),
        IntStream.rangeClosed(1, 100)
            .mapToObj(z -> "\"%d\": %s".formatted(z, row))
            .collect(Collectors.joining(",", "{", "}")));
  }

  private static NetworkConfig network(List<String> pairs) {
    return network(Settings.shipped().withPairs(pairs));
  }

  private static NetworkConfig network(Settings settings) {
    return training(settings).network().config();
  }

  private static TrainingConfig training(Settings settings) {
    return TrainConfig.from(AutomaticSettings.resolve(settings)).training();
  }

  @Test
  void readsListsAsTheCommandLineWritesThem() throws IOException {
    SchnetConfig config =
        (SchnetConfig) network(pairs("schnet", "train.network.schnet.head=32, 16, 8"));
    assertThat(config.head()).containsExactly(32, 16, 8);
    assertThat(((SchnetConfig) network(pairs("schnet", "train.network.schnet.head="))).head())
        .isEmpty();
  }

  /** A table is read by those that can; SchNet would leave it unread. */
  @Test
  void refusesATableThatTheNetworkDoesNotRead() throws IOException {
    List<String> pairs = pairs("schnet", "train.network.atom-features=" + table());
    assertThatThrownBy(() -> network(pairs))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "train.network.atom-features is for networks that read such a table, and schnet does"
                + " not: leave it out");
    assertThatThrownBy(() -> network(List.of("train.network.kind=alignn")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "train.network: ALIGNN's atoms begin with features of their elements: it needs a table"
                + " (atom-features)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          schnet      | width=0              | train.network: A layer has 1 to 4096 channels, got 0
          schnet      | filters=5000         | train.network: A layer has 1 to 4096 channels, got 5000
          schnet      | blocks=0             | train.network: A network has 1 to 64 blocks, got 0
          schnet      | basis.size=1         | train.network: Need at least 2 Gaussians, got 1
          schnet      | cutoff-function=step | train.network: cutoff-function must be one of none, cosine, got step
          schnet      | head=128,wide        | train.network.schnet.head must be a list of whole numbers, got [128, wide]
          schnet      | head=128,0           | train.network: A layer has 1 to 4096 channels, got 0
          schnet      | knots=5              | train.network: A table of filters has 16 to 4096 knots, or 0 for no table, got 5
          cogn        | message-layers=65    | train.network: Need 1 to 64 layers of a message
          cogn        | basis-end=0          | train.network: Need 1 to 64 layers of a message, 2 Gaussians and an end in (0, 1000) Å, got 5, 32, 0.0
          megnet      | embedding=0          | train.network: A layer has 1 to 4096 channels, got 0
          megnet      | gamma=0              | train.network: Need 2 Gaussians, a positive end and exponent, at most 64 steps
          megnet      | update=64,-1         | train.network: A layer has 1 to 4096 channels, got -1
          m3gnet      | angular=4            | train.network: Need a positive cutoff, 1 to 3 orders and 1 to 64 roots, got 5.0, 4, 3
          m3gnet      | triplet-cutoff=6     | train.network: Need 0 < triplet cutoff <= cutoff, got 6.0 and 5.0 Å
          m3gnet      | triplets=far         | train.network: triplets must be one of center, neighbor, got far
          equivariant | features=8,8,8,8     | train.network: Need channels of the degrees 0 to 2, one to 3 numbers, got [8, 8, 8, 8]
          equivariant | average-neighbors=0  | train.network: Need a positive cutoff and a positive number of neighbors, got 5.0 Å and 0.0
          alignn      | width=0              | train.network: A layer has 1 to 4096 channels, got 0
          alignn      | edge-basis=1         | train.network: Need 2 Gaussians each, a positive end, at most 64 layers
          """)
  void refusesWhatNoNetworkIs(String kind, String pair, String complaint) throws IOException {
    List<String> pairs = pairs(kind, "train.network.%s.%s".formatted(kind, pair));
    assertThatThrownBy(() -> network(pairs))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(complaint);
  }

  @Test
  void takesTheShapeOfAModelListsIncluded() {
    Settings shaped = NetworkSettings.withShape(Settings.shipped(), SMALL, "base");
    assertThat(network(shaped)).isEqualTo(SMALL);
  }

  @Test
  void mayBeToldWhatTheShapeOfAModelIsAndNothingElse() throws IOException {
    Settings same =
        Settings.shipped().withPairs(pairs("schnet", "train.network.schnet.head=12, 5"));
    assertThat(network(NetworkSettings.withShape(same, SMALL, "base"))).isEqualTo(SMALL);
    Settings other = Settings.shipped().withPairs(pairs("schnet", "train.network.schnet.head=12"));
    assertThatThrownBy(() -> NetworkSettings.withShape(other, SMALL, "base"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "train.network.schnet.head is 12, and 12,5 of the network of base (train.from): leave"
                + " it out, or begin at random");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          schnet      | 800  | 32  | 5e-4 | 1e-5 | MAE | ADAM
          cogn        | 800  | 64  | 5e-4 | 1e-5 | MAE | ADAM
          megnet      | 1000 | 128 | 1e-3 | 1e-5 | MSE | ADAM
          m3gnet      | 300  | 32  | 1e-3 | 1e-5 | MAE | ADAM
          equivariant | 300  | 16  | 1e-3 | 1e-5 | MAE | ADAM
          alignn      | 300  | 64  | 1e-3 | 0    | MSE | ADAMW
          """)
  void shipsTheRecipesOfTheAuthors(
      String kind,
      int epochs,
      int batch,
      double rate,
      double last,
      LossConfig.Kind loss,
      OptimizerConfig.Kind optimizer)
      throws IOException {
    List<String> pairs = pairs(kind, "train.preset=" + kind);
    pairs.remove("train.network.kind=" + kind);
    TrainingConfig training =
        training(Settings.shipped().withPairs(pairs).withPreset("train.preset"));

    assertThat(training.network().config().kind()).isEqualTo(kind);
    assertThat(training.epochs()).isEqualTo(epochs);
    assertThat(training.parallelism().batchSize()).isEqualTo(batch);
    LearningRate over = training.optimization().schedule().over(epochs, 10);
    assertThat(training.optimization().schedule().peak()).isEqualTo(rate);
    assertThat(over.valueAt(10 * epochs, epochs)).isCloseTo(last, within(1e-12));
    assertThat(training.optimization().loss().kind()).isEqualTo(loss);
    assertThat(training.optimization().optimizer().kind()).isEqualTo(optimizer);
    assertThat(training.optimization().smoothing())
        .isEqualTo(kind.equals("equivariant") ? 0.999 : 0);
  }
}
