package org.latticework.trainer.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.LocalSpark;
import org.latticework.trainer.ToyExamples;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.model.saved.SavedModel;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.optimizer.Optimization;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.task.Regression;

/** What {@link WithoutVectorsIT} runs in a JVM of its own; tells what came of it, line by line. */
final class WithoutVectors {
  static final List<Example> EXAMPLES = ToyExamples.examples(40);

  private WithoutVectors() {}

  /** Trains with {@code auto} and {@code fused}, and predicts; argument: a model's folder. */
  public static void main(String[] arguments) throws IOException {
    System.out.println("module: " + ModuleLayer.boot().findModule("jdk.incubator.vector"));
    try (JavaSparkContext spark = LocalSpark.context()) {
      TrainingResult result = train(spark, KernelChoice.AUTO);
      System.out.println("auto: " + result.plan().kernel());
      System.out.println("learned with: " + result.best().facts().get("kernel"));
      try {
        train(spark, KernelChoice.FUSED);
      } catch (IllegalStateException e) {
        System.out.println("fused: " + e.getMessage());
      }
    }
    Path folder = Path.of(arguments[0]);
    Path weights = folder.resolve(SavedModel.WEIGHTS);
    try (InputStream card = Files.newInputStream(folder.resolve(SavedModel.CARD));
        InputStream arrays = Files.newInputStream(weights)) {
      SavedModel saved = SavedModel.read(card, arrays, Files.size(weights), arguments[0]);
      for (double prediction : predict(saved.model())) {
        System.out.println("prediction: " + prediction);
      }
    }
  }

  static TrainingResult train(JavaSparkContext spark, KernelChoice kernel) {
    CgcnnConfig network =
        new CgcnnConfig(
            ConvolutionVariant.MESSAGE_NORM, 8, GaussianBasis.book(), 2, 16, 100, false, 0);
    return DistributedTraining.train(
        spark,
        spark.parallelize(EXAMPLES, 2),
        spark.emptyRDD(),
        new TrainingConfig(
            new NetworkBlueprint(network, Optional.empty(), kernel),
            Regression.of("target"),
            Optimization.adam(5e-3),
            Parallelism.of(2, 10, 1),
            1,
            0,
            1,
            true),
        Optional.empty(),
        new TrainingListener() {});
  }

  static double[] predict(TrainedModel model) {
    return ToyExamples.first(model.predict(EXAMPLES.stream().map(Example::graph).toList()));
  }
}
