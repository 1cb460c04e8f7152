package org.latticework.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.jobs.StoppedStore;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.workspace.Location;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.model.Ensemble;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.task.Regression;
import org.latticework.trainer.task.Scaling;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;

class ModelFolderTest {
  private static final String IMPLEMENTATION = "fs.stopped.impl";
  private static final String OLD = "00000000-0000-4000-8000-00000000000a";
  private static final String NEW = "00000000-0000-4000-8000-00000000000b";

  @TempDir private Path workspace;
  private final Configuration hadoop = new Configuration();

  @AfterEach
  void leaveNoSetting() {
    System.clearProperty("spark.hadoop." + IMPLEMENTATION);
    StoppedStore.stopAfter(Integer.MAX_VALUE);
  }

  private ModelFolder local() {
    return ModelFolder.of(new Location(workspace.toString()), "m");
  }

  private static TrainedModel model(long seed) {
    CgcnnConfig config =
        new CgcnnConfig(
            ConvolutionVariant.SUM_NORM, 2, new GaussianBasis(8, 2, 1, true), 1, 2, 5, false, 0);
    return new TrainedModel(
        NetworkGraph.build(config, new Sgd(0.1), DataType.FLOAT, seed),
        Regression.of("band_gap"),
        Scaling.identity(1),
        Map.of());
  }

  private static float[] parameters(String trainingId) {
    return model(trainingId.hashCode()).network().params().toFloatVector();
  }

  private ModelVersion save(ModelFolder folder, String trainingId) throws IOException {
    Provenance provenance =
        Json.parse(
            "{\"training_id\": \"%s\", \"target\": \"band_gap\"}".formatted(trainingId),
            Provenance.class);
    return folder.save(
        Ensemble.of(model(trainingId.hashCode())),
        Map.of(
            "config.json", "{}", "metrics.json", "{\"training_id\": \"%s\"}".formatted(trainingId)),
        provenance,
        hadoop);
  }

  /** Checks that a model is there whole, and returns the training that made it. */
  private String whole(ModelFolder folder) throws IOException {
    ModelVersion version = folder.current(hadoop);
    assertThat(version.provenance(hadoop).trainingId()).isEqualTo(version.trainingId());
    assertThat(version.metrics(hadoop).get("training_id")).isEqualTo(version.trainingId());
    assertThat(version.configuration(hadoop)).isEqualTo("{}\n");
    try (Ensemble ensemble = version.model(hadoop)) {
      TrainedModel model = ensemble.members().get(0);
      assertThat(model.network().params().toFloatVector())
          .isEqualTo(parameters(version.trainingId()));
    }
    return version.trainingId();
  }

  @Test
  void leavesTheOldModelOrTheNewOneWhereverItsReplacementStops() throws IOException {
    System.setProperty("spark.hadoop." + IMPLEMENTATION, StoppedStore.class.getName());
    hadoop.set(IMPLEMENTATION, StoppedStore.class.getName());
    hadoop.set("fs.AbstractFileSystem.stopped.impl", StoppedStore.Context.class.getName());
    ModelFolder folder = ModelFolder.of(new Location("stopped:" + workspace), "m");
    List<String> left = new ArrayList<>();
    boolean ended = false;
    while (!ended) {
      save(folder, OLD);
      folder.tidy(hadoop);
      StoppedStore.stopAfter(left.size());
      try {
        save(folder, NEW);
        folder.tidy(hadoop);
        ended = true;
      } catch (IOException e) {
        assertThat(e).hasStackTraceContaining("stopped");
      }
      StoppedStore.stopAfter(Integer.MAX_VALUE);
      left.add(whole(folder));
      assertThat(left.size()).isLessThan(100);
    }
    assertThat(left.size()).isGreaterThan(15); // three changes for each of six files
    int switched = left.indexOf(NEW);
    assertThat(left.subList(0, switched)).containsOnly(OLD);
    assertThat(left.subList(switched, left.size())).containsOnly(NEW);
    assertThat(folder.folder().names(hadoop)).containsExactly(NEW, "current.json");
  }

  @Test
  void isNoModelBeforeAllOfItIsWritten() throws IOException {
    ModelFolder folder = local();
    assertThat(folder.missing()).isTrue();
    assertThatThrownBy(folder::require)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("There is no model m in ");
    save(folder, OLD);
    folder.require();
    assertThatThrownBy(folder::requireAbsent)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("There is a model m in ");
    assertThat(whole(folder)).isEqualTo(OLD);
    assertThat(workspace.resolve("models/m").toFile().list())
        .containsExactlyInAnyOrder("current.json", OLD);
  }

  @Test
  void refusesFilesOfAnotherTraining() throws IOException {
    ModelFolder folder = local();
    Path old = Path.of(save(folder, OLD).folder().text());
    Path fresh = Path.of(save(folder, NEW).folder().text());
    for (String file : List.of("provenance.json", "metrics.json", "model.json")) {
      Files.write(fresh.resolve(file), Files.readAllBytes(old.resolve(file)));
    }
    ModelVersion mixed = folder.current(hadoop);
    String message =
        " is of the training %s, but the model m is of %s: files of two models were mixed, train it again with --overwrite"
            .formatted(OLD, NEW);
    assertThatThrownBy(() -> mixed.provenance(hadoop)).hasMessageEndingWith(message);
    assertThatThrownBy(() -> mixed.metrics(hadoop)).hasMessageEndingWith(message);
    assertThatThrownBy(() -> mixed.model(hadoop)).hasMessageContaining("do not belong together");
    Files.write(
        fresh.resolve("weights.safetensors"),
        Files.readAllBytes(old.resolve("weights.safetensors")));
    assertThatThrownBy(() -> mixed.model(hadoop)).hasMessageEndingWith(message);
  }

  @Test
  void noticesThatAModelWasReplacedAfterItWasRead() throws IOException {
    ModelFolder folder = local();
    ModelVersion read = save(folder, OLD);
    folder.requireCurrent(read, hadoop);
    save(folder, NEW);
    folder.tidy(hadoop);
    assertThatThrownBy(() -> folder.requireCurrent(read, hadoop))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("The model m in ")
        .hasMessageEndingWith(
            "was replaced meanwhile: it was of the training %s and is of the training %s; nothing was written, run the command again"
                .formatted(OLD, NEW));
  }

  @Test
  void saysWhichFileNamesNoTraining() throws IOException {
    ModelFolder folder = local();
    save(folder, OLD);
    for (String current : List.of("{}", "{\"training_id\": \"../m\"}", "{\"training_id\": 3}")) {
      Files.writeString(workspace.resolve("models/m/current.json"), current);
      assertThatThrownBy(() -> folder.current(hadoop))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith(
              "current.json names no training: train the model again with --overwrite");
    }
  }

  @Test
  void saysHowToTrainAModelOfAnotherBuildAgain() throws IOException {
    ModelFolder folder = ModelFolder.of(new Location(workspace.toString()), "m");
    ModelVersion version = save(folder, OLD);
    Location card = version.folder().child("model.json");
    card.write(card.read(hadoop).replaceFirst("\"format\" : 4", "\"format\" : 3"), hadoop);
    assertThatThrownBy(() -> version.model(hadoop))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("The model m is of another build")
        .hasMessageContaining("latticework train --name m --overwrite");
  }
}
