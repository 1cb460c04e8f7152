package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.jobs.Trainings.done;
import static org.latticework.jobs.Trainings.with;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.jobs.spark.SparkSessions;
import org.latticework.trainer.model.saved.SavedModel;

/** The whole life of models with the networks that read directions, and coGN. */
class OtherNetworksLongIT {
  private static final int EPOCHS = 4;

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static OtherNetworks networks;
  private static Trainings trainings;
  private static String symmetric; // graphs, for alignn

  @BeforeAll
  static void prepare() throws IOException {
    spark = SparkSessions.open("other-networks", Optional.of("local[2]"));
    networks = OtherNetworks.prepare(folder);
    trainings = networks.trainings();
    symmetric =
        OtherNetworks.recipe(
            trainings,
            "--cutoff=5",
            "--set=featurize.merge=false",
            "--set=featurize.images=true",
            "--set=featurize.symmetric=true");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static String graphs(String kind) {
    return switch (kind) {
      case "cogn" -> networks.merged();
      case "alignn" -> symmetric;
      default -> networks.directed();
    };
  }

  private static String[] train(int workers, String kind, String name) {
    return networks.training(
        workers,
        kind,
        name,
        "--epochs=" + EPOCHS,
        "--graphs=" + graphs(kind),
        "--set=train.checkpoints.rounds=1");
  }

  /** A state holds all that follows: to the last bit, with one worker and with two. */
  @ParameterizedTest
  @ValueSource(strings = {"cogn", "m3gnet", "equivariant", "alignn"})
  void comesToTheSameTwiceAndAfterAPowerCut(String kind) throws Exception {
    for (int workers = 1; workers <= 2; workers++) {
      String whole = "%s-%d".formatted(kind, workers);
      done(train(workers, kind, whole));
      done(train(workers, kind, whole + "-again"));
      assertThat(trainings.outcome(whole + "-again")).isEqualTo(trainings.outcome(whole));

      String killed = whole + "-killed";
      trainings.killAt(killed, "state-000002-000001.zip", train(workers, kind, killed));
      done(with(train(workers, kind, killed), "--resume"));
      assertThat(trainings.outcome(killed)).isEqualTo(trainings.outcome(whole));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cogn", "m3gnet", "equivariant", "alignn"})
  void isJudgedAskedTunedServedAndReported(String kind) throws Exception {
    done(train(2, kind, kind));
    Map<String, JsonNode> said = networks.requireSaidAsJudged(spark, kind);
    assertThat(said).hasSize(80);
    networks.requireServedAsSaid(kind, said);
    networks.requireEmbeddedAndTuned(kind);
    requireReadAndWrittenAgain(kind);
    String page = networks.report(kind);
    assertThat(page).contains(kind).doesNotContain("gate-distance", "filter-distance");
    assertThat(page.contains("attention-by-element")).isEqualTo(kind.equals("m3gnet"));
  }

  /** Arrays go through the network and back to the same bytes. */
  private static void requireReadAndWrittenAgain(String model) throws IOException {
    byte[] card = Files.readAllBytes(trainings.model(model).resolve(SavedModel.CARD));
    byte[] weights = Files.readAllBytes(trainings.model(model).resolve(SavedModel.WEIGHTS));
    SavedModel read =
        SavedModel.read(
            new ByteArrayInputStream(card),
            new ByteArrayInputStream(weights),
            weights.length,
            model);
    assertThat(read.card()).isEqualTo(card);
    assertThat(read.weights()).isEqualTo(weights);
  }
}
