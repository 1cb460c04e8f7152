package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.latticework.jobs.Trainings.done;
import static org.latticework.jobs.Trainings.misconfigured;
import static org.latticework.jobs.Trainings.with;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
