package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.latticework.jobs.Trainings.done;
import static org.latticework.jobs.Trainings.misconfigured;
import static org.latticework.jobs.Trainings.with;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.workspace.Location;
import org.latticework.trainer.model.Ensemble;
import org.nd4j.linalg.api.ndarray.INDArray;

/** From formation energies to band gaps: trainings that begin with a model. */
class FineTuneIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WIDTH = 8; // as Trainings has it
  private static final String TO_GAPS = "--target=band_gap";

  @TempDir private static Path folder;
  private static Trainings trainings;

  /** A second recipe of graphs is there, of which the models know nothing. */
  @BeforeAll
  static void trainTheAncestor() {
    trainings = Trainings.prepare(folder);
    done(trainings.train("base", "--epochs=2"));
    done(trainings.train("pair", "--epochs=1", "--ensemble=2"));
    done(trainings.here("featurize", "--max-neighbors=6"));
  }

  private static JsonNode read(String model, String file) throws IOException {
    return JSON.readTree(trainings.model(model).resolve(file).toFile());
  }

  /** Returns a parameter of a network of a model. */
  private static float[] parameter(String model, int member, String name) throws IOException {
    Configuration hadoop = new Configuration();
    Location workspace = new Location(trainings.workspace().toString());
    try (Ensemble trained = ModelFolder.of(workspace, model).current(hadoop).model(hadoop)) {
      INDArray matrix = trained.members().get(member).network().paramTable().get(name);
      return matrix.dup('c').reshape(matrix.length()).toFloatVector();
    }
  }

  /** Returns the vectors of the elements that every model here has seen, one after the other. */
  private static float[] vectors(String model, int member) throws IOException {
    float[] all = parameter(model, member, "network_embedding/vectors");
    String[] seen = read("base", "model.json").at("/facts/elements").asText().split(",", -1);
    float[] vectors = new float[seen.length * WIDTH];
    for (int k = 0; k < seen.length; k++) {
      int row = Integer.parseInt(seen[k]) - 1;
      System.arraycopy(all, row * WIDTH, vectors, k * WIDTH, WIDTH);
    }
    return vectors;
  }

  @Test
  void learnsAnotherTargetWithTheTrunkOfAModel() throws IOException {
    Invocation call =
        done(
            trainings.train(
                "gaps",
                "--from=base",
                TO_GAPS,
                "--epochs=2",
                "--freeze=embedding, convolution-1",
                "--set=train.rates.convolutions=0.1"));

    assertThat(call.out().replaceAll("\\s+", " ")) // wherever lines end
        .contains(
            "Beginning with the parameters of base, training ",
            "its head is new, its scales of the targets are refitted",
            "embedding frozen, convolution-1 frozen, convolution-2 × 0.1, convolution-3 × 0.1");
    assertThat(vectors("gaps", 0)).isEqualTo(vectors("base", 0));
    for (String frozen : List.of("gateWeights", "atomScale", "messageMean", "atomVariance")) {
      String name = "network_convolution0/" + frozen;
      assertThat(parameter("gaps", 0, name)).isEqualTo(parameter("base", 0, name));
    }
    String second = "network_convolution1/gateWeights";
    assertThat(distance(parameter("gaps", 0, second), parameter("base", 0, second)))
        .isPositive()
        .isLessThan(0.1); // a tenth of some hundredths a step
    JsonNode ancestor = read("gaps", "provenance.json").get("ancestors").get(0);
    JsonNode base = read("base", "provenance.json");
    assertThat(base.get("ancestors")).isEmpty();
    assertThat(ancestor.get("model").asText()).isEqualTo("base");
    assertThat(ancestor.get("training_id")).isEqualTo(base.get("training_id"));
    assertThat(ancestor.get("head").asText()).isEqualTo("new");
    assertThat(ancestor.get("scaling").asText()).isEqualTo("refitted");
    assertThat(ancestor.get("frozen")).hasSize(2);
    assertThat(ancestor.get("weights_sha256").get(0).asText()).hasSize(64);
    assertThat(read("gaps", "config.json").at("/train/from").asText()).isEqualTo("base");
    assertThat(read("gaps", "metrics.json").get("target").asText()).isEqualTo("band_gap");
    assertThat(read("gaps", "metrics.json").get("unseen_elements").isArray()).isTrue();
    assertThat(done(trainings.here("evaluate", "--model=gaps")).out())
        .containsPattern("MAE [0-9.]+, RMSE [0-9.]+ eV, "); // not eV/atom
  }

  private static double distance(float[] left, float[] right) {
    double greatest = 0;
    for (int k = 0; k < left.length; k++) {
      greatest = Math.max(greatest, Math.abs(left[k] - right[k]));
    }
    return greatest;
  }

  @Test
  void goesOnWithTheSameTargetWhereTheModelStands() throws IOException {
    done(
        trainings.here(
            "train",
            "--name=longer",
            "--from=base",
            "--epochs=1",
            "--set=train.learning-rate=1e-12",
            "--set=train.optimizer.kind=adamw"));

    JsonNode ancestor = read("longer", "provenance.json").get("ancestors").get(0);
    assertThat(ancestor.get("head").asText()).isEqualTo("kept");
    assertThat(ancestor.get("scaling").asText()).isEqualTo("kept");
    // The width was not said: it is the model's.
    assertThat(read("longer", "config.json").at("/train/network/cgcnn/width").asInt()).isEqualTo(8);
    assertThat(read("longer", "model.json").get("scaling"))
        .isEqualTo(read("base", "model.json").get("scaling"));
    assertThat(read("longer", "model.json").at("/facts/elements"))
        .isEqualTo(read("base", "model.json").at("/facts/elements"));
    // Steps of 1e-12 are lost in floats; running statistics move, which training does not read.
    assertThat(parameter("longer", 0, "output_W")).isEqualTo(parameter("base", 0, "output_W"));
  }

  @Test
  void beginsAnEnsembleMemberByMember() throws IOException {
    String[] both = {TO_GAPS, "--ensemble=2", "--epochs=1", "--freeze=embedding"};
    done(with(trainings.train("pair-gaps", "--from=pair"), both));
    done(with(trainings.train("base-gaps", "--from=base"), both));
    for (int member = 0; member < 2; member++) {
      assertThat(vectors("pair-gaps", member)).isEqualTo(vectors("pair", member));
      assertThat(vectors("base-gaps", member)).isEqualTo(vectors("base", 0));
    }
    assertThat(parameter("base-gaps", 0, "output_W"))
        .isNotEqualTo(parameter("base-gaps", 1, "output_W"));
    assertThat(read("pair-gaps", "provenance.json").at("/ancestors/0/weights_sha256")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --from=nobody                     | There is no model nobody in
          --from=pair                       | train.from: pair is an ensemble of 2 networks, with which an ensemble of as many begins (train.ensemble.members), got 1
          --from=base --set=train.network.cgcnn.convolutions=2 | train.network.cgcnn.convolutions is 2, and 3 of the network of base (train.from)
          --from=base --set=train.network.cgcnn.variant=original | train.network.cgcnn.variant is original, and message-norm of the network of base
          --from=base --freeze=convolution-4 | train.freeze: The network has no part convolution-4, it has convolution-1, convolution-2, convolution-3, convolutions, embedding, head
          --from=base --target=band_gap --freeze=head | train.freeze: the head is new (train.fine-tune.head)
          --from=base --freeze=embedding,convolutions,head | train.freeze leaves nothing to learn
          --from=base --target=band_gap --set=train.fine-tune.head=kept | train.fine-tune.head cannot be kept: base has learned formation_energy_per_atom, and band_gap is to be learned
          --from=base --target=band_gap --set=train.fine-tune.scaling=kept | train.fine-tune.scaling cannot be kept: base has learned
          """)
  void refusesWhatCannotBeBegun(String options, String complaint) {
    Invocation call = misconfigured(trainings.train("none", options.strip().split(" ")));
    assertThat(call.err()).startsWith("latticework: " + complaint);
    assertThat(call.err().lines()).hasSize(1);
  }

  @Test
  void refusesGraphsThatTheModelHasNotLearnedFrom() throws IOException {
    String learned = read("base", "provenance.json").get("graph_config").asText();
    String other =
        Arrays.stream(misconfigured(trainings.train("none")).err().split("[ ;]"))
            .filter(word -> word.matches("g-[0-9a-f]{12}") && !word.equals(learned))
            .findFirst()
            .orElseThrow();
    Invocation call = misconfigured(trainings.train("none", "--from=base", "--graphs=" + other));
    assertThat(call.err())
        .startsWith("latticework: The graphs " + other + " (cutoff 8.0, max-neighbors 6, ")
        .contains(
            "are not those that base has learned from (cutoff 8.0, max-neighbors 12, ",
            "latticework featurize --cutoff 8.0 --max-neighbors 12 --set featurize.ties=all")
        .hasLineCount(1);
  }

  @Test
  void goesOnAfterAPowerCutWithoutTheModelThatItBeganWith() throws Exception {
    done(trainings.train("lost", "--from=base", TO_GAPS, "--epochs=1"));
    String[] more = {
      "--from=lost",
      TO_GAPS,
      "--epochs=6",
      "--freeze=embedding",
      "--set=train.rates.convolutions=0.5",
      "--set=train.checkpoints.rounds=1"
    };
    done(with(trainings.train("undisturbed"), more));
    String[] killed = with(trainings.train("killed"), more);
    trainings.killAt("killed", "state-000003-000001.zip", killed);
    removeAll(trainings.workspace().resolve("models/lost"));

    assertThat(misconfigured(resumed(killed, "--from=lost", "--from=base")).err())
        .contains("train.from was lost when this training began and is base now");
    assertThat(misconfigured(resumed(killed, "--freeze=embedding", "--freeze=convolutions")).err())
        .contains("train.freeze was embedding when this training began and is convolutions now");
    done(with(killed, "--resume"));

    assertThat(trainings.outcome("killed")).isEqualTo(trainings.outcome("undisturbed"));
    assertThat(read("killed", "provenance.json").get("ancestors"))
        .isEqualTo(read("undisturbed", "provenance.json").get("ancestors"));
    assertThat(trainings.states("killed")).doesNotExist();
    assertThat(done(with(killed, "--resume")).out()).contains("nothing to do, the model is there");
  }

  /** Resumes with another option in the place of one. */
  private static String[] resumed(String[] arguments, String option, String other) {
    return Stream.concat(Arrays.stream(arguments), Stream.of("--resume"))
        .map(argument -> argument.equals(option) ? other : argument)
        .toArray(String[]::new);
  }

  private static void removeAll(Path model) throws IOException {
    try (Stream<Path> files = Files.walk(model)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  @Test
  void beginsWithPublishedWeightsOnTheGraphsThatTheyKnow() throws IOException {
    Path weights = Path.of("../../shared/data/cgcnn-pretrained/band-gap.pth.tar");
    assumeTrue(Files.exists(weights), "Skipped: the published weights are not in " + weights);
    done(
        "import-weights",
        "--workspace=" + trainings.workspace(),
        "--checkpoint=" + weights,
        "--name=xie",
        "--target=band_gap");
    String[] tuned =
        trainings.here(
            "train",
            "--name=xie-energies",
            "--from=xie",
            "--epochs=1",
            "--freeze=embedding,convolutions");
    assertThat(misconfigured(with(tuned, "--graphs=" + graphsOf("base"))).err())
        .contains("latticework featurize --cutoff 8.0 --max-neighbors 12 --set featurize.ties=cut");

    done(trainings.here("featurize", "--set=featurize.ties=cut"));
    done(tuned);

    assertThat(read("xie-energies", "model.json").at("/facts").has("elements")).isFalse();
    assertThat(read("xie-energies", "model.json").at("/network/element_features").asInt())
        .isEqualTo(92);
    String name = "network_embedding/weights";
    assertThat(parameter("xie-energies", 0, name)).isEqualTo(parameter("xie", 0, name));
    double mean = read("xie-energies", "model.json").at("/scaling/0/mean").asDouble();
    double ofBase = read("base", "model.json").at("/scaling/0/mean").asDouble();
    assertThat(mean).isCloseTo(ofBase, within(1e-9)); // of the same fold
  }

  private static String graphsOf(String model) throws IOException {
    return read(model, "provenance.json").get("graph_config").asText();
  }
}
