package org.latticework.jobs.train.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.jobs.settings.AutomaticSettings;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.trainingset.GraphLimits;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.optimizer.LearningRate;
import org.latticework.trainer.optimizer.LearningRateSchedule;
import org.latticework.trainer.optimizer.LossConfig;
import org.latticework.trainer.optimizer.OptimizerConfig;
import org.latticework.trainer.task.Classification;
import org.latticework.trainer.task.Regression;
import org.latticework.trainer.training.TrainingConfig;

class TrainConfigTest {
  @Test
  void shipsTheDefaultNetwork() {
    TrainConfig config = TrainConfig.from(AutomaticSettings.resolve(Settings.shipped()));
    assertThat(config.training().network().config()).isEqualTo(CgcnnConfig.standard());
    assertThat(config.targets()).containsExactly(Target.FORMATION_ENERGY_PER_ATOM);
    assertThat(config.graphs()).isEqualTo("auto");
    assertThat(config.limits())
        .isEqualTo(
            new GraphLimits(100, 500_000, CgcnnConfig.standard().memoryOfStep(), 4_096_000_000L));
    assertThat(config.split()).isEqualTo("default");
  }

  @Test
  void shipsAdamAtAFallingRateOnTheMeanAbsoluteError() {
    TrainingConfig training =
        TrainConfig.from(AutomaticSettings.resolve(Settings.shipped())).training();
    assertThat(training.optimization().optimizer())
        .isEqualTo(
            new OptimizerConfig(OptimizerConfig.Kind.ADAM, 0.9, 0, Double.POSITIVE_INFINITY));
    LearningRate rate = training.optimization().schedule().over(30, 10);
    assertThat(rate.valueAt(0, 0)).isEqualTo(1e-3);
    assertThat(rate.valueAt(300, 30)).isCloseTo(1e-5, within(1e-12));
    assertThat(training.optimization().loss()).isEqualTo(LossConfig.mae());
    assertThat(training.network().kernel()).isEqualTo(KernelChoice.AUTO);
    assertThat(training.patience()).isZero();
    assertThat(training.optimization().dropout()).isZero();
    assertThat(training.optimization().dropEdges()).isZero();
  }

  @Test
  void dropsNeuronsAndEdgesWithProbabilitiesOfTheirOwn() {
    Settings settings =
        Settings.shipped().withPairs(List.of("train.dropout=0.1", "train.drop-edges=0.2"));
    TrainingConfig training = TrainConfig.from(AutomaticSettings.resolve(settings)).training();
    assertThat(training.optimization().dropout()).isEqualTo(0.1);
    assertThat(training.optimization().dropEdges()).isEqualTo(0.2);
  }

