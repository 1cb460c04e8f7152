package org.latticework.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.LocalSpark;
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
import org.latticework.trainer.state.TrainingState;
import org.latticework.trainer.task.Regression;

/** A training on one thread against the same one on Spark, to the last bit. */
class LocalTrainingIT {
  private static final JavaSparkContext SPARK = LocalSpark.context();
  private static final List<Example> TRAIN = ToyExamples.examples(150).subList(0, 120);
  private static final List<Example> VALIDATION = ToyExamples.examples(150).subList(120, 150);
  private static final Parallelism ALONE =
      new Parallelism(
          1, 16, Averaged.PARAMETERS, AveragingSchedule.every(AveragingSchedule.EPOCH), 0);

  private static TrainingConfig config(
      OptimizerConfig optimizer,
      double rate,
      OuterOptimizer outer,
      double smoothing,
      Parallelism parallelism,
      long seed) {
    return config(optimizer, rate, 0, outer, smoothing, parallelism, seed);
  }

  private static TrainingConfig config(
      OptimizerConfig optimizer,
      double rate,
      double dropEdges,
      OuterOptimizer outer,
      double smoothing,
      Parallelism parallelism,
      long seed) {
    LearningRateSchedule falling =
        new LearningRateSchedule(
            LearningRateSchedule.Shape.LINEAR,
            rate,
            LearningRateSchedule.Unit.STEPS,
            0,
            1,
            1,
            0.01);
    return new TrainingConfig(
        NetworkBlueprint.of(
            new CgcnnConfig(
                ConvolutionVariant.MESSAGE_NORM,
                8,
                new GaussianBasis(8, 16, 8.0 / 15, true),
                2,
                16,
                100,
                false,
                0)),
        Regression.of("target"),
        new Optimization(optimizer, falling, LossConfig.mae(), 0.1, dropEdges, outer, smoothing),
        parallelism,
        3,
        0,
        seed,
        true);
  }

  private static TrainingConfig plain(long seed) {
    return config(OptimizerConfig.adam(), 5e-3, OuterOptimizer.none(), 0, ALONE, seed);
  }

  private static TrainingConfig everything() {
    return config(
        OptimizerConfig.adam(),
        5e-3,
        0.2,
        OuterOptimizer.nesterov(0.5, 0.9),
        0.9,
        new Parallelism(1, 16, Averaged.PARAMETERS, AveragingSchedule.parse("1, 3 from 3"), 1),
        1);
  }

  private static TrainingConfig dropping(double probability, long seed) {
    return config(OptimizerConfig.adam(), 5e-3, probability, OuterOptimizer.none(), 0, ALONE, seed);
  }

  static Stream<TrainingConfig> configs() {
    return Stream.of(
        plain(1),
        dropping(0.3, 1),
        everything(),
        config(
            new OptimizerConfig(OptimizerConfig.Kind.SGD, 0.9, 0, Double.POSITIVE_INFINITY),
            1e-2,
            OuterOptimizer.none(),
            0,
            new Parallelism(1, 16, Averaged.GRADIENTS, AveragingSchedule.every(1), 0),
            1),
        config(
            new OptimizerConfig(OptimizerConfig.Kind.ADAMW, 0.9, 1e-2, 0.5),
            5e-3,
            OuterOptimizer.none(),
            0,
            ALONE,
            1));
  }

  private static TrainingResult local(
      TrainingConfig config, Optional<TrainingState> reached, TrainingListener listener) {
    return LocalTraining.train(TRAIN, VALIDATION, config, reached, listener);
  }

  private static TrainingResult onSpark(TrainingConfig config, TrainingListener listener) {
    return DistributedTraining.train(
        SPARK,
        SPARK.parallelize(TRAIN, 3),
        SPARK.parallelize(VALIDATION, 2),
        config,
        Optional.empty(),
        listener);
  }

  private static List<Object> outcome(TrainingResult result) {
    List<Object> outcome = new ArrayList<>();
    for (EpochMetrics epoch : result.history()) {
      outcome.add(epoch.trainError());
      outcome.add(epoch.validationError());
    }
    outcome.add(result.bestEpoch());
    for (float parameter : result.best().network().params().toFloatVector()) {
      outcome.add(parameter);
    }
    return outcome;
  }

  private static TrainingListener quiet() {
    return new TrainingListener() {};
  }

  private static TrainingListener keeper(Map<String, TrainingState> states) {
    return new TrainingListener() {
      @Override
      public void reached(TrainingState.Position position, Supplier<TrainingState> state) {
        states.put(position.epoch() + "." + position.round(), state.get());
      }
    };
  }

