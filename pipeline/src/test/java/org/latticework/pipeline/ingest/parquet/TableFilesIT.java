package org.latticework.pipeline.ingest.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.repeat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.ingest.Ingest;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.ingest.IngestResult;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.form.DumpFormat;
import org.latticework.pipeline.ingest.form.UnclearFormException;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.UnreadableDumpException;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.table.RejectionTable;

/** Which files of tables are read, which of their columns, and what becomes of damaged ones. */
class TableFilesIT {
  @TempDir private Path folder;
  private final SparkSession spark = SparkForTests.session();

  private IngestResult ingest(Path input) throws IOException {
    Workspace work = new Workspace(folder.resolve("work").toString());
    return Ingest.run(spark, work, IngestOptions.of(input.toString()));
  }

  private List<Rejection> rejections() {
    return RejectionTable.read(spark, new Workspace(folder.resolve("work").toString()))
        .collectAsList()
        .stream()
        .map(RejectionTable::fromRow)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = DumpFormat.class,
      names = {"DELTA", "PARQUET"})
  void keepsWhatStandsBeforeTheDamageInAParquetFile(DumpFormat format) throws Exception {
    Path dump = folder.resolve("dump");
    // Many row groups; Delta passes no options of a write on to Parquet.
    Map<String, String> settings =
        Map.of(
            "parquet.block.size", "65536",
            "parquet.page.size", "4096",
            "parquet.enable.dictionary", "false");
    settings.forEach(spark.conf()::set);
    try {
      for (int file = 0; file < 5; file++) {
        TableDumpIT.rows(TableDumpIT.cubes(2000))
            .withColumn("material_id", concat(lit(file + "-"), col("material_id")))
            .coalesce(1)
            .write()
            .format(format.word())
            .mode("append")
            .save(dump.toString());
      }
    } finally {
      settings.keySet().forEach(spark.conf()::unset);
    }
    List<Path> files = TableDumpIT.parquetFiles(dump);
    byte[] bytes = Files.readAllBytes(files.get(0));
    byte[] damaged = bytes.clone();
    int place = (int) placeInTheMiddleOf("material_id", files.get(0));
    Arrays.fill(damaged, place, place + 100, (byte) 0x55);
    overwrite(files.get(0), damaged);
    overwrite(files.get(1), Arrays.copyOf(bytes, bytes.length / 2));
    overwrite(files.get(2), new byte[0]);
    overwrite(files.get(3), "no Parquet, but longer than its smallest file".getBytes(UTF_8));

    IngestResult result = ingest(dump);
    assertThat(result.rejectionsByReason()).isEqualTo(Map.of(RejectionReason.CORRUPT_FILE, 4L));
    long before = result.accepted() - 2000; // in the damaged file
    assertThat(result.read()).isEqualTo(result.accepted() + 4);
    assertThat(before).isBetween(1L, 1999L);
    assertThat(rejections())
        .extracting(rejection -> rejection.origin().record())
        .containsExactlyInAnyOrder("row 0", "row 0", "row 0", "row " + before);
  }

  private static long placeInTheMiddleOf(String column, Path file) throws IOException {
    DumpFile dump = new DumpFile(file.toString(), Files.size(file));
    var path = new org.apache.hadoop.fs.Path(file.toString());
    try (var in = path.getFileSystem(new Configuration()).open(path);
        var reader = ParquetFileReader.open(new StoredParquet(dump, in))) {
      var blocks = reader.getFooter().getBlocks(); // the rows of the first ones stay whole
      return blocks.get(blocks.size() - 1).getColumns().stream()
          .filter(chunk -> chunk.getPath().toDotString().equals(column))
          .mapToLong(chunk -> chunk.getStartingPos() + chunk.getTotalSize() * 2 / 3)
          .findFirst()
          .orElseThrow();
    }
  }

  /** Overwrites a file together with the checksum that Hadoop keeps next to it. */
  private static void overwrite(Path file, byte[] bytes) throws IOException {
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    Files.write(file, bytes);
  }

  @Test
  void findsTheLatestVersionByItsNumbersAndNotAsText() throws Exception {
    Path table = folder.resolve("table");
    for (String version : List.of("2023.11.1", "2023.2.8")) {
      TableDumpIT.rows(cesiumChloride("mp-1", 4.1))
          .withColumn("version", lit(version))
          .write()
          .format("delta")
          .partitionBy("version")
          .mode("append")
          .save(table.toString());
    }
    assertThat(ingest(table).databaseVersion()).isEqualTo("2023.11.1");
  }

