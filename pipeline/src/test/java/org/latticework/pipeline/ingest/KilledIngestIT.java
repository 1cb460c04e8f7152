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
import java.util.Set;
import java.util.stream.Collectors;
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
  private static Path late;
  private static Workspace undisturbed;
  private static Workspace completed; // undisturbed too, with the late release

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
    late = shared.resolve("late/collections");
    write(
        late.resolve("2023-11-01/summary/a.jsonl.gz"),
        IntStream.range(0, 300)
            .filter(i -> i % 2 == 0)
            .mapToObj(i -> cesiumChloride("mp-" + i, 5 + 0.001 * i).updated("2025-01-01"))
            .toArray());
    completed = new Workspace(shared.resolve("completed").toString());
    copy(Path.of(undisturbed.root()), Path.of(completed.root()));
    Ingest.run(SPARK, completed, IngestOptions.of(late.toString()));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path copy = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    }
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
        "materials/_delta_log/00000000000000000001.json",
        "releases/_delta_log/00000000000000000000.json"
      })
  void isCompletedByARerunAsIfNothingHadHappened(String sign) throws Exception {
    Workspace disturbed = new Workspace(folder.resolve("work").toString());
    killAt(sign, disturbed, dump);
    assertThat(ReleaseTable.read(SPARK, disturbed).isEmpty()).isTrue(); // the last commit
    Ingest.run(SPARK, disturbed, IngestOptions.of(dump.toString()));

    for (StoredTable table : TABLES) {
      assertThat(rows(table, disturbed)).isNotEmpty().isEqualTo(rows(table, undisturbed));
    }
  }

  /**
   * A late release corrects rows, which the one after it had inherited: a merge puts new rows in
   * the place of old ones and gives the heirs their own.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "materials/_delta_log/00000000000000000002.json",
        "releases/database_version=2023-11-01/part-.*\\.parquet"
      })
  void isCompletedByARerunWhereALateReleaseReplacesRows(String sign) throws Exception {
    Workspace disturbed = new Workspace(folder.resolve("work").toString());
    copy(Path.of(undisturbed.root()), Path.of(disturbed.root()));
    killAt(sign, disturbed, late);
    Ingest.run(SPARK, disturbed, IngestOptions.of(late.toString()));

    assertThat(rows(MaterialTable.TABLE, disturbed)).hasSizeGreaterThan(300);
    for (StoredTable table : TABLES) {
      assertThat(rows(table, disturbed)).isNotEmpty().isEqualTo(rows(table, completed));
    }
  }

  private void killAt(String sign, Workspace workspace, Path dump) throws Exception {
    Path tables = Path.of(workspace.root(), "tables");
    Path output = folder.resolve("output.txt");
    Set<Path> before = beside(tables.resolve(sign));
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
    while (!shows(tables, sign, before)) {
      assertThat(process.isAlive()).as(() -> text(output)).isTrue();
      Thread.sleep(1);
    }
    process.destroyForcibly().waitFor();
    assertThat(process.exitValue()).isEqualTo(128 + 9); // SIGKILL
  }

  private static boolean shows(Path tables, String sign, Set<Path> before) throws IOException {
    return beside(tables.resolve(sign)).stream()
        .filter(file -> !before.contains(file))
        .anyMatch(file -> tables.relativize(file).toString().matches(sign));
  }

  private static Set<Path> beside(Path file) throws IOException {
    if (!Files.isDirectory(file.getParent())) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.collect(Collectors.toSet());
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
