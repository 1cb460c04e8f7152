package org.latticework.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.trainer.ChildJvm;
import org.latticework.trainer.LocalSpark;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.model.saved.SavedModel;
import org.latticework.trainer.network.KernelChoice;

/** A JVM that was started without {@code --add-modules jdk.incubator.vector}. */
class WithoutVectorsIT {
  @TempDir private Path folder;

  @Test
  void takesNd4jRefusesFusedLoopsAndPredictsWhatTheyHaveLearned()
      throws IOException, InterruptedException {
    TrainingResult fused = WithoutVectors.train(LocalSpark.context(), KernelChoice.FUSED);
    assertThat(fused.best().facts()).containsEntry("kernel", "fused");
    SavedModel saved = new SavedModel("id", fused.best());
    Files.write(folder.resolve(SavedModel.CARD), saved.card());
    Files.write(folder.resolve(SavedModel.WEIGHTS), saved.weights());
    List<String> lines =
        ChildJvm.run(
            folder,
            option -> !option.startsWith("--add-modules"),
            List.of(),
            WithoutVectors.class,
            folder.toString());
    String obstacle =
        "the module jdk.incubator.vector is not loaded (java --add-modules jdk.incubator.vector)";
    assertThat(lines)
        .startsWith(
            "module: Optional.empty",
            "auto: nd4j (" + obstacle + ")",
            "learned with: nd4j",
            "fused: The fused kernel cannot run: " + obstacle);
    double[] predictions =
        lines.stream()
            .filter(line -> line.startsWith("prediction: "))
            .mapToDouble(line -> Double.parseDouble(line.substring("prediction: ".length())))
            .toArray();
    // Two ways to sum floats.
    TrainedModel best = fused.best();
    assertThat(predictions).containsExactly(WithoutVectors.predict(best), within(1e-5));
  }
}
