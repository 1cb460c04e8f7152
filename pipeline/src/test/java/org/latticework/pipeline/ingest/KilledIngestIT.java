package org.latticework.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;
import static org.latticework.pipeline.SummaryDocument.write;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;
import org.latticework.pipeline.table.ReleaseTable;
import org.latticework.pipeline.table.StoredTable;
import org.latticework.pipeline.table.Workspace;

/** Kills the driver in the middle of an ingest, as a machine that loses its power would. */
class KilledIngestIT {
  private static final List<StoredTable> TABLES =
      List.of(RejectionTable.TABLE, MaterialTable.TABLE, ReleaseTable.TABLE);

  private static final SparkSession SPARK = SparkForTests.session();

  @TempDir private static Path shared;
  private static Path dump;
  private static Workspace undisturbed;

  @TempDir private Path folder;
  private Process process;

  @BeforeAll
  static void ingestUndisturbed() throws IOException {
    dump = shared.resolve("collections");
    for (String release : List.of("2023-11-01", "2024-11-14")) {
      write(
          dump.resolve(release + "/summary/a.jsonl.gz"),
          IntStream.range(0, 300)
              .mapToObj(i -> i % 50 == 0 ? "{broken" : cesiumChloride("mp-" + i, 4 + 0.001 * i))
              .toArray());
    }
    undisturbed = new Workspace(shared.resolve("work").toString());
    Ingest.run(SPARK, undisturbed, IngestOptions.of(dump.toString()));
  }

  @AfterEach
  void endProcess() {
    process.destroyForcibly();
  }

  /** Each value is the sign, in the tables' folder, at which the process is killed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rejections/_delta_log/00000000000000000001.json",
        "materials/part-.*\\.parquet",
        "materials/_delta_log/00000000000000000001.json"
      })
  void isCompletedByARerunAsIfNothingHadHappened(String sign) throws Exception {
    Workspace disturbed = new Workspace(folder.resolve("work").toString());
    killAt(sign, disturbed);
    assertThat(ReleaseTable.read(SPARK, disturbed).isEmpty()).isTrue(); // the last commit
    Ingest.run(SPARK, disturbed, IngestOptions.of(dump.toString()));

    for (StoredTable table : TABLES) {
      assertThat(rows(table, disturbed)).isNotEmpty().isEqualTo(rows(table, undisturbed));
    }
  }

  private void killAt(String sign, Workspace workspace) throws Exception {
    Path tables = Path.of(workspace.root(), "tables");
    Path output = folder.resolve("output.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(IngestProcess.class.getName(), workspace.root(), dump.toString()));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    while (!shows(tables, sign)) {
      assertThat(process.isAlive()).as(() -> text(output)).isTrue();
      Thread.sleep(1);
    }
    process.destroyForcibly().waitFor();
    assertThat(process.exitValue()).isEqualTo(128 + 9); // SIGKILL
  }

  private static boolean shows(Path tables, String sign) throws IOException {
    Path parent = tables.resolve(sign).getParent();
    if (!Files.isDirectory(parent)) {
      return false;
    }
    try (Stream<Path> files = Files.list(parent)) {
      return files.anyMatch(file -> tables.relativize(file).toString().matches(sign));
    }
  }

  private static String text(Path output) {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private List<Row> rows(StoredTable table, Workspace workspace) {
    return table.read(SPARK, workspace).collectAsList().stream()
        .sorted(Comparator.comparing(Row::toString))
        .toList();
  }
}
