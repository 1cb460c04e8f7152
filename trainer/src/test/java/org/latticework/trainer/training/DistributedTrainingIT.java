package org.latticework.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.LocalSpark;
import org.latticework.trainer.ToyExamples;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.measure.RoundMetrics;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.network.KernelUse;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.optimizer.LearningRateSchedule;
import org.latticework.trainer.optimizer.LossConfig;
import org.latticework.trainer.optimizer.Optimization;
import org.latticework.trainer.optimizer.OptimizerConfig;
import org.latticework.trainer.optimizer.OuterOptimizer;
import org.latticework.trainer.parallelism.AveragingSchedule;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.prediction.DistributedPrediction;
import org.latticework.trainer.prediction.Prediction;
import org.latticework.trainer.shard.CachedCrystals;
import org.latticework.trainer.shard.Round;
import org.latticework.trainer.shard.Shard;
import org.latticework.trainer.state.EpochMetrics;
import org.latticework.trainer.task.Regression;
import org.latticework.trainer.task.RegressionMetrics;
import org.latticework.trainer.task.TargetScaler;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;

class DistributedTrainingIT {
  private static final JavaSparkContext SPARK = LocalSpark.context();
  private static final List<Example> TRAIN = ToyExamples.examples(150).subList(0, 120);
  private static final List<Example> VALIDATION = ToyExamples.examples(150).subList(120, 150);
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

  private static TrainingConfig config(int epochs, int workers, int frequency, long seed) {
    return config(Optimization.adam(5e-3), workers, frequency, epochs, 0, seed);
  }

  private static TrainingConfig config(
      Optimization optimization, int workers, int frequency, int epochs, int patience, long seed) {
    return new TrainingConfig(
        NetworkBlueprint.of(NETWORK),
        Regression.of("target"),
        optimization,
        Parallelism.of(workers, 16, frequency),
        epochs,
        patience,
        seed,
        true);
  }

  private static TrainingResult train(
      List<Example> train, List<Example> validation, int partitions, TrainingConfig config) {
    return DistributedTraining.train(
        SPARK,
        SPARK.parallelize(train, partitions),
        SPARK.parallelize(validation, partitions),
        config,
        Optional.empty(),
        new TrainingListener() {});
  }

  private static List<Double> maes(TrainingResult result) {
    List<Double> maes = new ArrayList<>();
    for (EpochMetrics epoch : result.history()) {
      maes.add(epoch.trainError());
      maes.add(epoch.validationError());
    }
    return maes;
  }

  private static float[] parameters(TrainingResult result) {
    return result.best().network().params().toFloatVector();
  }

  private static List<Example> shuffled(List<Example> examples) {
    List<Example> shuffled = new ArrayList<>(examples);
    Collections.shuffle(shuffled, new Random(4));
    return shuffled;
  }

  @Test
  void repeatsToTheLastDigitWhateverTheOrderOfTheRows() {
    TrainingResult result = train(TRAIN, VALIDATION, 3, config(3, 2, 2, 1));
    TrainingResult again = train(shuffled(TRAIN), shuffled(VALIDATION), 5, config(3, 2, 2, 1));
    TrainingResult other = train(TRAIN, VALIDATION, 3, config(3, 2, 2, 2));
    assertThat(maes(again)).isEqualTo(maes(result));
    assertThat(parameters(again)).isEqualTo(parameters(result));
    assertThat(maes(other)).isNotEqualTo(maes(result));
  }

  @Test
  void equalsLocalTrainingBitForBitWithOneWorker() {
    TrainingResult result = train(TRAIN, List.of(), 3, config(2, 1, 1, 1));
    ComputationGraph local = NetworkGraph.build(NETWORK, new Adam(5e-3), DataType.FLOAT, 1);
    List<Example> sorted = new ArrayList<>(TRAIN);
    sorted.sort((left, right) -> left.materialId().compareTo(right.materialId()));
    TargetScaler scaler =
        TargetScaler.fit(sorted.stream().mapToDouble(example -> example.target(0)).toArray());
    GraphBatcher batcher = new GraphBatcher(16, 1);
    int[] edges = sorted.stream().mapToInt(example -> example.graph().edges()).toArray();
    int[] places = batcher.shards(edges, 1, 0)[0];
    Example[] dealt = new Example[places.length];
    for (int k = 0; k < places.length; k++) {
      dealt[k] = sorted.get(places[k]);
    }
    for (int epoch = 1; epoch <= 2; epoch++) {
      for (List<Example> batch : new Shard(dealt).batches(batcher, new Round(epoch, 1, 8, 8), 0)) {
        double[] targets =
            batch.stream().mapToDouble(example -> scaler.scale(example.target(0))).toArray();
        local.fit(
            new GraphBatch(batch.stream().map(Example::graph).toList(), targets)
                .toMultiDataSet(DataType.FLOAT));
      }
      local.incrementEpochCount();
    }
    assertThat(parameters(result)).isEqualTo(local.params().toFloatVector());
    assertThat(result.bestEpoch()).isEqualTo(2);
    assertThat(result.validationError()).isNaN();
  }