  @ParameterizedTest
  @MethodSource("configs")
  void equalsOneWorkerOnSparkBitForBit(TrainingConfig config) {
    List<Double> rates = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void roundFinished(Progress progress) {
            rates.add(progress.round().learningRate());
          }
        };
    List<Object> expected = outcome(onSpark(config, listener));
    List<Double> expectedRates = List.copyOf(rates);
    rates.clear();
    assertThat(outcome(local(config, Optional.empty(), listener))).isEqualTo(expected);
    assertThat(rates).isEqualTo(expectedRates);
  }

  @Test
  void goesOnFromAStateThatWasLeftOnSpark() {
    Map<String, TrainingState> states = new HashMap<>();
    TrainingResult whole = onSpark(everything(), keeper(states));
    TrainingResult rest = local(everything(), Optional.of(states.get("2.3")), quiet());
    assertThat(outcome(rest)).isEqualTo(outcome(whole));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void comesToTheSameWhereItPausesAfterEveryEpoch(TrainingConfig config) throws IOException {
    List<Object> whole = outcome(local(config, Optional.empty(), quiet()));
    Optional<TrainingState> reached = Optional.empty();
    for (int until = 1; until < config.epochs(); until++) {
      Map<String, TrainingState> states = new HashMap<>();
      TrainingResult part =
          LocalTraining.train(TRAIN, VALIDATION, config, until, reached, keeper(states));
      assertThat(part.epochs()).isEqualTo(until);
      assertThat(part.bestEpoch()).isBetween(1, until);
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      states.get(until + 1 + ".0").save(file);
      reached = Optional.of(TrainingState.load(new ByteArrayInputStream(file.toByteArray())));
      part.best().close();
    }
    assertThat(outcome(local(config, reached, quiet()))).isEqualTo(whole);
  }

  @Test
  void judgesWhatIsDoneWhereThereIsNothingLeftToTrain() {
    Map<String, TrainingState> states = new HashMap<>();
    TrainingResult two =
        LocalTraining.train(TRAIN, VALIDATION, plain(1), 2, Optional.empty(), keeper(states));
    TrainingResult again =
        LocalTraining.train(
            TRAIN, VALIDATION, plain(1), 2, Optional.of(states.get("3.0")), quiet());
    assertThat(outcome(again)).isEqualTo(outcome(two));
  }

  @Test
  void refusesToPauseAfterAnEpochThatThereIsNot() {
    for (int until : new int[] {0, 4}) {
      assertThatThrownBy(
              () ->
                  LocalTraining.train(
                      TRAIN, VALIDATION, plain(1), until, Optional.empty(), quiet()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("A training of 3 epochs pauses after 1 to 3 of them, got " + until);
    }
  }

  @Test
  void dropsTheSameEdgesWithTheSameSeedAndNoneInValidation() {
    TrainingConfig config = dropping(0.3, 1);
    TrainingResult result = local(config, Optional.empty(), quiet());
    assertThat(outcome(local(config, Optional.empty(), quiet()))).isEqualTo(outcome(result));
    assertThat(outcome(result))
        .isNotEqualTo(outcome(local(dropping(0, 1), Optional.empty(), quiet())))
        .isNotEqualTo(outcome(local(dropping(0.3, 2), Optional.empty(), quiet())));
    List<double[]> predicted =
        result.best().predict(VALIDATION.stream().map(Example::graph).toList());
    double error = 0;
    for (int k = 0; k < predicted.size(); k++) {
      error += Math.abs(predicted.get(k)[0] - VALIDATION.get(k).target(0)) / predicted.size();
    }
    // Of all edges: only the shapes of batches differ, hence float rounding.
    assertThat(result.validationError()).isCloseTo(error, within(1e-5));
  }

  @Test
  void goesOnWithTheEdgesThatItWouldHaveDropped() {
    TrainingConfig config =
        config(
            OptimizerConfig.adam(),
            5e-3,
            0.3,
            OuterOptimizer.none(),
            0,
            new Parallelism(1, 16, Averaged.PARAMETERS, AveragingSchedule.every(3), 0),
            1);
    Map<String, TrainingState> states = new HashMap<>();
    List<Object> whole = outcome(local(config, Optional.empty(), keeper(states)));
    for (String place : List.of("1.2", "2.0", "3.1")) { // rounds of 3, 3 and 2 steps
      assertThat(outcome(local(config, Optional.of(states.get(place)), quiet()))).isEqualTo(whole);
    }
  }

  @Test
  void doesNotDependOnWhatTrainsBesideIt() throws Exception {
    List<Callable<List<Object>>> trainings = new ArrayList<>();
    for (long seed = 0; seed < 6; seed++) {
      TrainingConfig config = plain(seed);
      trainings.add(() -> outcome(local(config, Optional.empty(), quiet())));
    }
    List<List<Object>> alone = new ArrayList<>();
    for (Callable<List<Object>> training : trainings) {
      alone.add(training.call());
    }
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<List<Object>> together = new ArrayList<>();
      for (Future<List<Object>> training : threads.invokeAll(trainings)) {
        together.add(training.get());
      }
      assertThat(together).isEqualTo(alone).doesNotHaveDuplicates();
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void namesTheCrystalsItDivergesWith() {
    TrainingConfig config =
        config(OptimizerConfig.adam(), 1e30, OuterOptimizer.none(), 0, ALONE, 1);
    assertThatThrownBy(() -> local(config, Optional.empty(), quiet()))
        .isInstanceOfSatisfying(
            DivergenceException.class,
            e -> {
              assertThat(e.epoch()).isEqualTo(1);
              assertThat(e.suspects()).isNotEmpty();
            });
  }

  @Test
  void refusesSeveralWorkers() {
    TrainingConfig config =
        config(OptimizerConfig.adam(), 1e-3, OuterOptimizer.none(), 0, Parallelism.of(2, 16, 5), 1);
    assertThatThrownBy(() -> local(config, Optional.empty(), quiet()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A training on one thread has one worker, got 2");
  }
}
