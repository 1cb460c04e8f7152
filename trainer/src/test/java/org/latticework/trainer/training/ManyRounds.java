package org.latticework.trainer.training;

import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.LocalSpark;
import org.latticework.trainer.ToyExamples;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.memory.OffHeapMemory;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.optimizer.Optimization;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.state.EpochMetrics;
import org.latticework.trainer.task.Regression;

/** What {@link OffHeapIT} runs in a JVM of its own: prints the memory after every epoch. */
final class ManyRounds {
  private ManyRounds() {}

  /** Trains two workers who average after every batch; arguments: kernel, number of epochs. */
  public static void main(String[] arguments) {
    List<Example> examples = ToyExamples.examples(1200);
    CgcnnConfig network =
        new CgcnnConfig(
            ConvolutionVariant.MESSAGE_NORM, 64, GaussianBasis.book(), 3, 16, 100, false, 0);
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochFinished(EpochMetrics metrics) {
            System.out.println(OffHeapMemory.bytes());
          }
        };
    try (JavaSparkContext spark = LocalSpark.context()) {
      DistributedTraining.train(
          spark,
          spark.parallelize(examples, 2),
          spark.parallelize(examples.subList(0, 400), 2),
          new TrainingConfig(
              new NetworkBlueprint(network, Optional.empty(), KernelChoice.of(arguments[0])),
              Regression.of("target"),
              Optimization.adam(5e-3),
              Parallelism.of(2, 200, 1),
              Integer.parseInt(arguments[1]),
              0,
              1,
              true),
          Optional.empty(),
          listener);
    }
  }
}
