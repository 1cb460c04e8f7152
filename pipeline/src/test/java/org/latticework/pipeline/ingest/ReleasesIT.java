package org.latticework.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;
import static org.latticework.pipeline.SummaryDocument.write;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.SummaryDocument;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.ingest.reconcile.Vanished;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;
import org.latticework.pipeline.table.ReleaseTable;

class ReleasesIT {
  private static final List<String> NAMES = List.of("2023.2.8", "2023.11.1", "2024-01-02");

  @TempDir private Path folder;
  private final SparkSession spark = SparkForTests.session();
  private Workspace workspace;

  @BeforeEach
  void openWorkspace() {
    workspace = new Workspace(folder.resolve("work").toString());
  }

  private IngestResult ingest(List<SummaryDocument> documents) throws Exception {
    Path dump = write(folder.resolve("dump.jsonl"), documents.toArray());
    return Ingest.run(spark, workspace, IngestOptions.of(dump.toString()));
  }

  private static SummaryDocument document(String release, String id, double edge) {
    return cesiumChloride(id, edge)
        .with("builder_meta", "{\"database_version\":\"%s\"}".formatted(release))
        .updated("2024-06-01");
  }

  /** Returns the edge of each material's cell: the content that the documents differ in. */
  private Map<String, Double> state(Optional<String> release) {
    Map<String, Double> edges = new TreeMap<>();
    for (Row row : ReleaseTable.materials(spark, workspace, release).collectAsList()) {
      double edge = MaterialTable.structure(row).lattice().a().x();
      assertThat(edges.put(row.getAs(MaterialTable.MATERIAL_ID), edge)).isNull();
    }
    return edges;
  }

  private long[] versions() {
    return new long[] {
      MaterialTable.TABLE.version(spark, workspace),
      RejectionTable.TABLE.version(spark, workspace),
      ReleaseTable.TABLE.version(spark, workspace)
    };
  }

  /** What three releases had, by release and material; told apart from what the tables say. */
  private static final class Truth {
    private final List<Map<String, Double>> states =
        List.of(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    void know(int release, String id, double edge) {
      states.get(release).put(id, edge);
    }

    Map<String, Double> current() {
      Map<String, Double> current = new TreeMap<>();
      states.forEach(current::putAll);
      return current;
    }
  }

  /** Three dumps with their truth, and two more for the first release: newer, and too old. */
  private static final class Scenario {
    // Releases come in all six orders, and all at once: the step in which each release comes.
    private static final int[][] STEPS = {
      {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}, {0, 0, 0}
    };
    private final Truth truth = new Truth();
    private final List<List<SummaryDocument>> dumps =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private final List<SummaryDocument> correction = new ArrayList<>();
    private final List<SummaryDocument> outdated = new ArrayList<>();

    /** A material is absent from a release (0) or has one of two cells, in all 26 ways. */
    private Scenario() {
      for (int way = 1; way < 27; way++) {
        for (int order = 0; order < STEPS.length; order++) {
          int[] cells = {way % 3, way / 3 % 3, way / 9};
          add("mp-%d-%d".formatted(way, order), cells, STEPS[order]);
        }
      }
    }

    private void add(String id, int[] cells, int[] steps) {
      for (int release = 0; release < 3; release++) {
        if (cells[release] > 0) {
          double edge = 4 + 0.1 * cells[release];
          dumps.get(steps[release]).add(document(NAMES.get(release), id, edge));
          truth.know(release, id, edge);
        }
      }
      if (cells[0] > 0) {
        correction.add(document(NAMES.get(0), id, 4.3 - 0.1 * cells[0]).updated("2024-07-01"));
        outdated.add(document(NAMES.get(0), id, 4.9).updated("2024-06-30"));
      }
    }
  }

