package org.latticework.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.LocalSpark;
import org.latticework.trainer.ToyExamples;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.beginning.Ancestor;
import org.latticework.trainer.beginning.Beginning;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.model.TrainedModel;
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
import org.latticework.trainer.part.PartRates;
import org.latticework.trainer.state.TrainingState;
import org.latticework.trainer.task.Regression;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trainings that begin with the parameters of a trained network. */
class FineTuningIT {
  private static final JavaSparkContext SPARK = LocalSpark.context();
  private static final List<Example> ALL = ToyExamples.examples(150);
  private static final List<Example> FEW = ALL.subList(0, 12); // not of all elements
  private static final List<Example> TRAIN = ALL.subList(12, 120);
  private static final List<Example> VALIDATION = ALL.subList(120, 150);
  private static final NetworkBlueprint NETWORK =
      NetworkBlueprint.of(
          new CgcnnConfig(
              ConvolutionVariant.MESSAGE_NORM,
              8,
              new GaussianBasis(8, 16, 8.0 / 15, true),
              2,
              16,
              100,
              false,
              0));
  private static final Parallelism ALONE = alone(Averaged.PARAMETERS, AveragingSchedule.EPOCH);
  private static final PartRates TRUNK_STAYS =
      new PartRates(Map.of("head", 0.5), Set.of("embedding", "convolutions"));
  private static final TrainedModel ANCESTOR =
      LocalTraining.train(
              FEW, VALIDATION, config(ALONE, PartRates.ALIKE), Optional.empty(), quiet())
          .best();

  private static Parallelism alone(Averaged averaged, int frequency) {
    return new Parallelism(1, 16, averaged, AveragingSchedule.every(frequency), 0);
  }

  private static TrainingListener quiet() {
    return new TrainingListener() {};
  }

  private static TrainingConfig config(Parallelism parallelism, PartRates rates) {
    return config(parallelism, OptimizerConfig.adam(), OuterOptimizer.none(), 0, rates);
  }

  private static TrainingConfig config(
      Parallelism parallelism,
      OptimizerConfig optimizer,
      OuterOptimizer outer,
      double smoothing,
      PartRates rates) {
    LearningRateSchedule schedule = LearningRateSchedule.constant(5e-3);
    return new TrainingConfig(
        NETWORK,
        Regression.of("target"),
        new Optimization(optimizer, schedule, LossConfig.mae(), 0.1, 0, outer, smoothing)
            .withRates(rates),
        parallelism,
        3,
        0,
        1,
        true);
  }

  private static TrainingConfig tuned(TrainingConfig config, boolean head) {
    return config.from(NETWORK, Ancestor.of(ANCESTOR, head, head));
  }

  private static TrainingResult local(TrainingConfig config, TrainingListener listener) {
    return LocalTraining.train(TRAIN, VALIDATION, config, Optional.empty(), listener);
  }

  private static TrainingResult onSpark(
      TrainingConfig config, Optional<TrainingState> reached, TrainingListener listener) {
    return DistributedTraining.train(
        SPARK,
        SPARK.parallelize(TRAIN, 3),
        SPARK.parallelize(VALIDATION, 2),
        config,
        reached,
        listener);
  }

  private static List<Object> outcome(TrainingResult result) {
    List<Object> outcome = new ArrayList<>();
    result.history().forEach(epoch -> outcome.add(epoch.validationError()));
    for (float parameter : result.best().network().params().toFloatVector()) {
      outcome.add(parameter);
    }
    return outcome;
  }

  static Stream<TrainingConfig> configs() {
    OptimizerConfig adam = OptimizerConfig.adam();
    OptimizerConfig adamw =
        new OptimizerConfig(OptimizerConfig.Kind.ADAMW, 0.9, 0.1, 0.5); // decays and clips
    OptimizerConfig momentum =
        new OptimizerConfig(OptimizerConfig.Kind.SGD, 0.9, 0.1, Double.POSITIVE_INFINITY);
    OuterOptimizer none = OuterOptimizer.none();
    OuterOptimizer nesterov = OuterOptimizer.nesterov(0.5, 0.9);
    PartRates embeddingStays = new PartRates(Map.of("convolutions", 0.1), Set.of("embedding"));
    PartRates middleStays = new PartRates(Map.of(), Set.of("convolution-2"));
    return Stream.of(
        config(ALONE, TRUNK_STAYS),
        config(ALONE, momentum, none, 0.9, embeddingStays),
        config(alone(Averaged.GRADIENTS, 1), adamw, none, 0, middleStays),
        config(alone(Averaged.PARAMETERS, 2), adam, nesterov, 0.9, TRUNK_STAYS));
  }

  static Stream<TrainingConfig> configsOfSeveralWorkers() {
    return configs()
        .map(
            one -> {
              Averaged averaged = one.parallelism().averaged();
              AveragingSchedule often =
                  AveragingSchedule.every(averaged == Averaged.GRADIENTS ? 1 : 2);
              return new TrainingConfig(
                  one.network(),
                  one.task(),
                  one.optimization(),
                  new Parallelism(3, 8, averaged, often, 0),
                  one.epochs(),
                  0,
                  1,
                  true);
            });
  }

