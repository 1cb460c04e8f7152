package org.latticework.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.zip.ZipInputStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.LocalSpark;
import org.latticework.trainer.SampleNetworks;
import org.latticework.trainer.ToyExamples;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.optimizer.LearningRateSchedule;
import org.latticework.trainer.optimizer.LossConfig;
import org.latticework.trainer.optimizer.Optimization;
import org.latticework.trainer.optimizer.OptimizerConfig;
import org.latticework.trainer.optimizer.OuterOptimizer;
import org.latticework.trainer.parallelism.Averaged;
import org.latticework.trainer.parallelism.AveragingSchedule;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.round.DivergenceException;
import org.latticework.trainer.state.EpochMetrics;
import org.latticework.trainer.state.OtherFormatException;
import org.latticework.trainer.state.TrainingState;
import org.latticework.trainer.task.Regression;

class ResumedTrainingIT {
  private static final JavaSparkContext SPARK = LocalSpark.context();
  private static final List<Example> EXAMPLES = ToyExamples.examples(150);
  private static final CgcnnConfig NETWORK =
      new CgcnnConfig(
          ConvolutionVariant.MESSAGE_NORM,
          8,
          new GaussianBasis(8, 16, 8.0 / 15, true),
          2,
          16,
          100,
          false,
          0);

  // What could tell a run that goes on from one that never stopped: Adam's moments and bias
  // correction, a rate that falls with every step, dropout.
  private static Optimization optimization(double rate) {
    LearningRateSchedule falling =
        new LearningRateSchedule(
            LearningRateSchedule.Shape.LINEAR,
            rate,
            LearningRateSchedule.Unit.STEPS,
            0,
            1,
            1,
            0.01);
    return Optimization.of(OptimizerConfig.adam(), falling, LossConfig.mae(), 0.1);
  }

  private static TrainingConfig config(int workers, double rate) {
    return new TrainingConfig(
        NetworkBlueprint.of(NETWORK),
        Regression.of("target"),
        optimization(rate),
        Parallelism.of(workers, 16, 2),
        3,
        0,
        1,
        true);
  }

  /** And dropped edges, and what the driver keeps: velocity, moving average, deals, rounds. */
  private static TrainingConfig everything() {
    Optimization plain = optimization(5e-3);
    return new TrainingConfig(
        NetworkBlueprint.of(NETWORK),
        Regression.of("target"),
        new Optimization(
            plain.optimizer(),
            plain.schedule(),
            plain.loss(),
            plain.dropout(),
            0.2,
            OuterOptimizer.nesterov(0.5, 0.9),
            0.9),
        new Parallelism(2, 16, Averaged.PARAMETERS, AveragingSchedule.parse("1, 3 from 3"), 1),
        3,
        0,
        1,
        true);
  }

  /** Averaged gradients: the velocity, too, is the driver's alone. */
  private static TrainingConfig gradients(double momentum) {
    Optimization plain = optimization(1e-2);
    return new TrainingConfig(
        NetworkBlueprint.of(NETWORK),
        Regression.of("target"),
        Optimization.of(
            new OptimizerConfig(OptimizerConfig.Kind.SGD, momentum, 0, Double.POSITIVE_INFINITY),
            plain.schedule(),
            plain.loss(),
            plain.dropout()),
        new Parallelism(2, 16, Averaged.GRADIENTS, AveragingSchedule.every(1), 0),
        3,
        0,
        1,
        true);
  }

  private static TrainingResult train(
      TrainingConfig config, Optional<TrainingState> reached, TrainingListener listener) {
    return train(EXAMPLES.subList(0, 120), config, reached, listener);
  }

  private static TrainingResult train(
      List<Example> examples,
      TrainingConfig config,
      Optional<TrainingState> reached,
      TrainingListener listener) {
    return DistributedTraining.train(
        SPARK,
        SPARK.parallelize(examples, 3),
        SPARK.parallelize(EXAMPLES.subList(120, 150), 3),
        config,
        reached,
        listener);
  }

  /** Keeps all states as bytes: what a run that was killed would find. */
  private static final class Keeper implements TrainingListener {
    private final Map<String, byte[]> states = new LinkedHashMap<>();
    private final List<Double> rates = new ArrayList<>();

    @Override
    public void roundFinished(Progress progress) {
      rates.add(progress.round().learningRate());
    }