  @Test
  void learnsAndKeepsTheEpochThatValidatesBest() {
    TrainingResult result = train(TRAIN, VALIDATION, 3, config(10, 2, 2, 1));
    List<EpochMetrics> history = result.history();
    assertThat(history).hasSize(10).extracting(EpochMetrics::epoch).startsWith(1, 2, 3);
    double best = history.stream().mapToDouble(EpochMetrics::validationError).min().orElseThrow();
    assertThat(result.validationError()).isEqualTo(best);
    assertThat(result.trainError()).isLessThan(0.7 * history.get(0).trainError());
    List<Prediction> predictions =
        DistributedPrediction.predict(SPARK.parallelize(VALIDATION, 4), result.best());
    assertThat(predictions).extracting(Prediction::materialId).isEqualTo(ids(VALIDATION));
    RegressionMetrics metrics =
        RegressionMetrics.of(
            predictions.stream().mapToDouble(prediction -> prediction.target(0)).toArray(),
            predictions.stream().mapToDouble(prediction -> prediction.value(0)).toArray());
    // Other batches, so matrix products of other shapes: float rounding.
    assertThat(metrics.mae()).isCloseTo(best, within(1e-5));
  }

  private static List<String> ids(List<Example> examples) {
    return examples.stream().map(Example::materialId).toList();
  }

  /** Momentum, Huber's loss, a schedule, clipping, decay, dropout, dropped edges, all at once. */
  private static Optimization everything() {
    return new Optimization(
        new OptimizerConfig(OptimizerConfig.Kind.SGD, 0.9, 1e-4, 0.5),
        new LearningRateSchedule(
            LearningRateSchedule.Shape.COSINE,
            0.05,
            LearningRateSchedule.Unit.STEPS,
            3,
            1,
            1,
            0.01),
        new LossConfig(LossConfig.Kind.HUBER, 0.5),
        0.2,
        0.2,
        OuterOptimizer.none(),
        0);
  }