  @Test
  void knowsWhatEachReleaseHadInWhateverOrderTheReleasesCame() throws Exception {
    Scenario scenario = new Scenario();
    ingest(scenario.dumps.get(0));
    ingest(scenario.dumps.get(1));
    IngestResult third = ingest(scenario.dumps.get(2));
    assertStates(scenario.truth);
    // Of the 26 ways 6 have a material in the first release and not in the second, and 6 so again.
    assertThat(third.vanished().count()).isEqualTo(7 * (6 + 6));
    assertThat(third.vanished().first()).hasSize(10).startsWith("mp-1-0", "mp-1-1");

    ingest(scenario.correction);
    for (SummaryDocument document : scenario.correction) {
      var material = Records.material(Records.one(document));
      scenario.truth.know(0, material.materialId(), material.structure().lattice().a().x());
    }
    assertStates(scenario.truth);

    long[] versions = versions();
    assertThat(ingest(scenario.outdated).superseded()).isEqualTo(scenario.outdated.size());
    assertThat(ingest(scenario.dumps.get(0)).accepted()).isZero();
    assertThat(versions()).isEqualTo(versions);
  }

  private void assertStates(Truth truth) {
    for (int release = 0; release < 3; release++) {
      assertThat(state(Optional.of(NAMES.get(release)))).isEqualTo(truth.states.get(release));
    }
    assertThat(state(Optional.empty())).isEqualTo(truth.current());
    assertThat(ReleaseTable.names(ReleaseTable.read(spark, workspace))).isEqualTo(NAMES);
  }

  @Test
  void holdsARecordAgainstTheTableAndNotAgainstARecordThatLost() throws Exception {
    ingest(List.of(document("2023", "mp-1", 4.1)));
    IngestResult result =
        ingest(
            List.of(
                document("2023", "mp-1", 4.2).updated("2024-05-01"),
                document("2024", "mp-1", 4.2),
                document("2023", "mp-1", 4.3).without("last_updated")));

    assertThat(result.superseded()).isEqualTo(2);
    assertThat(result.accepted()).isEqualTo(1);
    assertThat(state(Optional.of("2023"))).isEqualTo(Map.of("mp-1", 4.1));
    assertThat(state(Optional.of("2024"))).isEqualTo(Map.of("mp-1", 4.2));
  }

  @Test
  void reportsWhatVanishedFromAReleaseThatComesInPartsButNotWhatWasRefused() throws Exception {
    ingest(
        List.of(
            document("unversioned", "mp-0", 4.0),
            document("2023", "mp-1", 4.1),
            document("2023", "mp-2", 4.2),
            document("2023", "mp-3", 4.3)));
    IngestResult part = ingest(List.of(document("2024", "mp-1", 4.1)));
    IngestResult rest = ingest(List.of(document("2024", "mp-2", 4.2).with("deprecated", "true")));

    assertThat(part.vanished()).isEqualTo(new Vanished(2, List.of("mp-2", "mp-3")));
    assertThat(rest.vanished()).isEqualTo(new Vanished(1, List.of("mp-3")));
    assertThat(state(Optional.of("2024"))).containsOnlyKeys("mp-1");
    assertThat(state(Optional.empty())).containsOnlyKeys("mp-0", "mp-1", "mp-2", "mp-3");
    assertThatThrownBy(() -> state(Optional.of("2025")))
        .hasMessage("There is no release '2025'; there are unversioned, 2023, 2024");
  }

  @Test
  void reportsWhatVanishedFromAReleaseOfWhichEveryDocumentWasRefused() throws Exception {
    ingest(List.of(document("2023", "mp-1", 4.1), document("2023", "mp-2", 4.2)));
    IngestResult result = ingest(List.of(document("2024", "mp-2", 4.2).with("deprecated", "true")));

    assertThat(result.vanished()).isEqualTo(new Vanished(1, List.of("mp-1")));
  }

  @Test
  void takesUnversionedRecordsForOlderThanAnyRelease() throws Exception {
    ingest(List.of(document("2023", "mp-1", 4.1)));
    ingest(List.of(document(ReleaseTable.UNVERSIONED, "mp-1", 4.2)));

    assertThat(state(Optional.empty())).isEqualTo(Map.of("mp-1", 4.1));
  }