  @ParameterizedTest
  @CsvSource({"1, 1e-3, 0", "2, 2e-3, 50", "4, 4e-3, 50", "64, 4e-3, 50"})
  void choosesTheRateAndItsWarmupByTheWorkers(int workers, double rate, int warmup) {
    Settings settings = Settings.shipped().withPairs(List.of("train.workers=" + workers));
    LearningRateSchedule schedule =
        TrainConfig.from(AutomaticSettings.resolve(settings)).training().optimization().schedule();
    assertThat(schedule.peak()).isEqualTo(rate);
    assertThat(schedule.warmup()).isEqualTo(warmup);
    // What is kept with the model says the number.
    assertThat(AutomaticSettings.resolve(settings).decimal("train.learning-rate")).isEqualTo(rate);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train.workers=1                   | epoch",
        "train.checkpoints.rounds=2        | 100",
        "train.workers=2                   | 5",
        "train.outer-optimizer.kind=nesterov | 5",
        "train.smoothing=0.9               | 5",
        "train.averaged=gradients          | 1",
        "train.averaging-frequency=7       | 7",
        "train.averaging-frequency=3, epoch from 2 | 3, epoch from 2"
      })
  void makesARoundAnEpochWhereOneWorkerHasNobodyToAverageWith(String pair, String frequency) {
    Settings settings = Settings.shipped().withPairs(List.of(pair));
    assertThat(
            TrainConfig.from(AutomaticSettings.resolve(settings))
                .training()
                .parallelism()
                .averaging())
        .hasToString(frequency);
    assertThat(AutomaticSettings.resolve(settings).text("train.averaging-frequency"))
        .isEqualTo(frequency);
  }

  @Test
  void refusesRoundsOfSeveralStepsForGradients() {
    Settings wrong =
        Settings.shipped()
            .withPairs(List.of("train.averaged=gradients", "train.averaging-frequency=5"));
    assertThatThrownBy(() -> TrainConfig.from(AutomaticSettings.resolve(wrong)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("train: Gradients are averaged at every step");
  }

  @Test
  void leavesARateOfTheUsersOwn() {
    Settings settings =
        Settings.shipped()
            .withPairs(
                List.of("train.workers=8", "train.learning-rate=7e-4", "train.schedule.warmup=3"));
    LearningRateSchedule schedule =
        TrainConfig.from(AutomaticSettings.resolve(settings)).training().optimization().schedule();
    assertThat(schedule.peak()).isEqualTo(7e-4);
    assertThat(schedule.warmup()).isEqualTo(3);
  }

  @Test
  void learnsSeveralColumnsOrWhetherOneIsAboveAThreshold() {
    Settings several = Settings.shipped().withPairs(List.of("train.target=band_gap, density"));
    assertThat(TrainConfig.from(AutomaticSettings.resolve(several)).training().task())
        .isEqualTo(new Regression(List.of("band_gap", "density")));
    List<String> pairs =
        List.of(
            "train.target=band_gap", "train.task.kind=classification", "train.task.threshold=0.5");
    Settings insulators = Settings.shipped().withPairs(pairs);
    assertThat(TrainConfig.from(AutomaticSettings.resolve(insulators)).training().task())
        .isEqualTo(new Classification("band_gap", 0.5));
    Settings both = insulators.withPairs(List.of("train.target=band_gap, density"));
    assertThatThrownBy(() -> TrainConfig.from(AutomaticSettings.resolve(both)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("A classification learns one column, train.target has band_gap, density");
  }

  @Test
  void takesThePresetOfTheOriginalUnderTheUsersOwnValues() {
    Settings settings =
        Settings.shipped()
            .withPairs(List.of("train.epochs=7", "train.preset=original"))
            .withPreset("train.preset");
    TrainingConfig training = TrainConfig.from(AutomaticSettings.resolve(settings)).training();
    assertThat(training.optimization().optimizer().kind()).isEqualTo(OptimizerConfig.Kind.SGD);
    assertThat(training.optimization().optimizer().momentum()).isEqualTo(0.9);
    assertThat(training.optimization().schedule().peak()).isEqualTo(1e-2);
    assertThat(training.parallelism().batchSize()).isEqualTo(256);
    assertThat(training.network().config().gaussians()).contains(GaussianBasis.original());
    assertThat(training.epochs()).isEqualTo(7);
  }

  @Test
  void knowsWhichPresetsThereAre() {
    Settings settings = Settings.shipped().withPairs(List.of("train.preset=best"));
    assertThatThrownBy(() -> settings.withPreset("train.preset"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "train.preset must be none or one of alignn, book, cogn, equivariant, m3gnet, megnet, original, schnet, got best");
  }

  @Test
  void refusesATableOfFeaturesThatIsNone(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("table.json"), "{\"1\": [0.5], \"3\": [1]}");
    Settings settings =
        Settings.shipped().withPairs(List.of("train.network.atom-features=" + file));
    assertThatThrownBy(() -> TrainConfig.from(AutomaticSettings.resolve(settings)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is no table of features per element")
        .hasMessageContaining("has no atomic number 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train.target=band_gap, band_gap   | train: A regression needs at least one column and each once
          train.target=band_gap, hardness   | train.target must be one of formation_energy_per_atom
          train.task.kind=ranking           | train.task.kind must be one of regression, classification
          train.task.threshold=high         | train.task.threshold must be a number
          train.target=hardness             | train.target must be one of formation_energy_per_atom,
          train.name=../up                  | train.name must be letters, digits, dot, dash and underscore, got '../up'
          train.epochs=0                    | train: Need epochs > 0 and patience >= 0, got 0 and 0
          train.patience=-1                 | train: Need epochs > 0 and patience >= 0, got 30 and -1
          train.checkpoints.rounds=-1       | train.checkpoints.rounds must be 0 or more, got -1
          train.checkpoints.keep=0          | train.checkpoints.keep must be positive, got 0
          train.kernel=cuda                 | train.kernel must be one of auto, fused, nd4j, got cuda
          train.dropout=1                   | train: Dropout must be in [0, 1), got 1.0
          train.drop-edges=1.0              | train: drop-edges must be in [0, 1), got 1.0
          train.drop-edges=-0.1             | train: drop-edges must be in [0, 1), got -0.1
          train.drop-edges=NaN              | train.drop-edges must be a number, got NaN
          train.optimizer.kind=lion         | train.optimizer.kind must be one of adam, adamw, sgd, got lion
          train.optimizer.momentum=1        | train: Momentum must be in [0, 1), got 1.0
          train.optimizer.weight-decay=-1   | train: Weight decay must be finite and not negative, got -1.0
          train.optimizer.max-gradient-norm=-1 | train: The greatest gradient norm must be positive, got -1.0
          train.schedule.shape=cliff        | train.schedule.shape must be one of constant, step, cosine, linear, one-cycle
          train.schedule.unit=days          | train.schedule.unit must be one of steps, epochs, got days
          train.schedule.warmup=-1          | train: A schedule needs warmup >= 0
          train.schedule.every=0            | train: A schedule needs warmup >= 0 and every > 0
          train.schedule.drop=0             | train: A schedule needs 0 < drop <= 1
          train.schedule.last=2             | train: A schedule needs 0 < drop <= 1 and 0 <= last <= 1
          train.loss.kind=hinge             | train.loss.kind must be one of mae, mse, huber, got hinge
          train.loss.huber-delta=0          | train: Huber's delta must be finite and positive, got 0.0
          train.network.atom-features=none.json | train.network.atom-features: the file none.json does not exist
          train.epochs=many                 | train.epochs must be a whole number, got many
          train.batch-size=-1               | train: Batch size and workers
          train.workers=0                   | train: Need at least one worker, got 0
          train.averaging-frequency=0       | train: Averaging needs a positive frequency
          train.averaging-frequency=often   | train: Averaging must be a number of steps
          train.averaged=hopes              | train.averaged must be one of parameters, gradients
          train.epochs-per-deal=-1          | train: The epochs of a deal must be 0 or more, got -1
          train.outer-optimizer.kind=adam   | train.outer-optimizer.kind must be one of none, nesterov
          train.outer-optimizer.momentum=1  | train: Outer momentum must be in [0, 1), got 1.0
          train.outer-optimizer.rate=0      | train: The outer rate must be finite and positive
          train.smoothing=1                 | train: Smoothing must be in [0, 1), got 1.0
          train.learning-rate=0             | train: The learning rate must be finite and positive, got 0.0
          train.seed=first                  | train.seed must be a whole number, got first
          train.scale-targets=no            | train.scale-targets must be true or false, got no
          train.network.kind=none            | train.network: No network of the kind 'none'
          train.network.cgcnn.variant=newest      | train.network: variant must be one of message-norm, sum-norm
          train.network.cgcnn.width=0             | train.network: Need positive width
          train.network.cgcnn.convolutions=0      | train.network: Need positive width
          train.network.cgcnn.hidden=0            | train.network: Need positive width
          train.network.cgcnn.basis.cutoff=0      | train.network: Need a positive, finite cutoff
          train.network.cgcnn.basis.size=1        | train.network: Need at least 2 Gaussians, got 1
          train.network.cgcnn.basis.sigma=-1      | train.network: Need a positive, finite sigma
          train.network.cgcnn.basis.halved=maybe  | train.network.cgcnn.basis.halved must be true or false, got maybe
          train.from=../up                  | train.from must be letters, digits, dot, dash and underscore, got '../up'
          train.fine-tune.head=old          | train.fine-tune.head must be one of auto, new, kept, got old
          train.fine-tune.scaling=old       | train.fine-tune.scaling must be one of auto, refitted, kept, got old
          train.freeze=embedding            | train.freeze leaves parts of the model in train.from as they are, which is empty; got embedding
          train.rates.head=0                | train: rates: a factor of the learning rate must be finite and positive, got 0.0 for head
          train.rates.embedding=-1          | train: rates: a factor of the learning rate must be finite and positive
          train.max-edges=0                 | train.max-edges must be positive, got 0
          """)
  void refusesWhatCannotBeTrained(String pair, String complaint) {
    Settings wrong = Settings.shipped().withPairs(List.of(pair));
    assertThatThrownBy(() -> TrainConfig.from(AutomaticSettings.resolve(wrong)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(complaint);
  }
}
