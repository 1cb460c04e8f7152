package org.latticework.pipeline.featurize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.ingest.Ingest;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.Workspace;

class FeaturizeCrashIT {
  private static final GraphConfig CONFIG = new GraphConfig(12, GraphConfig.ALL_NEIGHBORS);
  private static final int CRYSTALS = 150; // of some 400 edges each: work for two tasks

  @TempDir private Path folder;
  private final SparkSession spark = SparkForTests.session();

  @Test
  void aDriverKilledInTheMiddleLeavesNothingThatTheNextRunDoesNotMend() throws Exception {
    Workspace killed = ingested("killed");
    Workspace undisturbed = ingested("undisturbed");

    Process process = start(killed);
    try {
      waitForAWholeFile(process, Path.of(killed.table("graphs")));
    } finally {
      process.destroyForcibly().waitFor(); // SIGKILL, to this child alone
    }
    assertThat(process.exitValue()).isEqualTo(128 + 9);
    assertThat(GraphTable.read(spark, killed).count()).isZero();

    FeaturizeResult mended = Featurize.run(spark, killed, CONFIG);
    FeaturizeResult expected = Featurize.run(spark, undisturbed, CONFIG);
    assertThat(mended.featurized()).isEqualTo(CRYSTALS).isEqualTo(expected.featurized());
    assertThat(mended.work().tasks()).hasSize(2);
    assertThat(graphs(killed)).hasSize(CRYSTALS).isEqualTo(graphs(undisturbed));

    long version = GraphTable.TABLE.version(spark, killed);
    assertThat(Featurize.run(spark, killed, CONFIG).unchanged()).isEqualTo(CRYSTALS);
    assertThat(GraphTable.TABLE.version(spark, killed)).isEqualTo(version);
  }

  private Workspace ingested(String name) throws IOException {
    Object[] documents =
        IntStream.range(0, CRYSTALS)
            .mapToObj(k -> cesiumChloride("mp-" + k, 3.9 + 0.001 * k))
            .toArray();
    Path dump = write(folder.resolve("dump.jsonl"), documents);
    Workspace workspace = new Workspace(folder.resolve(name).toString());
    Ingest.run(spark, workspace, IngestOptions.of(dump.toString()));
    return workspace;
  }

  private Process start(Workspace workspace) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(InterruptedFeaturization.class.getName());
    command.add(workspace.root());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("child.log").toFile())
        .start();
  }

  /** Waits until the first task has closed its file, which makes it a whole Parquet file. */
  private void waitForAWholeFile(Process process, Path table) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
    while (!Files.isDirectory(table) || !holdsAWholeFile(table)) {
      assertThat(process.isAlive())
          .as(() -> "the child ended: " + read(folder.resolve("child.log")))
          .isTrue();
      assertThat(System.nanoTime()).as("no file in ten minutes").isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  private static boolean holdsAWholeFile(Path table) throws IOException {
    try (Stream<Path> files = Files.list(table)) {
      return files
          .filter(file -> file.getFileName().toString().matches("part-00000.*\\.parquet"))
          .anyMatch(FeaturizeCrashIT::endsAsParquetDoes);
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

  private List<String> graphs(Workspace workspace) {
    return GraphTable.read(spark, workspace)
        .orderBy(GraphTable.STRUCTURE_HASH)
        .toJSON()
        .collectAsList();
  }
}