  @Test
  void keepsExtraFieldsAsColumnsAndFillsThemInWhenTheListGrows() throws Exception {
    Path dump =
        write(
            folder.resolve("fields.jsonl"),
            document("2023", "mp-1", 4.1).with("dos", "{\"gap\":1.5,\"up\":[1]}"),
            document("2023", "mp-2", 4.2).with("dos", "null").with("my_property", "7"),
            document("2023", "mp-3", 4.3).with("my_property", "\"seven\""));
    ingest(List.of(document("2022", "mp-1", 4.1)));
    ingest(dump, List.of("dos.gap"));
    IngestResult grown = ingest(dump, List.of("dos.gap", "my_property"));

    assertThat(grown.unchanged()).isEqualTo(1); // mp-1, which has no my_property
    assertThat(grown.accepted()).isEqualTo(1);
    assertThat(grown.rejected()).isEqualTo(1);
    assertThat(
            MaterialTable.read(spark, workspace)
                .selectExpr("concat_ws(' ', database_version, material_id, dos_gap, my_property)")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrder("2022 mp-1", "2023 mp-1 1.5", "2023 mp-2 7.0", "2023 mp-3");
    assertThat(ingest(dump, List.of()).accepted()).isZero();
    assertThatThrownBy(() -> ingest(dump, List.of("bulk_modulus.vrh")))
        .hasMessageContaining("bulk_modulus_vrh");
    assertThat(MaterialTable.extraTarget("dos.gap").column()).isEqualTo("dos_gap");
  }

  @Test
  void keepsTheExtraFieldsOfARowThatAReleaseHadInherited() throws Exception {
    Path dump =
        write(
            folder.resolve("fields.jsonl"),
            document("2023", "mp-1", 4.1).with("my_property", "7"),
            document("2024", "mp-1", 4.1).with("my_property", "7"));
    ingest(dump, List.of("my_property"));
    ingest(List.of(document("2023", "mp-1", 4.2).updated("2024-07-01")));

    assertThat(state(Optional.of("2023"))).isEqualTo(Map.of("mp-1", 4.2));
    assertThat(state(Optional.of("2024"))).isEqualTo(Map.of("mp-1", 4.1));
    assertThat(
            ReleaseTable.materials(spark, workspace, Optional.of("2024"))
                .select("my_property")
                .first()
                .getDouble(0))
        .isEqualTo(7);
  }

  @Test
  void ordersReleasesByTheirNumbersHoweverLongTheyAre() throws Exception {
    List<String> inOrder =
        List.of("2023.2.8", "2023.11.1", "2024-01-02", "20231231235959", "20240101000000");
    ingest(inOrder.stream().map(release -> document(release, "mp-1", 4.1)).toList());

    assertThat(ReleaseTable.names(ReleaseTable.read(spark, workspace))).isEqualTo(inOrder);
  }

  @Test
  void refusesDocumentsOfReleasesThatCannotNameAFolder() throws Exception {
    IngestResult result =
        ingest(
            List.of(
                document("2023", "mp-1", 4.1),
                document("  ", "mp-2", 4.1),
                document("2".repeat(300), "mp-3", 4.1),
                document("/".repeat(80), "mp-4", 4.1),
                document("2024\\u0000", "mp-5", 4.1)));

    assertThat(result.accepted()).isEqualTo(2);
    assertThat(result.rejectionsByReason()).isEqualTo(Map.of(RejectionReason.MALFORMED_FIELD, 3L));
    assertThat(ReleaseTable.names(ReleaseTable.read(spark, workspace)))
        .containsExactly("unversioned", "2023");
    assertThat(
            RejectionTable.read(spark, workspace).select("material_id").distinct().collectAsList())
        .hasSize(3);
    assertThatThrownBy(
            () ->
                new IngestOptions(
                    "x",
                    Optional.empty(),
                    Optional.of("2".repeat(101)),
                    false,
                    false,
                    List.of(),
                    Optional.empty(),
                    false))
        .hasMessageContaining("100 bytes");
    assertThatThrownBy(
            () -> new DumpFile("/d/version=" + "2".repeat(101) + "/a.json", 1).databaseVersion())
        .hasMessageContaining("100 bytes");
  }

  private IngestResult ingest(Path dump, List<String> extraTargets) throws Exception {
    return Ingest.run(
        spark,
        workspace,
        new IngestOptions(
            dump.toString(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            extraTargets,
            Optional.empty(),
            false));
  }
}