  @Test
  void doesNotTakeTheFilesOfADeltaTableForPlainParquetUnlessToldTo() throws Exception {
    Path table = folder.resolve("above/table");
    for (String version : List.of("1", "2")) {
      TableDumpIT.rows(cesiumChloride("mp-" + version, 4.1))
          .withColumn("version", lit(version))
          .write()
          .format("delta")
          .partitionBy("version")
          .mode("append")
          .save(table.toString());
    }
    Path part = table.resolve("version=1");
    for (Path input : List.of(folder.resolve("above"), part, TableDumpIT.onlyFile(part))) {
      assertThatThrownBy(() -> ingest(input))
          .isInstanceOf(UnclearFormException.class)
          .hasMessageContaining(table + ",")
          .hasMessageContaining("--format parquet");
    }
    IngestOptions forced =
        new IngestOptions(
            part.toString(),
            Optional.of(DumpFormat.PARQUET),
            Optional.empty(),
            false,
            false,
            List.of(),
            Optional.empty(),
            false);
    Workspace work = new Workspace(folder.resolve("work").toString());
    assertThat(Ingest.run(spark, work, forced).accepted()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:%s", "%s", "../elsewhere/%s", "%%2e%%2e/elsewhere/%s"})
  void readsNoFileOutsideOfADeltaTableUnlessItMay(String form) throws Exception {
    Path elsewhere = folder.resolve("elsewhere");
    TableDumpIT.rows(cesiumChloride("mp-1", 4.1)).coalesce(1).write().parquet(elsewhere.toString());
    Path secret = TableDumpIT.onlyFile(elsewhere);
    Path table = folder.resolve("table");
    TableDumpIT.rows(cesiumChloride("mp-1", 4.1))
        .coalesce(1)
        .write()
        .format("delta")
        .save(table.toString());
    Path own = TableDumpIT.onlyFile(table);
    Path log = table.resolve("_delta_log/00000000000000000000.json");
    String named =
        form.formatted(form.contains("elsewhere") ? secret.getFileName() : secret.toString());
    overwrite(
        log, Files.readString(log).replace(own.getFileName().toString(), named).getBytes(UTF_8));
    Files.deleteIfExists(table.resolve("_delta_log/00000000000000000000.crc"));

    assertThatThrownBy(() -> ingest(table))
        .isInstanceOf(UnreadableDumpException.class)
        .hasMessageContaining("The log of the Delta table")
        .hasMessageContaining(named + ", outside of the table")
        .hasMessageContaining("ingest.allow-outside=true");
    IngestOptions allowed =
        new IngestOptions(
            table.toString(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            List.of(),
            Optional.empty(),
            true);
    Workspace work = new Workspace(folder.resolve("work").toString());
    assertThat(Ingest.run(spark, work, allowed).accepted()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"protocol\":{\"minReaderVersion\":99,\"minWriterVersion\":99}}"
            + " | asks for a reader of version 99, and versions to 3 are known here",
        "{\"protocol\":{\"minReader | cannot be read as a Delta table: Unexpected end-of-input",
        "{} | cannot be read as a Delta table: "
      })
  void namesADeltaTableWhoseLogCannotBeRead(String first, String complaint) throws Exception {
    Path table = folder.resolve("table");
    Path log = table.resolve("_delta_log/00000000000000000000.json");
    Files.createDirectories(log.getParent());
    Files.writeString(log, first + "\n");

    assertThatThrownBy(() -> ingest(table))
        .hasMessageContaining(table + " ")
        .hasMessageContaining(complaint);
  }

  @Test
  void doesNotReadColumnsThatItDoesNotKeep() throws Exception {
    Path table = folder.resolve("table");
    Dataset<Row> known = TableDumpIT.rows(TableDumpIT.cubes(1));
    known
        .withColumn("notes", repeat(lit("x"), 2_000))
        .coalesce(1)
        .write()
        .parquet(table.toString());
    Path file = TableDumpIT.onlyFile(table);

    assertThat(read(file, 2_000)).singleElement().isInstanceOf(DumpRecord.Accepted.class);
    assertThat(read(file, 500))
        .singleElement()
        .satisfies(
            record ->
                assertThat(Records.rejection(record).reason())
                    .isEqualTo(RejectionReason.RECORD_TOO_LARGE));
  }

  private List<DumpRecord> read(Path file, int maxRecord) throws IOException {
    var path = new org.apache.hadoop.fs.Path(file.toString());
    var in = path.getFileSystem(spark.sessionState().newHadoopConf()).open(path);
    DumpFile dump = new DumpFile(file.toString(), Files.size(file));
    RowDocuments documents = new RowDocuments(Records.STRICT, Map.of(), maxRecord);
    List<DumpRecord> records = new ArrayList<>();
    try (ParquetRecords rows = new ParquetRecords(dump, in, documents)) {
      Records.forEach(rows, records::add);
    }
    return records;
  }
}
