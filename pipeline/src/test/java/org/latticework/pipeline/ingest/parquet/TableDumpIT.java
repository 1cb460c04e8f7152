package org.latticework.pipeline.ingest.parquet;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.pipeline.SharedData;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.SummaryDocument;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.ingest.Ingest;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.ingest.IngestResult;
import org.latticework.pipeline.ingest.form.DumpFormat;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;

/** Dumps in tables, which Spark writes, compared with the same documents as JSON lines. */
class TableDumpIT {
  @TempDir private Path folder;
  private final SparkSession spark = SparkForTests.session();

  private IngestResult ingest(Path input, Path work, Optional<String> release) throws IOException {
    return Ingest.run(
        spark,
        new Workspace(work.toString()),
        new IngestOptions(
            input.toString(),
            Optional.empty(),
            release,
            false,
            false,
            List.of(),
            Optional.empty(),
            false));
  }

  private IngestResult ingest(Path input) throws IOException {
    return ingest(input, folder.resolve("work"), Optional.empty());
  }

  /** Returns the table in a workspace as text, without where its rows were read from. */
  private List<String> materials(Path work) {
    return MaterialTable.read(spark, new Workspace(work.toString()))
        .drop(MaterialTable.SOURCE, MaterialTable.RECORD)
        .toJSON()
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  private List<Rejection> rejections() {
    return RejectionTable.read(spark, new Workspace(folder.resolve("work").toString()))
        .collectAsList()
        .stream()
        .map(RejectionTable::fromRow)
        .toList();
  }

  static Dataset<Row> rows(Object... documents) {
    SparkSession spark = SparkForTests.session();
    List<String> lines = Arrays.stream(documents).map(Object::toString).toList();
    return spark.read().json(spark.createDataset(lines, Encoders.STRING()));
  }

  static Object[] cubes(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                cesiumChloride("mvc-" + i, 4 + 0.618 * i % 1)
                    .with("symmetry", "{\"number\":221,\"symbol\":\"Pm-3m\"}")
                    .with("builder_meta", "{\"license\":\"BY-C\"}")
                    .with("bulk_modulus", "{\"vrh\":%d.5}".formatted(i))
                    .updated("2024-11-14T09:30:%02d.123456Z".formatted(i % 60)))
        .toArray();
  }

  static Path onlyFile(Path parquet) throws IOException {
    return parquetFiles(parquet).get(0);
  }

