package org.latticework.pipeline.featurize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;
import static org.latticework.pipeline.SummaryDocument.site;
import static org.latticework.pipeline.SummaryDocument.structure;
import static org.latticework.pipeline.SummaryDocument.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.ingest.Ingest;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.RejectionTable;

/** Featurizations of one dump, killed in the middle and undisturbed. */
class FeaturizeCrashIT {
  private static final GraphConfig CONFIG = GraphConfig.plain(12, GraphConfig.ALL_NEIGHBORS);
  private static final int CRYSTALS = 150; // of some 400 edges each: work for two tasks
  private static final int REFUSED = 7;

  @TempDir private static Path folder;
  private static Path ingested;
  private static Workspace undisturbed;
  private static SparkSession spark;

  @BeforeAll
  static void featurizeUndisturbed() throws IOException {
    spark = SparkForTests.session();
    Stream<Object> crystals =
        IntStream.range(0, CRYSTALS).mapToObj(k -> cesiumChloride("mp-" + k, 3.9 + 0.001 * k));
    Stream<Object> refused = IntStream.range(0, REFUSED).mapToObj(FeaturizeCrashIT::argonAlone);
    Path dump = write(folder.resolve("dump.jsonl"), Stream.concat(crystals, refused).toArray());
    ingested = folder.resolve("ingested");
    Ingest.run(spark, new Workspace(ingested.toString()), IngestOptions.of(dump.toString()));
    undisturbed = new Workspace(copy("undisturbed").toString());
    FeaturizeResult result = Featurize.run(spark, undisturbed, CONFIG);
    assertThat(result.featurized()).isEqualTo(CRYSTALS);
    assertThat(result.rejected()).isEqualTo(REFUSED);
    assertThat(result.work().tasks()).hasSize(2);
  }

  private static Object argonAlone(int k) {
    return cesiumChloride("mp-" + (CRYSTALS + k), 1)
        .with("structure", structure(30 + 0.01 * k, site("Ar", "[0,0,0]")));
  }

  private static Path copy(String name) throws IOException {
    Path workspace = folder.resolve(name);
    try (Stream<Path> files = Files.walk(ingested)) {
      for (Path file : files.toList()) {
        Files.copy(file, workspace.resolve(ingested.relativize(file)));
      }
    }
    return workspace;
  }

  @Test
  void aDriverKilledBetweenItsFilesLeavesNothingThatTheNextRunDoesNotMend() throws Exception {
    Path killed = copy("killed-in-graphs");
    Path graphs = killed.resolve("tables/graphs");
    kill(killed, "/tables/graphs/part-00001", () -> holdsAWholeFile(graphs));

    Workspace workspace = new Workspace(killed.toString());
    assertThat(GraphTable.read(spark, workspace).count()).isZero();
    FeaturizeResult mended = Featurize.run(spark, workspace, CONFIG);
    assertThat(mended.featurized()).isEqualTo(CRYSTALS);
    assertMended(workspace);
  }

  @Test
  void aDriverKilledBetweenGraphsAndRejectionsLeavesOnlyThoseToTheNextRun() throws Exception {
    Path killed = copy("killed-in-rejections");
    kill(killed, "/tables/rejections/part-", () -> true);

    Workspace workspace = new Workspace(killed.toString());
    assertThat(GraphTable.read(spark, workspace).count()).isEqualTo(CRYSTALS);
    assertThat(RejectionTable.read(spark, workspace).count()).isZero();
    FeaturizeResult mended = Featurize.run(spark, workspace, CONFIG);
    assertThat(mended.unchanged()).isEqualTo(CRYSTALS);
    assertMended(workspace);
  }

  /** Of two commits of a task each, the first stays where the second is killed. */
  @Test
  void aDriverKilledInALaterSliceKeepsWhatWasCommittedBefore() throws Exception {
    Path killed = copy("killed-in-second-slice");
    kill(killed, "/tables/graphs/part-", "tables/graphs/_delta_log/%020d.json".formatted(1), 1);

    Workspace workspace = new Workspace(killed.toString());
    long kept = GraphTable.read(spark, workspace).count();
    assertThat(kept).isBetween(1L, CRYSTALS - 1L);
    FeaturizeResult mended = Featurize.run(spark, workspace, CONFIG);
    assertThat(mended.unchanged()).isEqualTo(kept);
    assertThat(mended.featurized()).isEqualTo(CRYSTALS - kept);
    assertMended(workspace);
  }

  /** Both tables are as those of the undisturbed run, and another run leaves them alone. */
  private static void assertMended(Workspace workspace) {
    assertThat(graphs(workspace)).hasSize(CRYSTALS).isEqualTo(graphs(undisturbed));
    assertThat(rejections(workspace)).hasSize(REFUSED).isEqualTo(rejections(undisturbed));

    long graphs = GraphTable.TABLE.version(spark, workspace);
    long rejections = RejectionTable.TABLE.version(spark, workspace);
    FeaturizeResult again = Featurize.run(spark, workspace, CONFIG);
    assertThat(again.unchanged()).isEqualTo(CRYSTALS);
    assertThat(again.rejected()).isEqualTo(REFUSED);
    assertThat(GraphTable.TABLE.version(spark, workspace)).isEqualTo(graphs);
    assertThat(RejectionTable.TABLE.version(spark, workspace)).isEqualTo(rejections);
  }

  /** Kills a featurization when it would open a file, and something else is done. */
  private static void kill(Path workspace, String unopened, BooleanSupplier done) throws Exception {
    kill(start(workspace, unopened, "", Integer.MAX_VALUE), workspace, done);
  }

  /** Kills a featurization when it would open a file, once another is there. */
  private static void kill(Path workspace, String unopened, String once, int tasksPerCommit)
      throws Exception {
    kill(start(workspace, unopened, once, tasksPerCommit), workspace, () -> true);
  }

  private static void kill(Process process, Path workspace, BooleanSupplier done) throws Exception {
    try {
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
      while (!Files.exists(InterruptedFeaturization.mark(workspace)) || !done.getAsBoolean()) {
        assertThat(process.isAlive())
            .as(() -> "the child ended: " + read(folder.resolve("child.log")))
            .isTrue();
        assertThat(System.nanoTime()).as("not there in ten minutes").isLessThan(deadline);
        Thread.sleep(50);
      }
    } finally {
      process.destroyForcibly().waitFor(); // SIGKILL, to this child alone
    }
    assertThat(process.exitValue()).isEqualTo(128 + 9);
  }

  private static Process start(Path workspace, String unopened, String once, int tasksPerCommit)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(InterruptedFeaturization.class.getName());
    command.add(workspace.toString());
    command.addAll(List.of(unopened, once, String.valueOf(tasksPerCommit)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("child.log").toFile())
        .start();
  }

  /** Returns whether the first task has closed its file, which makes it a whole Parquet file. */
  private static boolean holdsAWholeFile(Path table) {
    try (Stream<Path> files = Files.list(table)) {
      return files
          .filter(file -> file.getFileName().toString().matches("part-00000.*\\.parquet"))
          .anyMatch(FeaturizeCrashIT::endsAsParquetDoes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean endsAsParquetDoes(Path file) {
    return read(file).endsWith("PAR1") && read(file).length() > 4;
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> graphs(Workspace workspace) {
    return json(GraphTable.read(spark, workspace).orderBy(GraphTable.STRUCTURE_HASH));
  }

  private static List<String> rejections(Workspace workspace) {
    return json(RejectionTable.read(spark, workspace).orderBy(RejectionTable.MATERIAL_ID));
  }

  private static List<String> json(Dataset<Row> rows) {
    return rows.toJSON().collectAsList();
  }
}