  @Test
  void repeatsToTheLastDigitWithEveryOptimization() {
    TrainingResult result = train(TRAIN, VALIDATION, 3, config(everything(), 2, 3, 3, 0, 1));
    TrainingResult again =
        train(shuffled(TRAIN), shuffled(VALIDATION), 5, config(everything(), 2, 3, 3, 0, 1));
    assertThat(maes(again)).isEqualTo(maes(result));
    assertThat(parameters(again)).isEqualTo(parameters(result));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void takesTheSameStepsInRoundsOfAnEpochWhereOneWorkerHasNobodyToAverageWith(int frequency) {
    for (Optimization optimization : List.of(everything(), Optimization.adam(5e-3))) {
      TrainingResult whole =
          train(TRAIN, VALIDATION, 3, config(optimization, 1, AveragingSchedule.EPOCH, 3, 0, 1));
      TrainingResult often =
          train(TRAIN, VALIDATION, 3, config(optimization, 1, frequency, 3, 0, 1));
      assertThat(parameters(whole)).isEqualTo(parameters(often));
      assertThat(whole.bestEpoch()).isEqualTo(often.bestEpoch());
      for (int k = 0; k < 3; k++) {
        EpochMetrics epoch = whole.history().get(k);
        EpochMetrics same = often.history().get(k);
        assertThat(epoch.validationError()).isEqualTo(same.validationError());
        assertThat(epoch.crystals()).isEqualTo(same.crystals());
        // The same errors of batches, summed in doubles in another order.
        assertThat(epoch.trainError())
            .isCloseTo(same.trainError(), within(1e-12 * same.trainError()));
      }
    }
  }

  @Test
  void learnsWithEveryOptimization() {
    TrainingResult result = train(TRAIN, VALIDATION, 3, config(everything(), 2, 2, 10, 0, 1));
    assertThat(result.history().get(9).trainError())
        .isLessThan(0.8 * result.history().get(0).trainError());
  }

  @Test
  void stopsWhereValidationHasStoppedGettingBetter() {
    TrainingResult result =
        train(TRAIN, VALIDATION, 3, config(Optimization.adam(0.1), 2, 2, 60, 2, 1));
    assertThat(result.epochs()).isEqualTo(result.bestEpoch() + 2).isLessThan(60);
    double best =
        result.history().stream().mapToDouble(EpochMetrics::validationError).min().orElseThrow();
    assertThat(result.validationError()).isEqualTo(best);
  }

  @Test
  void learnsFromBatchesOfOneCrystal() {
    TrainingConfig config =
        new TrainingConfig(
            NetworkBlueprint.of(NETWORK),
            Regression.of("target"),
            Optimization.adam(1e-3),
            Parallelism.of(2, 1, 2),
            3,
            0,
            1,
            true);
    TrainingResult result = train(TRAIN.subList(0, 20), VALIDATION.subList(0, 5), 2, config);
    assertThat(maes(result)).hasSize(6).allMatch(Double::isFinite);
    assertThat(result.history().get(2).trainError())
        .isLessThan(result.history().get(0).trainError());
  }

  @Test
  void tellsTheMemoryItTook() {
    TrainingResult result = train(TRAIN, VALIDATION, 2, config(1, 2, 1, 1));
    long lengths = 0;
    long others = 0; // atomic numbers, offsets, neighbors: a byte each of crystals so small
    for (Example example : TRAIN) {
      lengths += example.graph().edges();
      others += 2L * example.graph().nodes() + 1 + example.graph().edges();
    }
    double bytes = (4.0 * lengths + others) / TRAIN.size();
    // Beside these each crystal has objects, an id and a target: 300 to 400 bytes.
    assertThat(result.plan().crystals().bytesPerCrystal()).isBetween(bytes + 250, bytes + 450);
    assertThat(result.peakOffHeapBytes()).isPositive();
  }

  @Test
  void tellsTheKernelInTheModel() {
    TrainingResult result = train(TRAIN, List.of(), 2, config(1, 1, 1, 1));
    assertThat(result.plan().kernel()).isEqualTo(new KernelUse("fused", ""));
    assertThat(result.best().facts()).containsEntry("kernel", "fused");
  }

  @Test
  void tellsTheListenerWhatHappens() {
    List<String> events = new ArrayList<>();
    List<Example> train = new ArrayList<>(TRAIN);
    train.add(new Example("mp-none", TRAIN.get(0).graph(), Double.NaN));
    JavaRDD<Example> validation = SPARK.parallelize(VALIDATION, 2);
    DistributedTraining.train(
        SPARK,
        SPARK.parallelize(train, 2),
        validation,
        config(2, 2, 3, 1),
        Optional.empty(),
        writingTo(events));
    assertThat(events)
        .containsExactly(
            "120 30 1",
            "round 1.1/2",
            "round 1.2/2",
            "epoch 1",
            "round 2.1/2",
            "round 2.2/2",
            "epoch 2");
  }

  private static TrainingListener writingTo(List<String> events) {
    return new TrainingListener() {
      @Override
      public void started(TrainingPlan plan) {
        CachedCrystals crystals = plan.crystals();
        events.add(
            "%d %d %d".formatted(crystals.train(), crystals.validation(), crystals.excluded()));
      }

      @Override
      public void roundFinished(Progress progress) {
        RoundMetrics round = progress.round();
        events.add("round %d.%d/%d".formatted(round.epoch(), round.round(), round.rounds()));
      }

      @Override
      public void epochFinished(EpochMetrics metrics) {
        events.add("epoch " + metrics.epoch());
      }
    };
  }

  @Test
  void predictsCrystalsWithoutATarget() {
    TrainedModel model = train(TRAIN, List.of(), 2, config(1, 1, 1, 1)).best();
    Example unlabeled = new Example("mp-none", TRAIN.get(0).graph(), Double.NaN);
    Prediction prediction =
        DistributedPrediction.predict(SPARK.parallelize(List.of(unlabeled), 2), model).get(0);
    assertThat(prediction.materialId()).isEqualTo("mp-none");
    assertThat(prediction.target(0)).isNaN();
    assertThat(prediction.value(0))
        .isEqualTo(model.predict(List.of(TRAIN.get(0).graph())).get(0)[0]);
  }

  @Test
  void refusesFewerCrystalsThanWorkers() {
    assertThatThrownBy(() -> train(TRAIN.subList(0, 1), VALIDATION, 1, config(1, 2, 1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 crystals for 2 workers");
  }
}