  static List<Path> parquetFiles(Path parquet) throws IOException {
    try (Stream<Path> files = Files.list(parquet)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DumpFormat.class,
      names = {"DELTA", "PARQUET"})
  void readsFromATableWhatItReadsFromJsonLines(DumpFormat format) throws Exception {
    Path lines = SummaryDocument.write(folder.resolve("dump.jsonl"), cubes(40));
    Path table = folder.resolve("table");
    rows(cubes(40))
        .repartition(3)
        .write()
        .format(format.word())
        .option("parquet.block.size", "4096")
        .save(table.toString());

    assertThat(ingest(lines, folder.resolve("a"), Optional.empty()))
        .isEqualTo(ingest(table, folder.resolve("b"), Optional.empty()));
    assertThat(materials(folder.resolve("a")))
        .hasSize(40)
        .isEqualTo(materials(folder.resolve("b")));
  }

  @ParameterizedTest
  @EnumSource(
      value = DumpFormat.class,
      names = {"DELTA", "PARQUET"})
  void readsFiftyRealOxidesFromATable(DumpFormat format) throws Exception {
    Path lines = SharedData.file("mp-oxides-50.jsonl.gz");
    Path table = folder.resolve("table");
    spark.read().json(lines.toString()).write().format(format.word()).save(table.toString());

    assertThat(ingest(table, folder.resolve("b"), Optional.empty()).accepted()).isEqualTo(50);
    ingest(lines, folder.resolve("a"), Optional.empty());
    assertThat(materials(folder.resolve("b"))).isEqualTo(materials(folder.resolve("a")));
  }

  @Test
  void readsTheLatestVersionOfADeltaTableOrANamedOne() throws Exception {
    Path table = folder.resolve("collections/summary");
    for (String version : List.of("2025-12-01", "2026-03-01", "2026-01-01")) {
      rows(
              cesiumChloride("mp-1", 4.1),
              cesiumChloride("mp-" + version, 4.2).with("deprecated", "true"))
          .withColumn("version", lit(version))
          .write()
          .format("delta")
          .partitionBy("version")
          .mode("append")
          .save(table.toString());
    }

    IngestResult latest = ingest(table);
    assertThat(latest.read()).isEqualTo(2);
    assertThat(latest.databaseVersion()).isEqualTo("2026-03-01");
    IngestResult named = ingest(table, folder.resolve("named"), Optional.of("2025-12-01"));
    assertThat(named.databaseVersion()).isEqualTo("2025-12-01");
    assertThat(rejections())
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.databaseVersion()).isEqualTo("2026-03-01");
              assertThat(rejection.materialId()).contains("mp-2026-03-01");
              assertThat(Path.of(rejection.origin().source())).isRegularFile();
              assertThat(rejection.origin().record()).startsWith("row ");
            });
    assertThatThrownBy(() -> ingest(table, folder.resolve("none"), Optional.of("2024")))
        .hasMessageContaining("has no version 2024, it has 2025-12-01, 2026-01-01, 2026-03-01");
  }

  @Test
  void readsOnlyTheFilesOfADeltaTableThatCountAndWhatTheirFoldersSay() throws Exception {
    Path table = folder.resolve("a table");
    rows(cubes(3)).write().format("delta").save(table.toString());
    rows(
            cesiumChloride("mp-1", 4.1).with("deprecated", "true"),
            cesiumChloride("mp-2", 4.1).with("deprecated", "false"))
        .write()
        .format("delta")
        .mode("overwrite")
        .option("overwriteSchema", "true")
        .partitionBy("deprecated", "formula_pretty")
        .save(table.toString());

    IngestResult result = ingest(table);
    assertThat(result.read()).isEqualTo(2);
    assertThat(result.rejectionsByReason()).isEqualTo(Map.of(RejectionReason.DEPRECATED, 1L));
  }

  @Test
  void refusesADeltaTableWhoseFilesHoldDeletedRows() throws Exception {
    Path table = folder.resolve("table");
    rows(cubes(3))
        .write()
        .format("delta")
        .option("delta.enableDeletionVectors", "true")
        .save(table.toString());
    assertThatThrownBy(() -> ingest(table)).hasMessageContaining("deletionVectors");
  }

  @ParameterizedTest
  @EnumSource(
      value = DumpFormat.class,
      names = {"DELTA", "PARQUET"})
  void refusesRowsForTheReasonsOfDocumentsAndSaysWhereTheyStand(DumpFormat format)
      throws Exception {
    Dataset<Row> good = rows(cesiumChloride("mp-1", 4.1).with("deprecated", "false"));
    Dataset<Row> bad =
        good.withColumn("band_gap", lit(Double.NaN))
            .unionByName(good.withColumn("structure", lit(null)))
            .unionByName(good.withColumn("material_id", lit(null)))
            .unionByName(good.withColumn("deprecated", lit(true)))
            .unionByName(
                good.withColumn("structure", col("structure").withField("lattice", lit(null))))
            .unionByName(good)
            .coalesce(1);
    Path table = folder.resolve("table");
    bad.write().format(format.word()).save(table.toString());

    IngestResult result = ingest(table);
    assertThat(result.accepted()).isEqualTo(1);
    assertThat(result.rejectionsByReason())
        .isEqualTo(
            Map.of(
                RejectionReason.NOT_FINITE, 1L,
                RejectionReason.MISSING_STRUCTURE, 1L,
                RejectionReason.MISSING_ID, 1L,
                RejectionReason.DEPRECATED, 1L,
                RejectionReason.MISSING_LATTICE, 1L));
    for (Rejection rejection : rejections()) {
      int index = Integer.parseInt(rejection.origin().record().substring("row ".length()));
      List<Row> found =
          spark
              .read()
              .parquet(rejection.origin().source())
              .where("_metadata.row_index = " + index)
              .collectAsList();
      assertThat(found).hasSize(1);
      assertThat(found.get(0).isNullAt(found.get(0).fieldIndex("structure")))
          .isEqualTo(rejection.reason() == RejectionReason.MISSING_STRUCTURE);
    }
  }

  @Test
  void refusesRowsWhoseColumnsHaveAnotherType() throws Exception {
    Path table = folder.resolve("table");
    rows(cesiumChloride("mp-1", 4.1).with("band_gap", "\"wide\""))
        .write()
        .parquet(table.toString());
    rows(cesiumChloride("mp-2", 4.1).with("structure", "[1,2,null,3]"))
        .write()
        .mode("append")
        .parquet(table.toString());
    rows(cesiumChloride("mp-3", 4.1).with("structure", "{\"lattice\":{\"matrix\":[[1],[null]]}}"))
        .write()
        .mode("append")
        .parquet(table.toString());

    IngestResult result = ingest(table);
    assertThat(result.rejectionsByReason()).isEqualTo(Map.of(RejectionReason.MALFORMED_FIELD, 3L));
  }

  @Test
  void findsColumnsByNameInFilesWithOtherSchemas() throws Exception {
    Path table = folder.resolve("table");
    rows(cesiumChloride("mp-1", 4.1)
            .with("has_props", "[\"dos\"]")
            .with("k_vrh", "17")
            .with("band_gap", "5"))
        .write()
        .parquet(table.toString());
    rows(cesiumChloride("mp-2", 4.25)
            .with("has_props", "{\"dos\":true}")
            .with("bulk_modulus", "{\"vrh\":17.0,\"reuss\":null}"))
        .withColumn("band_gap", col("band_gap").cast("float"))
        .withColumn(
            "formation_energy_per_atom", col("formation_energy_per_atom").cast("decimal(9,4)"))
        .withColumn("last_updated", lit("2024-11-14T09:30:00Z").cast("timestamp"))
        .select(
            "structure",
            "material_id",
            "bulk_modulus",
            "band_gap",
            "last_updated",
            "formation_energy_per_atom",
            "has_props")
        .write()
        .mode("append")
        .parquet(table.toString());

    assertThat(ingest(table).accepted()).isEqualTo(2);
    List<Row> found =
        MaterialTable.read(spark, new Workspace(folder.resolve("work").toString()))
            .orderBy("material_id")
            .select("band_gap", "bulk_modulus_vrh", "formation_energy_per_atom", "last_updated")
            .collectAsList();
    assertThat(found.get(0).getDouble(0)).isEqualTo(5);
    assertThat(found.get(1).getDouble(0)).isEqualTo(5.5);
    assertThat(found).allSatisfy(row -> assertThat(row.getDouble(1)).isEqualTo(17));
    assertThat(found).allSatisfy(row -> assertThat(row.getDouble(2)).isEqualTo(-2.25));
    assertThat(found.get(1).getTimestamp(3).toInstant()).hasToString("2024-11-14T09:30:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd", "lz4_raw", "none"})
  void readsStructuresThatAreTextUnderAnyCompression(String compression) throws Exception {
    Path table = folder.resolve("table");
    rows(cubes(3))
        .withColumn("structure", to_json(col("structure")))
        .unionByName(
            rows(cesiumChloride("mp-1", 4.1))
                .withColumn("structure", lit("{\"lattice\":{}},\"deprecated\":{\"a\":1}")),
            true)
        .unionByName(
            rows(cesiumChloride("mp-2", 4.1)).withColumn("structure", lit("{\"lattice\":")), true)
        .coalesce(1)
        .write()
        .option("compression", compression)
        .parquet(table.toString());

    IngestResult result = ingest(onlyFile(table));
    assertThat(result.accepted()).isEqualTo(3);
    assertThat(result.rejectionsByReason())
        .isEqualTo(
            Map.of(
                RejectionReason.MALFORMED_FIELD, 1L,
                RejectionReason.MALFORMED_JSON, 1L));
  }

  @Test
  void readsTheListsOfOlderWriters() throws Exception {
    Path table = folder.resolve("table");
    spark.conf().set("spark.sql.parquet.writeLegacyFormat", "true");
    spark.conf().set("spark.sql.parquet.outputTimestampType", "INT96");
    try {
      rows(cubes(3))
          .withColumn("last_updated", col("last_updated").cast("timestamp"))
          .write()
          .parquet(table.toString());
    } finally {
      spark.conf().unset("spark.sql.parquet.writeLegacyFormat");
      spark.conf().unset("spark.sql.parquet.outputTimestampType");
    }
    ingest(table, folder.resolve("a"), Optional.empty());
    Path lines = SummaryDocument.write(folder.resolve("dump.jsonl"), cubes(3));
    ingest(lines, folder.resolve("b"), Optional.empty());
    assertThat(materials(folder.resolve("a"))).isEqualTo(materials(folder.resolve("b")));
  }

  @Test
  void refusesToGuessWhichFilesOfAMixedFolderAreTheDump() throws Exception {
    Path dump = folder.resolve("dump");
    SummaryDocument.write(dump.resolve("a.jsonl"), cubes(1));
    Files.write(dump.resolve("b.parquet"), new byte[0]);
    assertThatThrownBy(() -> ingest(dump)).hasMessageContaining("say with --format");
  }
}
