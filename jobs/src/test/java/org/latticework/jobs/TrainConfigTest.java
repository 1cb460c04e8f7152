package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.pipeline.table.Target;
import org.latticework.trainer.model.NetworkConfig;

class TrainConfigTest {
  @Test
  void shipsTheDefaultNetwork() {
    TrainConfig config = TrainConfig.from(Settings.shipped());
    assertThat(config.training().network()).isEqualTo(NetworkConfig.standard());
    assertThat(config.target()).isEqualTo(Target.FORMATION_ENERGY_PER_ATOM);
    assertThat(config.graphs().config().cutoff()).isEqualTo(8);
    assertThat(config.graphs().config().maxNeighbors()).isEqualTo(12);
    assertThat(config.split()).isEqualTo("default");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train.target=hardness             | train.target must be one of formation_energy_per_atom,
          train.name=../up                  | train.name must be letters, digits, dot, dash and underscore, got '../up'
          train.epochs=0                    | train: Epochs, batch size, workers and averaging frequency must be positive
          train.epochs=many                 | train.epochs must be a whole number, got many
          train.batch-size=-1               | train: Epochs, batch size, workers
          train.workers=0                   | train: Epochs, batch size, workers
          train.averaging-frequency=0       | train: Epochs, batch size, workers
          train.learning-rate=0             | train: The learning rate must be finite and positive, got 0.0
          train.seed=first                  | train.seed must be a whole number, got first
          train.scale-targets=no            | train.scale-targets must be true or false, got no
          train.network.variant=newest      | train.network: No variant "newest"
          train.network.width=0             | train.network: Need positive width
          train.network.convolutions=0      | train.network: Need positive width
          train.network.hidden=0            | train.network: Need positive width
          train.network.basis.cutoff=0      | train.network: Need a positive, finite cutoff
          train.network.basis.size=1        | train.network: Need at least 2 Gaussians, got 1
          train.network.basis.sigma=-1      | train.network: Need a positive, finite sigma
          train.network.basis.halved=maybe  | train.network.basis.halved must be true or false, got maybe
          featurize.cutoff=-1               | featurize: Need 0 < cutoff
          """)
  void refusesWhatCannotBeTrained(String pair, String complaint) {
    Settings wrong = Settings.shipped().withPairs(List.of(pair));
    assertThatThrownBy(() -> TrainConfig.from(wrong))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(complaint);
  }
}