  @ParameterizedTest
  @MethodSource("configs")
  void areOnOneThreadWhatTheyAreOnSparkBitForBit(TrainingConfig config) {
    for (boolean head : new boolean[] {false, true}) {
      TrainingConfig tuned = tuned(config, head);
      assertThat(outcome(local(tuned, quiet())))
          .isEqualTo(outcome(onSpark(tuned, Optional.empty(), quiet())));
    }
  }

  @ParameterizedTest
  @MethodSource({"configs", "configsOfSeveralWorkers"})
  void leaveWhatIsFrozenToTheLastBitAndMoveTheRest(TrainingConfig config) {
    TrainingConfig tuned = tuned(config, true);
    TrainedModel best = onSpark(tuned, Optional.empty(), quiet()).best();
    Map<String, INDArray> beginning = new HashMap<>(beginning(tuned));
    best.network()
        .paramTable()
        .forEach(
            (name, after) -> {
              String part = NetworkGraph.part(NETWORK.config(), name);
              assertThat(Arrays.equals(floats(after), floats(beginning.get(name))))
                  .as(name)
                  .isEqualTo(config.optimization().rates().isFrozen(part));
            });
  }

  private static float[] floats(INDArray matrix) {
    return matrix.dup('c').reshape(matrix.length()).toFloatVector();
  }

  private static Map<String, INDArray> beginning(TrainingConfig config) {
    var network =
        NetworkGraph.build(
            NETWORK,
            config.task(),
            Optimization.adam(1e-3).over(1, 1),
            TrainingRun.TYPE,
            config.seed());
    config.beginning().fill(network);
    return network.paramTable();
  }

  @Test
  void predictWhatTheAncestorDoesWhereNothingMoves() {
    PartRates allStay = new PartRates(Map.of(), Set.of("embedding", "convolutions", "head"));
    for (OptimizerConfig.Kind kind : OptimizerConfig.Kind.values()) {
      OptimizerConfig decaying = new OptimizerConfig(kind, 0.9, 0.1, 0.1);
      TrainingConfig config = config(ALONE, decaying, OuterOptimizer.none(), 0.9, allStay);
      TrainedModel tuned = local(tuned(config, true), quiet()).best();
      Set<Integer> seen = ANCESTOR.elementsLearned().orElseThrow();
      List<CrystalGraph> known =
          ALL.stream()
              .map(Example::graph)
              .filter(graph -> seen.containsAll(elements(graph)))
              .toList();
      assertThat(known).hasSizeGreaterThan(FEW.size());
      List<double[]> expected = ANCESTOR.predict(known);
      List<double[]> found = tuned.predict(known);
      for (int k = 0; k < known.size(); k++) {
        assertThat(found.get(k)).isEqualTo(expected.get(k));
      }
      assertThat(tuned.scaling()).isEqualTo(ANCESTOR.scaling());
    }
  }

  private static Set<Integer> elements(CrystalGraph graph) {
    Set<Integer> elements = new TreeSet<>();
    for (int node = 0; node < graph.nodes(); node++) {
      elements.add(graph.atomicNumber(node));
    }
    return elements;
  }

  @Test
  void nameTheElementsThatTheAncestorNeverSawAndLearnThem() {
    TrainingResult result = local(tuned(config(ALONE, PartRates.ALIKE), false), quiet());
    Set<Integer> seen = new TreeSet<>();
    FEW.forEach(example -> seen.addAll(elements(example.graph())));
    Set<Integer> now = new TreeSet<>();
    TRAIN.forEach(example -> now.addAll(elements(example.graph())));
    Set<Integer> unseen = new TreeSet<>(now);
    unseen.removeAll(seen);
    assertThat(unseen).isNotEmpty();
    assertThat(result.plan().unseen()).isEqualTo(unseen);
    Set<Integer> both = new TreeSet<>(seen);
    both.addAll(now);
    assertThat(result.best().elementsLearned()).contains(both);
    assertThat(result.best().scaling()).isNotEqualTo(ANCESTOR.scaling());
  }

  @ParameterizedTest
  @MethodSource("configsOfSeveralWorkers")
  void goOnFromAStateAsIfTheyHadNeverStopped(TrainingConfig config) {
    TrainingConfig tuned = tuned(config, true);
    Map<String, TrainingState> states = new HashMap<>();
    TrainingListener keeper =
        new TrainingListener() {
          @Override
          public void reached(TrainingState.Position position, Supplier<TrainingState> state) {
            states.put(position.epoch() + "." + position.round(), state.get());
          }
        };
    List<Object> whole = outcome(onSpark(tuned, Optional.empty(), keeper));
    for (String place : List.of("1.1", "2.0", "3.1")) {
      assertThat(outcome(onSpark(tuned, Optional.of(states.get(place)), quiet()))).isEqualTo(whole);
    }
  }

  @Test
  void beginBetterThanAtRandom() {
    TrainedModel whole =
        LocalTraining.train(
                TRAIN, VALIDATION, config(ALONE, PartRates.ALIKE), Optional.empty(), quiet())
            .best();
    TrainingConfig again =
        config(ALONE, PartRates.ALIKE).from(NETWORK, Ancestor.of(whole, true, true));
    assertThat(local(again, quiet()).history().get(0).trainError())
        .isLessThan(
            local(config(ALONE, PartRates.ALIKE).from(NETWORK, Beginning.RANDOM), quiet())
                .history()
                .get(0)
                .trainError());
  }
}