    @Override
    public void reached(TrainingState.Position position, Supplier<TrainingState> state) {
      try {
        states.put(position.epoch() + "." + position.round(), saved(state.get()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    TrainingState state(String place) {
      try {
        return TrainingState.load(new ByteArrayInputStream(states.get(place)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static List<Object> outcome(TrainingResult result) {
    List<Object> outcome = new ArrayList<>();
    outcome.add(result.bestEpoch());
    for (EpochMetrics epoch : result.history()) {
      outcome.addAll(
          List.of(epoch.epoch(), epoch.trainError(), epoch.validationError(), epoch.crystals()));
    }
    outcome.add(Arrays.toString(result.best().network().params().toFloatVector()));
    return outcome;
  }

  @Test
  void endsWithTheSameModelToTheLastBitWhereverItWasStopped() {
    Keeper keeper = new Keeper();
    List<Object> undisturbed = outcome(train(config(2, 5e-3), Optional.empty(), keeper));
    assertThat(keeper.states.keySet())
        .containsExactly("1.1", "2.0", "2.1", "3.0", "3.1", "4.0"); // 4 batches a worker, 2 a round
    requireSameEnd(config(2, 5e-3), keeper, undisturbed);
  }

  @Test
  void endsWithTheSameModelWithMomentumAverageAndDealsOfItsOwn() {
    Keeper keeper = new Keeper();
    TrainingResult result = train(everything(), Optional.empty(), keeper);
    assertThat(keeper.states.keySet())
        .containsExactly("1.1", "1.2", "1.3", "2.0", "2.1", "2.2", "2.3", "3.0", "3.1", "4.0");
    requireSameEnd(everything(), keeper, outcome(result));
    // None of it is without effect.
    assertThat(outcome(train(config(2, 5e-3), Optional.empty(), new Keeper())))
        .isNotEqualTo(outcome(result));
  }

  @Test
  void endsWithTheSameModelWhereTheDriverStepsWithMomentumAlongGradients() {
    Keeper keeper = new Keeper();
    List<Object> undisturbed = outcome(train(gradients(0.9), Optional.empty(), keeper));
    assertThat(keeper.states.keySet()) // after each of 4 steps an epoch
        .containsExactly(
            "1.1", "1.2", "1.3", "2.0", "2.1", "2.2", "2.3", "3.0", "3.1", "3.2", "3.3", "4.0");
    requireSameEnd(gradients(0.9), keeper, undisturbed);
    assertThat(outcome(train(gradients(0), Optional.empty(), new Keeper())))
        .isNotEqualTo(undisturbed);
  }

  /** Of the kinds that crystals without directions are enough for. */
  @ParameterizedTest
  @ValueSource(strings = {"schnet", "megnet"})
  void endsWithTheSameModelWhateverTheNetwork(String kind) {
    NetworkBlueprint network =
        SampleNetworks.all().stream()
            .filter(sample -> sample.config().kind().equals(kind))
            .findFirst()
            .orElseThrow();
    TrainingConfig config =
        new TrainingConfig(
            network,
            Regression.of("target"),
            optimization(5e-3),
            Parallelism.of(2, 16, 2),
            2,
            0,
            1,
            true);
    Keeper keeper = new Keeper();
    List<Object> undisturbed = outcome(train(config, Optional.empty(), keeper));
    assertThat(keeper.states.keySet()).containsExactly("1.1", "2.0", "2.1", "3.0");
    requireSameEnd(config, keeper, undisturbed);
  }

  private static void requireSameEnd(
      TrainingConfig config, Keeper keeper, List<Object> undisturbed) {
    for (String place : keeper.states.keySet()) {
      Keeper rest = new Keeper();
      TrainingResult resumed = train(config, Optional.of(keeper.state(place)), rest);
      assertThat(outcome(resumed)).as("from " + place).isEqualTo(undisturbed);
      List<String> places = new ArrayList<>(keeper.states.keySet());
      assertThat(rest.states.keySet())
          .containsExactlyElementsOf(places.subList(places.indexOf(place) + 1, places.size()));
    }
  }

  @Test
  void beginsTheEpochUnderWayAgainWithAnotherNumberOfWorkers() {
    Keeper keeper = new Keeper();
    train(config(2, 5e-3), Optional.empty(), keeper);
    Keeper rest = new Keeper();
    TrainingResult resumed = train(config(1, 5e-3), Optional.of(keeper.state("2.1")), rest);
    assertThat(resumed.history()).extracting(EpochMetrics::crystals).containsExactly(120, 120, 120);
    assertThat(rest.states.keySet()).startsWith("2.1", "2.2", "2.3", "3.0");
    // It did not start over: its second epoch begins with what two workers have learned.
    TrainingResult alone = train(config(1, 5e-3), Optional.empty(), new Keeper());
    assertThat(maes(resumed).get(1))
        .isNotEqualTo(maes(alone).get(0))
        .isNotEqualTo(maes(alone).get(1));
    // A third of the way, whatever a step is: the rate of 24 steps that fall to 1 %.
    assertThat(rest.rates.get(0)).isCloseTo(5e-3 * (1 - 0.99 * 8 / 24), within(1e-12));
  }

  private static List<Double> maes(TrainingResult result) {
    return result.history().stream().map(EpochMetrics::trainError).toList();
  }

  @Test
  void refusesToGoOnWithOtherCrystals() {
    Keeper keeper = new Keeper();
    train(config(2, 5e-3), Optional.empty(), keeper);
    Optional<TrainingState> state = Optional.of(keeper.state("2.0"));
    assertThatThrownBy(() -> train(EXAMPLES.subList(0, 119), config(2, 5e-3), state, new Keeper()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("120 with a mean of")
        .hasMessageContaining("119 with");
  }

  @Test
  void namesTheCrystalsOfTheStepsInWhichItDiverged() {
    List<Example> examples = new ArrayList<>(EXAMPLES.subList(0, 120));
    Example huge = examples.get(17);
    // Its error is larger than any float.
    examples.set(17, new Example(huge.materialId(), huge.graph(), 1e300));
    TrainingConfig unscaled =
        new TrainingConfig(
            NetworkBlueprint.of(NETWORK),
            Regression.of("target"),
            optimization(5e-3),
            Parallelism.of(2, 16, 2),
            3,
            0,
            1,
            false);
    Keeper keeper = new Keeper();
    assertThatThrownBy(() -> train(examples, unscaled, Optional.empty(), keeper))
        .isInstanceOfSatisfying(
            DivergenceException.class,
            e -> {
              assertThat(e.epoch()).isEqualTo(1);
              assertThat(e.suspects()).contains(huge.materialId()).hasSizeLessThanOrEqualTo(32);
              assertThat(e.suspects()).doesNotHaveDuplicates();
            });
    assertThat(keeper.states).hasSizeLessThan(2); // of rounds before the one that failed
  }

  @Test
  void refusesAStateThatIsCutOff() {
    Keeper keeper = new Keeper();
    train(config(2, 5e-3), Optional.empty(), keeper);
    byte[] whole = keeper.states.get("2.0");
    for (int length : new int[] {0, 100, whole.length / 2, whole.length - 200}) {
      assertThatThrownBy(
              () -> TrainingState.load(new ByteArrayInputStream(Arrays.copyOf(whole, length))))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void knowsAStateInWhichABitHasFallenOver() {
    Keeper keeper = new Keeper();
    train(config(2, 5e-3), Optional.empty(), keeper);
    byte[] whole = keeper.states.get("2.0");
    Random random = new Random(1);
    for (int k = 0; k < 2000; k++) {
      byte[] damaged = whole.clone();
      int place = k < 200 ? k : random.nextInt(whole.length); // heads come first
      damaged[place] ^= (byte) (1 << random.nextInt(8));
      try {
        // Not all bytes mean something: dates of the entries do not.
        TrainingState state = TrainingState.load(new ByteArrayInputStream(damaged));
        assertThat(content(saved(state))).isEqualTo(content(whole));
      } catch (IOException e) {
        assertThat(e).isNotInstanceOf(OtherFormatException.class);
      }
    }
  }

  private static List<String> content(byte[] state) throws IOException {
    List<String> content = new ArrayList<>();
    ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(state));
    while (zip.getNextEntry() != null) {
      content.add(HexFormat.of().formatHex(zip.readAllBytes()));
    }
    return content;
  }

  private static byte[] saved(TrainingState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.save(bytes);
    return bytes.toByteArray();
  }
}
