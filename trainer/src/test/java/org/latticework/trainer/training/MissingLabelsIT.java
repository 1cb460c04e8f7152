package org.latticework.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
import org.latticework.trainer.parallelism.Averaged;
import org.latticework.trainer.parallelism.AveragingSchedule;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.prediction.DistributedPrediction;
import org.latticework.trainer.prediction.Prediction;
import org.latticework.trainer.state.EpochMetrics;
import org.latticework.trainer.task.Regression;

/** Two columns, of which the second is 3 + 10 times the first, and known of every other crystal. */
class MissingLabelsIT {
  private static final JavaSparkContext SPARK = LocalSpark.context();
  private static final int CRYSTALS = 150;

  private static List<Example> examples(boolean all) {
    List<Example> examples = new ArrayList<>();
    for (Example example : ToyExamples.examples(CRYSTALS)) {
      double first = example.target(0);
      double second = all || examples.size() % 2 == 0 ? 3 + 10 * first : Double.NaN;
      examples.add(new Example(example.materialId(), example.graph(), first, second));
    }
    return examples;
  }

  private static TrainingResult train(Averaged averaged) {
    CgcnnConfig network =
        new CgcnnConfig(
            ConvolutionVariant.MESSAGE_NORM,
            8,
            new GaussianBasis(8, 16, 8.0 / 15, true),
            2,
            16,
            100,
            false,
            0);
    Optimization optimization =
        Optimization.of(
            new OptimizerConfig(OptimizerConfig.Kind.ADAM, 0, 0, 1), // gradients are clipped
            LearningRateSchedule.constant(5e-3),
            LossConfig.mae(),
            0);
    TrainingConfig config =
        new TrainingConfig(
            NetworkBlueprint.of(network),
            new Regression(List.of("a", "b")),
            optimization,
            new Parallelism(2, 16, averaged, AveragingSchedule.every(1), 0),
            20,
            0,
            1,
            true);
    List<Example> train = examples(false).subList(0, 120);
    List<Example> validation = examples(false).subList(120, CRYSTALS);
    return DistributedTraining.train(
        SPARK,
        SPARK.parallelize(train, 3),
        SPARK.parallelize(validation, 3),
        config,
        Optional.empty(),
        new TrainingListener() {});
  }

  @ParameterizedTest
  @EnumSource(Averaged.class)
  void aColumnIsLearnedFromTheCrystalsThatHaveIt(Averaged averaged) {
    TrainingResult result = train(averaged);
    List<EpochMetrics> history = result.history();
    assertThat(history).allMatch(epoch -> Double.isFinite(epoch.trainError()));
    assertThat(result.validationError()).isLessThan(0.7 * history.get(0).validationError());
    // What it says of the crystals that lack the column follows what it would have been.
    List<Example> whole = examples(true).subList(0, 120);
    List<Prediction> predictions =
        DistributedPrediction.predict(SPARK.parallelize(whole, 2), result.best());
    double error = 0;
    double spread = 0;
    double mean = predictions.stream().mapToDouble(it -> it.target(1)).average().orElseThrow();
    for (Prediction prediction : predictions) {
      error += Math.abs(prediction.value(1) - prediction.target(1));
      spread += Math.abs(prediction.target(1) - mean);
    }
    assertThat(error).isLessThan(0.6 * spread);
  }
}
