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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;
import org.latticework.pipeline.table.ReleaseTable;

/** Kills the driver in the middle of an ingest, as a machine that loses its power would. */
class KilledIngestIT {
  private static final List<StoredTable> TABLES =
      List.of(RejectionTable.TABLE, MaterialTable.TABLE, ReleaseTable.TABLE);

  /** The signs at which the process is stopped or killed, in the order in which they appear. */
  private static final List<String> SIGNS =
      List.of(
          "rejections/_delta_log/00000000000000000001.json",
          "materials/part-.*\\.parquet",
          "materials/_delta_log/00000000000000000001.json",
          "releases/_delta_log/00000000000000000000.json");

  private static final List<String> LATE_SIGNS =
      List.of(
          "materials/_delta_log/00000000000000000002.json",
          "releases/database_version=2023-11-01/part-.*\\.parquet");

  private static final SparkSession SPARK = SparkForTests.session();

  @TempDir private static Path shared;
  private static Path dump;
  private static Path late;
  private static Workspace undisturbed;
  private static Workspace completed; // undisturbed too, with the late release

  @BeforeAll
  static void ingestUndisturbedAndKilled() throws Exception {
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
    killAt(SIGNS, "killed", shared.resolve("disturbed"), dump);
    Path again = shared.resolve("disturbed-late");
    copy(Path.of(undisturbed.root()), again);
    killAt(LATE_SIGNS, "late-killed", again, late);
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

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void isCompletedByARerunAsIfNothingHadHappened(int sign) throws Exception {
    Workspace disturbed = new Workspace(shared.resolve("killed" + sign).toString());
    assertThat(shows(Path.of(disturbed.root(), "tables"), SIGNS.get(sign), Set.of())).isTrue();
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
  @ValueSource(ints = {0, 1})
  void isCompletedByARerunWhereALateReleaseReplacesRows(int sign) throws Exception {
    Workspace disturbed = new Workspace(shared.resolve("late-killed" + sign).toString());
    Ingest.run(SPARK, disturbed, IngestOptions.of(late.toString()));

    assertThat(rows(MaterialTable.TABLE, disturbed)).hasSizeGreaterThan(300);
    for (StoredTable table : TABLES) {
      assertThat(rows(table, disturbed)).isNotEmpty().isEqualTo(rows(table, completed));
    }
  }

  /**
   * Ingests in a process that is stopped at each sign, in the tables' folder, for as long as its
   * workspace is copied: what is on the disk is what a power cut would leave. At the last sign it
   * is killed. A process for each sign would take a whole start of Spark.
   *
   * @param prefix of the names of the copies, which end with the place of the sign
   */
  private static void killAt(List<String> signs, String prefix, Path work, Path dump)
      throws Exception {
    Path tables = work.resolve("tables");
    Path output = shared.resolve(prefix + ".txt");
    Map<String, Set<Path>> before = new HashMap<>();
    for (String sign : signs) {
      before.put(sign, beside(tables.resolve(sign)));
    }
    Process process = start(work, dump, output);
    try {
      for (String sign : signs) {
        while (!shows(tables, sign, before.get(sign))) {
          assertThat(process.isAlive()).as(() -> text(output)).isTrue();
          Thread.sleep(1);
        }
        boolean last = sign.equals(signs.get(signs.size() - 1));
        if (last) {
          process.destroyForcibly().waitFor();
          assertThat(process.exitValue()).isEqualTo(128 + 9); // SIGKILL
        } else {
          signal("STOP", process);
        }
        copy(work, shared.resolve(prefix + signs.indexOf(sign)));
        if (!last) {
          signal("CONT", process);
        }
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(Path work, Path dump, Path output) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(IngestProcess.class.getName(), work.toString(), dump.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static void signal(String name, Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
    Thread.sleep(50); // ms; until all of its threads have seen it
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
