package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.latticework.jobs.Trainings.done;
import static org.latticework.jobs.Trainings.misconfigured;
import static org.latticework.jobs.Trainings.with;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.jobs.spark.SparkSessions;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.model.RunTable;

/** Everything that is done with CGCNN, with networks that are programs. */
class OtherNetworksIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static OtherNetworks networks;
  private static Trainings trainings;

  @BeforeAll
  static void prepare() throws IOException {
    spark = SparkSessions.open("other-networks", Optional.of("local[2]"));
    networks = OtherNetworks.prepare(folder);
    trainings = networks.trainings();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"schnet", "megnet", "equivariant"})
  void isTrainedJudgedAndAskedLikeAnyOther(String kind) throws Exception {
    Invocation trained = networks.train(kind, kind, "--epochs=3");
    assertThat(trained.out()).contains("Training   " + kind + " on ").contains("fused kernel");
    assertThat(networks.read(kind, "model.json").get("kind").asText()).isEqualTo(kind);
    networks.requireServedAsSaid(kind, networks.requireSaidAsJudged(spark, kind));
  }

  @ParameterizedTest
  @ValueSource(strings = {"schnet", "megnet", "equivariant"})
  void isEmbeddedTunedSweptAndReported(String kind) throws Exception {
    String base = kind + "-base";
    networks.train(kind, base, "--epochs=2");
    done(trainings.here("evaluate", "--model=" + base));
    networks.requireEmbeddedAndTuned(base);

    String sweep = kind + "-sweep";
    String[] small = networks.small(kind);
    done(
        with(
            sweep(sweep, "--seeds=0,1", "--keep-models=best", "--graphs=" + networks.directed()),
            small));
    assertThat(networks.read(sweep, "model.json").get("kind").asText()).isEqualTo(kind);
    // What is set for kinds that a run has not is nothing to it.
    String[] same =
        with(
            sweep(sweep, "--seeds=0,1", "--keep-models=best", "--graphs=" + networks.directed()),
            "--set=train.network.cgcnn.width=16");
    assertThat(done(with(same, small)).out()).contains("nothing to do");

    String page = networks.report(base);
    assertThat(page).contains(kind).doesNotContain("gate-distance");
    assertThat(page.contains("filter-distance")).isEqualTo(kind.equals("schnet"));
    assertThat(page.contains("attention-by-element")).isEqualTo(kind.equals("megnet"));
    assertThat(page.contains("A network of the kind equivariant has no gates"))
        .isEqualTo(kind.equals("equivariant"));
  }

  private static String[] sweep(String name, String... more) {
    return with(
        trainings.here(
            "sweep", "--name=" + name, "--set=train.epochs=1", "--set=train.batch-size=8"),
        more);
  }

  private static List<Row> runs(String sweep) {
    return RunTable.read(spark, new Workspace(trainings.workspace().toString()), sweep)
        .orderBy(RunTable.GRAPHS)
        .collectAsList();
  }

  private static String[] withSmallKinds(String[] sweep) {
    return with(with(sweep, networks.small("schnet")), networks.small("cogn"));
  }

  /** Each network takes the only graphs that it can read. */
  @Test
  void sweepsOverKindsOnGraphsOfTheirOwn() throws IOException {
    String[] sweep = sweep("kinds", "--vary=train.network.kind=schnet,cogn", "--keep-models=all");
    assertThat(done(withSmallKinds(sweep)).out())
        .contains("network.kind schnet")
        .contains("network.kind cogn");
    List<Row> runs = runs("kinds");
    assertThat(runs).extracting(run -> run.getAs(RunTable.OUTCOME)).containsExactly("done", "done");
    for (Row run : runs) {
      String model = run.getAs("model");
      String kind = networks.read(model, "model.json").get("kind").asText();
      assertThat(run.<String>getAs(RunTable.GRAPHS))
          .isEqualTo(kind.equals("schnet") ? networks.directed() : networks.merged());
      assertThat(run.<Double>getAs(RunTable.TEST_ERROR)).isPositive();
      done(
          with(
              trainings.here(
                  "train",
                  "--name=single-" + kind,
                  "--workers=1",
                  "--epochs=1",
                  "--set=train.batch-size=8"),
              networks.small(kind)));
      assertThat(trainings.outcome("single-" + kind)).isEqualTo(trainings.outcome(model));
    }
    String page = networks.report("kinds-" + runs.get(0).getAs(RunTable.RUN), "--sweep=kinds");
    assertThat(page).contains("network.kind schnet", "network.kind cogn");
  }

  /** No run is trained where one cannot be: the rest would have to be asked for again. */
  @Test
  void refusesASweepOverKindsOfWhichOneHasNoGraphs() {
    String[] sweep = sweep("lacking", "--vary=train.network.kind=schnet,cogn", "--seeds=0,1");
    Invocation refused =
        misconfigured(with(withSmallKinds(sweep), "--set=train.network.schnet.basis.cutoff=3"));
    assertThat(refused.err())
        .contains("Not every run of the sweep can be trained:")
        .contains("The network schnet needs edges of at most 3.0 Å, which the graphs g-")
        .contains("latticework featurize --cutoff 3.0")
        .contains(": 2 of 4 runs")
        .contains("network.kind schnet, seed 1")
        .doesNotContain("network.kind cogn");
    assertThat(runs("lacking")).isEmpty();
    assertThat(trainings.workspace().resolve("sweeps/lacking/results")).doesNotExist();
  }

  private static final String CELLS =
      """
      {"material_id": "one", "structure": {"lattice": {"matrix": [[4,0,0],[0,4,0],[0,0,4]]}, \
      "sites": [{"species": [{"element": "Cs", "occu": 1}], "abc": [0,0,0]}, \
      {"species": [{"element": "Cl", "occu": 1}], "abc": [0.5,0.5,0.5]}]}}
      {"material_id": "two", "structure": {"lattice": {"matrix": [[8,0,0],[0,4,0],[0,0,4]]}, \
      "sites": [{"species": [{"element": "Cs", "occu": 1}], "abc": [0,0,0]}, \
      {"species": [{"element": "Cl", "occu": 1}], "abc": [0.25,0.5,0.5]}, \
      {"species": [{"element": "Cs", "occu": 1}], "abc": [0.5,0,0]}, \
      {"species": [{"element": "Cl", "occu": 1}], "abc": [0.75,0.5,0.5]}]}}
      no JSON
      """;

  /** Equal sites have equal numbers, in the order of the sites, and their mean is predicted. */
  @Test
  void saysWhatEachSiteContributes() throws IOException {
    networks.train("schnet", "sites", "--epochs=2");
    Path cells = Files.writeString(folder.resolve("cells.jsonl"), CELLS);
    Map<String, List<Double>> here = contributions(cells, "never");
    assertThat(here.get("one")).hasSize(2);
    assertThat(here.get("one").get(0)).isNotCloseTo(here.get("one").get(1), within(1e-3));
    List<Double> two = here.get("two");
    assertThat(two).hasSize(4);
    assertThat(two.subList(0, 2)).isEqualTo(two.subList(2, 4));
    for (int site = 0; site < 2; site++) {
      // Rounding of floats of some units.
      assertThat(two.get(site)).isCloseTo(here.get("one").get(site), within(1e-5));
    }
    assertThat(contributions(cells, "always")).isEqualTo(here);
    Path dump = folder.resolve("dump");
    assertThat(contributions(dump, "always")).isEqualTo(contributions(dump, "never")).hasSize(80);
  }

  private static Map<String, List<Double>> contributions(Path input, String onSpark)
      throws IOException {
    Path output = folder.resolve("sites-%s-%s.jsonl".formatted(input.getFileName(), onSpark));
    done(sites("sites", input, output, "--set=predict.spark=" + onSpark));
    List<Path> parts = List.of(output);
    if (Files.isDirectory(output)) {
      try (Stream<Path> files = Files.list(output)) {
        parts = files.filter(file -> file.getFileName().toString().startsWith("part-")).toList();
      }
    }
    Map<String, List<Double>> contributions = new HashMap<>();
    for (Path part : parts) {
      for (String line : Files.readAllLines(part)) {
        JsonNode row = JSON.readTree(line);
        List<Double> sites = new ArrayList<>();
        row.get("site_contributions").forEach(site -> sites.add(site.asDouble()));
        if (row.get("reason").isNull()) {
          contributions.put(row.get("material_id").asText(), sites);
          // The mean that is predicted is rounded to floats of some units.
          assertThat(sites.stream().mapToDouble(it -> it).average().orElseThrow())
              .isCloseTo(row.get(OtherNetworks.COLUMN).asDouble(), within(2e-5));
        } else {
          assertThat(row.get("site_contributions").isNull()).isTrue();
        }
      }
    }
    return contributions;
  }

  private static String[] sites(String model, Path input, Path output, String... more) {
    return with(
        new String[] {
          "predict",
          "--site-contributions",
          "--workspace=" + trainings.workspace(),
          "--model=" + model,
          "--input=" + input,
          "--output=" + output
        },
        more);
  }

  @Test
  void refusesContributionsOfSitesWhereAPredictionIsNoMeanOfThem() {
    networks.train("megnet", "whole", "--epochs=1");
    Path dump = folder.resolve("dump");
    Path output = folder.resolve("refused.jsonl");
    assertThat(misconfigured(sites("whole", dump, output)).err())
        .startsWith(
            "latticework: --site-contributions: the model whole predicts with megnet, whose layers")
        .hasLineCount(1);
    done(trainings.train("cgcnn", "--epochs=1", "--graphs=" + networks.merged()));
    assertThat(misconfigured(sites("cgcnn", dump, output)).err()).contains("predicts with cgcnn");
    String[] classes = {"--target=band_gap", "--set=train.task.kind=classification"};
    networks.train("schnet", "class", with(classes, "--epochs=1"));
    assertThat(misconfigured(sites("class", dump, output)).err())
        .contains("the model class predicts a probability, which is no mean over sites");
    assertThat(misconfigured(sites("class", dump, folder.resolve("refused.csv"))).err())
        .contains("A CSV has no column for a vector");
  }

  /** As often as it is repeated, and however it is computed, but for rounding. */
  @ParameterizedTest
  @ValueSource(strings = {"schnet", "megnet"})
  void comesToTheSameWithEitherKernel(String kind) throws IOException {
    List<Double> errors = new ArrayList<>();
    for (String kernel : List.of("fused", "nd4j")) {
      String name = kind + "-" + kernel;
      networks.train(kind, name, "--epochs=2", "--set=train.kernel=" + kernel);
      assertThat(networks.read(name, "metrics.json").get("kernel").asText()).isEqualTo(kernel);
      errors.add(networks.read(name, "metrics.json").get("validation_mae").asDouble());
    }
    // Rounding in float, through some twenty steps of Adam.
    assertThat(errors.get(0)).isCloseTo(errors.get(1), within(1e-3));
  }
}
