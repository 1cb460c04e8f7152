package org.latticework.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;
import static org.latticework.pipeline.SummaryDocument.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.pipeline.SharedData;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.ingest.reconcile.Vanished;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;
import org.latticework.pipeline.table.ReleaseTable;

class IngestIT {
  @TempDir private Path folder;
  private final SparkSession spark = SparkForTests.session();
  private Workspace workspace;

  @BeforeEach
  void openWorkspace() {
    workspace = new Workspace(folder.resolve("work").toString());
  }

  private IngestResult ingest(Path input) throws IOException {
    return Ingest.run(spark, workspace, IngestOptions.of(input.toString()));
  }

  private IngestResult ingest(Path input, String release) throws IOException {
    return Ingest.run(
        spark,
        workspace,
        new IngestOptions(
            input.toString(),
            Optional.empty(),
            Optional.of(release),
            false,
            false,
            List.of(),
            Optional.empty(),
            false));
  }

  /** Names of releases become those of folders. */
  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "../../outside", "/tmp/x", "a b%2F"})
  void keepsAReleaseOfAnyNameWithinItsTable(String release) throws Exception {
    Path dump = write(folder.resolve("dump.jsonl"), cesiumChloride("mp-1", 4.1));
    assertThat(ingest(dump, release).databaseVersion()).isEqualTo(release);
    assertThat(materials()).extracting(Material::databaseVersion).containsExactly(release);
    assertThat(
            ReleaseTable.materials(spark, workspace, Optional.of(release))
                .select("material_id")
                .collectAsList())
        .hasSize(1);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("dump.jsonl", "work");
    assertThat(folder.resolve("work").toFile().list()).containsExactly("tables");
    assertThat(folder.resolve("work/tables").toFile().list())
        .containsExactlyInAnyOrder("materials", "rejections", "releases");
    assertThat(ingest(dump, release).unchanged()).isEqualTo(1);
  }

  private List<Material> materials() {
    return sorted(MaterialTable.read(spark, workspace)).stream()
        .map(MaterialTable::fromRow)
        .toList();
  }

  private List<Row> sorted(Dataset<Row> rows) {
    return rows.collectAsList().stream().sorted(Comparator.comparing(Row::toString)).toList();
  }

  private List<Rejection> rejections() {
    return sorted(RejectionTable.read(spark, workspace)).stream()
        .map(RejectionTable::fromRow)
        .toList();
  }

  private long[] versions() {
    return new long[] {
      MaterialTable.TABLE.version(spark, workspace),
      RejectionTable.TABLE.version(spark, workspace),
      ReleaseTable.TABLE.version(spark, workspace)
    };
  }

  @Test
  void accountsForEveryRecordOfATreeWithDamage() throws Exception {
    Path dump = folder.resolve("collections/2024-11-14/summary");
    write(
        dump.resolve("nelements=2/symmetry_number=221.jsonl.gz"),
        cesiumChloride("mp-1", 4.1),
        "{broken",
        cesiumChloride("mp-2", 4.2).with("band_gap", "NaN"),
        cesiumChloride("mp-3", 4.3).with("deprecated", "true"));
    Path cut = write(dump.resolve("nelements=2/symmetry_number=225.jsonl.gz"), cubes(500));
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    write(dump.resolve("manifest.jsonl.gz"), "not data");

    IngestResult result = ingest(folder.resolve("collections"));
    assertThat(result.rejectionsByReason())
        .isEqualTo(
            Map.of(
                RejectionReason.MALFORMED_JSON, 1L,
                RejectionReason.NOT_FINITE, 1L,
                RejectionReason.DEPRECATED, 1L,
                RejectionReason.TRUNCATED_FILE, 1L));
    assertThat(result.databaseVersion()).isEqualTo("2024-11-14");
    assertThat(result.accepted()).isEqualTo(result.read() - 4).isBetween(50L, 450L);
    assertThat(materials()).hasSize((int) result.accepted());
    assertThat(rejections())
        .extracting(rejection -> rejection.origin().record())
        .contains("line 2", "line 3", "line 4", "line " + result.accepted());
    assertThat(rejections())
        .allSatisfy(rejection -> assertThat(rejection.origin().source()).endsWith(".jsonl.gz"));
  }

  private static Object[] cubes(int count) {
    return Stream.iterate(0, i -> i + 1)
        .limit(count)
        .map(i -> cesiumChloride("mvc-" + i, 4 + 0.618 * i % 1))
        .toArray();
  }

  @Test
  void addsNothingWhenTheSameDumpComesTwice() throws Exception {
    Path dump =
        write(
            folder.resolve("dump.jsonl"),
            cesiumChloride("mp-1", 4.1).updated("2024-01-01"),
            cesiumChloride("mp-1", 4.2).updated("2024-03-01"),
            cesiumChloride("mp-1", 4.3).updated("2024-02-01"),
            cesiumChloride("mp-2", 4.1),
            "[]");
    IngestResult first = ingest(dump);
    long[] versions = versions();
    IngestResult second = ingest(dump);

    assertThat(first)
        .isEqualTo(
            new IngestResult(
                5,
                2,
                1,
                2,
                0,
                Map.of(RejectionReason.MALFORMED_JSON, 1L),
                "unversioned",
                Vanished.NONE));
    assertThat(second)
        .isEqualTo(
            new IngestResult(
                5,
                0,
                1,
                2,
                2,
                Map.of(RejectionReason.MALFORMED_JSON, 1L),
                "unversioned",
                Vanished.NONE));
    assertThat(versions()).isEqualTo(versions);
    assertThat(materials().get(0).structure().lattice().a().x()).isEqualTo(4.2);
    assertThat(rejections()).hasSize(1);
  }

  @Test
  void prefersTheLastOfRecordsThatAreEquallyNew() throws Exception {
    Path dump = folder.resolve("dump");
    write(dump.resolve("b.jsonl"), cesiumChloride("mp-1", 4.1), cesiumChloride("mp-1", 4.2));
    write(dump.resolve("a.jsonl"), cesiumChloride("mp-1", 4.3), cesiumChloride("mp-1", 4.4));

    assertThat(ingest(dump).superseded()).isEqualTo(3);
    assertThat(materials()).hasSize(1);
    assertThat(materials().get(0).structure().lattice().a().x()).isEqualTo(4.2);
  }

  @Test
  void addsOnlyWhatANewReleaseChanged() throws Exception {
    Path old =
        write(
            folder.resolve("old.jsonl"),
            cesiumChloride("mp-1", 4.1),
            cesiumChloride("mp-2", 4.2),
            cesiumChloride("mp-3", 4.3));
    Path fresh =
        write(
            folder.resolve("new.jsonl"),
            cesiumChloride("mp-1", 4.1).updated("2025-01-01"),
            cesiumChloride("mp-2", 4.25),
            cesiumChloride("mp-3", 4.3).with("band_gap", "5"),
            cesiumChloride("mp-4", 4.4));
    ingest(old, "2024");
    IngestResult result = ingest(fresh, "2025");

    assertThat(result.unchanged()).isEqualTo(1);
    assertThat(result.accepted()).isEqualTo(3);
    assertThat(materials()).hasSize(6);
    List<Row> current = MaterialTable.current(MaterialTable.read(spark, workspace)).collectAsList();
    assertThat(current.stream().map(MaterialTable::fromRow))
        .hasSize(4)
        .filteredOn(material -> material.materialId().equals("mp-3"))
        .allSatisfy(material -> assertThat(material.target(Target.BAND_GAP)).hasValue(5));
  }

  @Test
  void replacesARowOfTheSameReleaseUnlessTheTableHasTheNewerOne() throws Exception {
    Path first =
        write(
            folder.resolve("1.jsonl"),
            cesiumChloride("mp-1", 4.1).updated("2024-02-01"),
            cesiumChloride("mp-2", 4.2));
    Path later =
        write(folder.resolve("2.jsonl"), cesiumChloride("mp-1", 4.3).updated("2024-03-01"));
    Path earlier =
        write(folder.resolve("3.jsonl"), cesiumChloride("mp-1", 4.4).updated("2024-01-01"));
    ingest(first);
    assertThat(ingest(later).accepted()).isEqualTo(1);
    assertThat(ingest(earlier).superseded()).isEqualTo(1);

    assertThat(materials())
        .hasSize(2)
        .anySatisfy(m -> assertThat(m.structure().lattice().a().x()).isEqualTo(4.3));
  }

  @Test
  void isCompletedByARerunWhicheverCommitACrashPrevented() throws Exception {
    Path dump = write(folder.resolve("dump.jsonl"), cesiumChloride("mp-1", 4.1), "{", "{\"a\":1}");
    ingest(dump);
    List<Row> materials = sorted(MaterialTable.read(spark, workspace));
    List<Row> rejections = sorted(RejectionTable.read(spark, workspace));
    List<Row> releases = sorted(ReleaseTable.read(spark, workspace));
    for (String lost : List.of("materials", "rejections", "releases")) {
      delete(Path.of(workspace.table(lost)));
      IngestResult rerun = ingest(dump);

      assertThat(rerun.read()).isEqualTo(3);
      assertThat(sorted(MaterialTable.read(spark, workspace))).isEqualTo(materials);
      assertThat(sorted(RejectionTable.read(spark, workspace))).isEqualTo(rejections);
      assertThat(sorted(ReleaseTable.read(spark, workspace))).isEqualTo(releases);
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void keepsEveryFieldOnTheWayThroughTheTable() throws Exception {
    var document =
        cesiumChloride("mp-ft", 4.123456789012345)
            .with("symmetry", "{\"number\":221}")
            .with("n", "1.79")
            .with("builder_meta", "{\"license\":\"BY-C\"}")
            .updated("2024-11-14T09:30:00.123456Z");
    Path dump = write(folder.resolve("dump.jsonl"), document);
    ingest(dump);
    Material expected = Records.material(Records.one(document));
    Material stored = materials().get(0);

    assertThat(stored)
        .usingRecursiveComparison()
        .ignoringFields("structure", "origin")
        .isEqualTo(expected);
    assertThat(stored.structure()).usingRecursiveComparison().isEqualTo(expected.structure());
    assertThat(stored.origin().source()).isEqualTo(dump.toString());
    Row row = MaterialTable.read(spark, workspace).first();
    assertThat(row.<String>getAs(MaterialTable.REDUCED_FORMULA)).isEqualTo("Cl Cs");
    assertThat(row.<String>getAs(MaterialTable.CHEMICAL_SYSTEM)).isEqualTo("Cl-Cs");
    assertThat(row.<Integer>getAs(MaterialTable.NSITES)).isEqualTo(2);
  }

  @Test
  void takesTheEdgeCasesOfRealDumps() throws Exception {
    IngestResult result = ingest(SharedData.file("edge-cases.jsonl.gz"));

    assertThat(result.read()).isEqualTo(34);
    assertThat(result.accepted()).isEqualTo(32);
    assertThat(result.rejectionsByReason())
        .isEqualTo(Map.of(RejectionReason.PARTIAL_OCCUPANCY, 1L, RejectionReason.NOT_FINITE, 1L));
  }
}
