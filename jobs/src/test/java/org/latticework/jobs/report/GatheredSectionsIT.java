package org.latticework.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.model.Provenance;
import org.latticework.jobs.report.data.DataSections;
import org.latticework.jobs.report.data.TablesRead;
import org.latticework.jobs.report.sweep.SweepSections;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.spark.SparkSessions;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.LeakageTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.NearestTable;
import org.latticework.pipeline.table.RejectionTable;
import org.latticework.pipeline.table.ReleaseTable;
import org.latticework.pipeline.table.SplitTable;
import org.latticework.pipeline.table.model.RunTable;
import org.latticework.pipeline.trainingset.TableVersions;
import org.latticework.report.figure.Figure;
import org.latticework.report.page.Facts;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

/** Sections of tables that were written by hand, so that every number in them is known. */
class GatheredSectionsIT {
  @TempDir private static Path folder;
  private static SparkSession spark;
  private static Workspace workspace;
  private static TableVersions before;

  /** Five materials; then a release that changes the first, adds one, and lacks the second. */
  @BeforeAll
  static void writeTables() {
    spark = SparkSessions.open("GatheredSectionsIT", Optional.of("local[2]"));
    workspace = new Workspace(folder.toUri().toString());
    write(
        MaterialTable.TABLE,
        material("r1", "m1", "Si", 2, 227, 1.0),
        material("r1", "m2", "Cl-Na", 2, 225, 5.0),
        material("r1", "m3", "Cl-Na", 5, 225, null),
        material("r1", "m4", "Ca-O-Ti", 8, 221, 3.0),
        material("r1", "m5", "Fe", 1, null, Double.NaN));
    release("r1", "m1", "m2", "m3", "m4", "m5");
    write(
        SplitTable.TABLE,
        fold("m1", "train"),
        fold("m2", "train"),
        fold("m3", "validation"),
        fold("m4", "test"),
        fold("m5", "test"));
    before = TableVersions.now(spark, workspace);
    write(
        MaterialTable.TABLE,
        material("r2", "m1", "Si", 2, 227, 1.5),
        material("r2", "m6", "Si", 40, 227, 2.0));
    release("r2", "m1", "m3", "m4", "m5", "m6");
    write(RejectionTable.TABLE, rejection("a"), rejection("b"));
    write(
        LeakageTable.TABLE,
        RowFactory.create("s", "composition", "prototype", 4L, "p", 2L, 1L, 1L, 2L),
        RowFactory.create("s", "composition", "composition", 4L, "c", 2L, 0L, 0L, 2L));
    write(
        NearestTable.TABLE,
        RowFactory.create("s", "m3", "validation", "m2", 0.9, null, null),
        RowFactory.create("s", "m4", "test", "m1", 0.25, "prototype", null),
        RowFactory.create("s", "m5", "test", null, null, null, "Fe-Kr"));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static void write(StoredTable table, Row... rows) {
    StructType schema = table.schema();
    table.append(workspace, spark.createDataFrame(List.of(rows), schema));
  }

  /** Returns a row whose columns are null but those that are counted and those that must be. */
  private static Row material(
      String release, String id, String system, int sites, Integer spaceGroup, Double gap) {
    List<Object> cells = new ArrayList<>();
    for (String column : MaterialTable.SCHEMA.fieldNames()) {
      cells.add(
          switch (column) {
            case MaterialTable.DATABASE_VERSION -> release;
            case MaterialTable.MATERIAL_ID -> id;
            case MaterialTable.CHEMICAL_SYSTEM -> system;
            case MaterialTable.NSITES -> sites;
            case MaterialTable.SYMMETRY_NUMBER -> spaceGroup;
            case "band_gap" -> gap;
            case MaterialTable.LATTICE, MaterialTable.FRACTIONAL -> new double[9];
            case MaterialTable.ATOMIC_NUMBERS -> new int[] {1};
            case MaterialTable.DEPRECATED -> false;
            case MaterialTable.FORMULA_PRETTY,
                    MaterialTable.REDUCED_FORMULA,
                    MaterialTable.LICENSE,
                    MaterialTable.STRUCTURE_HASH,
                    MaterialTable.SOURCE,
                    MaterialTable.RECORD ->
                id;
            default -> null;
          });
    }
    return RowFactory.create(cells.toArray());
  }

  private static void release(String name, String... ids) {
    Timestamp touched = Timestamp.from(Instant.parse("2026-01-02T03:04:05Z"));
    write(
        ReleaseTable.TABLE,
        List.of(ids).stream()
            .map(id -> RowFactory.create(name, id, id.equals("m1") ? touched : null))
            .toArray(Row[]::new));
  }

  private static Row fold(String id, String fold) {
    return RowFactory.create("s", id, id, fold);
  }

  private static Row rejection(String record) {
    return RowFactory.create("r1", "f", record, null, "MALFORMED_JSON", "d", null, null);
  }

  private static Provenance model(TableVersions versions) {
    return model(versions, "s", "");
  }

  private static Provenance model(TableVersions versions, String split, String release) {
    return new Provenance(
        "v",
        "t",
        "m",
        split,
        "band_gap",
        "g",
        8,
        12,
        "all",
        true,
        false,
        false,
        "",
        "",
        0,
        release,
        versions,
        List.of());
  }

  private static List<Section> sections(Workspace of, Provenance model) {
    return DataSections.of(TablesRead.of(spark, of, model), model);
  }

  private static Facts table(Section section, String caption) {
    return section.parts(Facts.class).stream()
        .filter(facts -> facts.caption().startsWith(caption))
        .findFirst()
        .orElseThrow();
  }

  private static Figure figure(Section section, String id) {
    return section.figures().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  private static String words(Section section) {
    return section.parts(Words.class).stream().map(Words::text).collect(Collectors.joining("\n"));
  }

  @Test
  void countsWhatTheTablesHoldNowForAModelThatWasTrainedElsewhere() {
    List<Section> sections = sections(workspace, model(new TableVersions(-1, -1, -1, -1), "", ""));
    assertThat(sections).hasSize(1);
    Section data = sections.get(0);
    assertThat(words(data))
        .isEqualTo(
            "6 materials, 0 graphs, 2 rejections. The tables as they are now: m was not trained on them.");
    assertThat(table(data, "Releases").table().rows())
        .containsExactly(
            List.of("r1", 5L, "2026-01-02 03:04"), List.of("r2", 5L, "2026-01-02 03:04"));
    assertThat(table(data, "Rejections by reason").table().rows())
        .containsExactly(List.of("MALFORMED_JSON", 2L));
    assertThat(figure(data, "data-atoms").table().rows())
        .extracting(row -> row.get(0), row -> row.get(1))
        .containsExactly(
            tuple("1", 1L),
            tuple("2", 2L),
            tuple("3–4", 0L),
            tuple("5–8", 2L),
            tuple("9–16", 0L),
            tuple("17–32", 0L),
            tuple("33–64", 1L));
    assertThat(figure(data, "data-elements").table().rows())
        .extracting(row -> row.get(1))
        .containsExactly(3L, 2L, 1L);
    assertThat(figure(data, "data-space-groups").table().rows())
        .extracting(row -> row.get(0), row -> row.get(2))
        .containsExactly(tuple(221, 1L), tuple(225, 2L), tuple(227, 2L));
    // 1.5, 2, 3, 5: neither a value that is missing nor one that is none counts.
    Figure gap = figure(data, "data-band-gap");
    assertThat(gap.caption())
        .startsWith("4 values from 1.5 to 5;")
        .endsWith("2 crystals have none.");
    assertThat(gap.table().rows()).hasSize(40);
    assertThat(gap.table().rows().stream().mapToLong(row -> (long) row.get(2)).sum()).isEqualTo(4);
    assertThat((double) gap.table().rows().get(0).get(0)).isCloseTo(1.5, within(1e-12));
    // (2 − 1.5) / 3.5 · 40 = 5.7, (3 − 1.5) / 3.5 · 40 = 17.1, and the greatest is in the last.
    for (int bin : new int[] {0, 5, 17, 39}) {
      assertThat(gap.table().rows().get(bin).get(2)).as("bin %d", bin).isEqualTo(1L);
    }
  }

  @Test
  void countsWhatATrainingSaw() {
    List<Section> sections = sections(workspace, model(before));
    assertThat(sections).extracting(Section::id).containsExactly("workspace", "split");
    assertThat(words(sections.get(0))).contains("5 materials", "as the training of m saw them");
    // 1, 5 and 3, before the first was changed.
    assertThat(figure(sections.get(0), "data-band-gap").caption())
        .startsWith("3 values from 1 to 5; median 3,");
    Section split = sections.get(1);
    assertThat(words(split)).contains("s, decided by composition.");
    assertThat(table(split, "Crystals by fold").table().rows())
        .containsExactly(
            List.of("train", 2L, "40.0 %"),
            List.of("validation", 1L, "20.0 %"),
            List.of("test", 2L, "40.0 %"));
    assertThat(figure(split, "split-leakage").table().rows())
        .containsExactly(
            List.of("composition", 4L, 0L, 0L, 2L, 0.0), List.of("prototype", 4L, 1L, 1L, 2L, 0.5));
    assertThat(figure(split, "split-distance").caption())
        .isEqualTo("1 value, all 0.25. 1 crystal has none.");
    assertThat(words(split)).contains("no training crystal has: Fe (1 crystal), Kr (1 crystal).");
  }

  @Test
  void saysThatWhatATrainingSawIsLost() {
    Section data = sections(workspace, model(new TableVersions(99, 0, 0, 99))).get(0);
    assertThat(words(data)).contains("6 materials", "as they are now: ", "cannot be read any more");
    TableVersions releases = new TableVersions(before.materials(), -1, 99, before.splits());
    assertThat(words(sections(workspace, model(releases)).get(0)))
        .contains("6 materials", "cannot be read any more (Version 99 of the table releases");
  }

  /** Of a release that is there no longer, all materials are read. */
  @Test
  void readsTheReleaseOfNowWhereThatOfThenIsLost() {
    TableVersions lost = new TableVersions(99, 0, 0, 99);
    TablesRead first = TablesRead.of(spark, workspace, model(lost, "s", "r1"));
    assertThat(first.lost()).isTrue();
    assertThat(first.state()).contains("as they are now, release r1: ");
    assertThat(first.materials().count()).isEqualTo(5);
    TablesRead gone = TablesRead.of(spark, workspace, model(lost, "s", "r0"));
    assertThat(gone.materials().count()).isEqualTo(6);
    TablesRead then = TablesRead.of(spark, workspace, model(before, "s", "r1"));
    assertThat(then.lost()).isFalse();
    assertThat(then.materials().where("band_gap = 1").count()).isEqualTo(1);
  }

  @Test
  void readsASplitAndAWorkspaceThatAreNotThere() {
    Workspace nowhere = new Workspace(folder.resolve("nowhere").toUri().toString());
    TableVersions none = TableVersions.now(spark, nowhere);
    List<Section> sections = sections(nowhere, model(none));
    assertThat(words(sections.get(0))).startsWith("0 materials, 0 graphs, 0 rejections.");
    assertThat(words(sections.get(1))).contains("The split has no crystals.");
    assertThat(sections.get(0).figures()).isEmpty();
  }

  /** Errors 2 N^−½ of three sizes, and a run that failed; rates are alike but for the latter. */
  @Test
  void drawsTheLawThatRunsFollow() {
    List<Row> rows = new ArrayList<>();
    for (long crystals : new long[] {100, 400, 1600}) {
      for (long seed = 0; seed < 2; seed++) {
        double error = 2 / Math.sqrt((double) crystals) * (seed == 0 ? 0.99 : 1 / 0.99);
        rows.add(run("r%d-%d".formatted(crystals, seed), "done", crystals, seed, "{}", error));
      }
    }
    String other = "{\"train.learning-rate\":\"9\"}";
    rows.add(run("bad", "failed", 100, 0, other, null));
    write(RunTable.TABLE, rows.toArray(Row[]::new));
    Section section = SweepSections.of(spark, workspace, "sweep", 100).get(0);
    assertThat(words(section)).contains("7 runs, 6 of them done.");
    List<Object> law = table(section, "Laws").table().rows().get(0);
    assertThat(law.get(1)).isEqualTo(6L);
    assertThat((String) law.get(3)).startsWith("0.5 ("); // the exponent
    assertThat(law.get(6)).isEqualTo(6400L);
    Figure curves = figure(section, "sweep-curves");
    List<Object> all = curves.data().get("all").rows().get(0);
    // Geometric means lie on the law to the last digit; the search stops at 1e-6 or so of it.
    assertThat((double) all.get(2)).isCloseTo(2 / Math.sqrt(6400), within(1e-4));
    assertThat(table(section, "Runs that were not done").table().rows())
        .containsExactly(
            List.of("bad", "learning-rate 9; 100 crystals", 0L, "failed", "it diverged"));
    assertThatThrownBy(() -> SweepSections.of(spark, workspace, "none", 100))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("There is no sweep none in the table runs: run latticework sweep first");
  }

  private static Row run(
      String name, String outcome, long crystals, long seed, String settings, Double error) {
    return RowFactory.create(
        "sweep",
        name,
        outcome,
        outcome.equals("done") ? null : "it diverged",
        String.valueOf(crystals),
        crystals,
        6400L,
        seed,
        "s",
        "band_gap",
        "g",
        settings,
        1L,
        "mae",
        error,
        error,
        error,
        null,
        1L,
        1L,
        error == null ? 0L : crystals,
        1.0,
        "here",
        null,
        "v");
  }
}
