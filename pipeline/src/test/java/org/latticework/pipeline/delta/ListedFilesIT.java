package org.latticework.pipeline.delta;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.pipeline.SparkForTests;

/** Compares with what Delta itself reads. */
class ListedFilesIT {
  private static final StructType COLUMNS =
      new StructType().add("release", DataTypes.StringType).add("id", DataTypes.IntegerType);
  private static final List<String> RELEASES =
      Stream.of("2024", "a b%20c", "x=1:y", "Ångström", "{}", null).toList().stream().toList();

  @TempDir private Path folder;
  private final SparkSession spark = SparkForTests.session();

  private void append(StructType columns, Row... rows) {
    spark
        .createDataFrame(List.of(rows), columns)
        .write()
        .format("delta")
        .mode("append")
        .option("mergeSchema", "true")
        .partitionBy("release")
        .save(folder.toString());
  }

  private void appendReleases() {
    int id = 0;
    for (String release : RELEASES) {
      append(COLUMNS, RowFactory.create(release, id++), RowFactory.create(release, id++));
    }
  }

  private Dataset<Row> listed() {
    return DeltaSnapshots.rows(spark, DeltaSnapshots.latest(spark, folder.toString()));
  }

  private Dataset<Row> deltas() {
    return spark.read().format("delta").load(folder.toString());
  }

  @Test
  void readsWhatDeltaReadsWhateverTheFoldersAreCalled() {
    appendReleases();
    assertThat(ListedFiles.of(DeltaSnapshots.latest(spark, folder.toString()))).isPresent();
    assertThat(listed().schema()).isEqualTo(deltas().schema());
    assertThat(rows(listed())).isEqualTo(rows(deltas())).hasSize(12);
  }

  @Test
  void opensNoFolderThatAConditionExcludes() throws IOException {
    appendReleases();
    for (Column condition :
        List.of(
            col("release").equalTo("a b%20c"),
            col("release").isin("Ångström", "{}", "none"),
            col("release").isNull(),
            col("release").gt("b").and(col("id").gt(4)),
            col("id").equalTo(3).or(col("release").startsWith("2")))) {
      assertThat(rows(listed().where(condition)))
          .as(condition.toString())
          .isEqualTo(rows(deltas().where(condition)))
          .isNotEmpty();
    }
    Path gone = folder.resolve("release=2024");
    try (Stream<Path> files = Files.list(gone)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    assertThat(rows(listed().where(col("release").notEqual("2024")))).hasSize(8);
  }

  @Test
  void aColumnThatCameLaterIsNullBefore() {
    appendReleases();
    append(COLUMNS.add("volume", DataTypes.DoubleType), RowFactory.create("2025", 20, 40.9));
    assertThat(rows(listed()))
        .isEqualTo(rows(deltas()))
        .contains("[2025,20,40.9]", "[2024,0,null]");
  }

  @Test
  void opensNoFileWhoseRowsAreAllOfOtherRecipes() throws IOException {
    StructType columns = COLUMNS.add("recipe", DataTypes.StringType);
    String common = "r".repeat(40); // of texts, Delta keeps the first 32 characters
    for (String recipe : List.of("g-1", "g-2", common + "1", common + "2")) {
      append(columns, RowFactory.create("2024", 1, recipe));
      assertThat(rows(listed().where(col("recipe").equalTo(recipe))))
          .isEqualTo(rows(deltas().where(col("recipe").equalTo(recipe))))
          .hasSize(1);
    }
    for (String file : deltas().where(col("recipe").equalTo("g-2")).inputFiles()) {
      Files.delete(Path.of(URI.create(file)));
    }
    assertThat(rows(listed().where(col("recipe").equalTo("g-1")))).hasSize(1);
  }

  @Test
  void followsRowsThatAreReplacedChangedAndRemoved() {
    appendReleases();
    DeltaTable table = DeltaTable.forPath(spark, folder.toString());
    table.delete("id = 3");
    assertThat(rows(listed())).isEqualTo(rows(deltas())).hasSize(11);
    table.updateExpr("id = 4", Map.of("id", "40"));
    assertThat(rows(listed())).isEqualTo(rows(deltas())).contains("[x=1:y,40]");
    spark
        .createDataFrame(List.of(RowFactory.create("2024", 7)), COLUMNS)
        .write()
        .format("delta")
        .mode("overwrite")
        .option("replaceWhere", "release = '2024'")
        .save(folder.toString());
    assertThat(rows(listed())).isEqualTo(rows(deltas())).contains("[2024,7]");
    assertThat(ListedFiles.of(DeltaSnapshots.latest(spark, folder.toString()))).isPresent();
  }

  @Test
  void planningTakesNoJobWhereDeltaTakesSome() throws Exception {
    appendReleases();
    assertThat(jobs(this::deltas)).isPositive();
    assertThat(jobs(this::listed)).isZero();
  }

  /** Counts the jobs that it takes to plan a query, in a process that did not write the table. */
  private int jobs(Supplier<Dataset<Row>> table) throws Exception {
    DeltaLog.clearCache();
    String group = "planning " + table.hashCode();
    spark.sparkContext().setJobGroup(group, "", false);
    table.get().where(col("release").equalTo("2024")).queryExecution().executedPlan();
    spark.sparkContext().clearJobGroup();
    spark.sparkContext().listenerBus().waitUntilEmpty();
    return spark.sparkContext().statusTracker().getJobIdsForGroup(group).length;
  }

  @Test
  void deltaIsAskedWhereThereAreMoreFilesThanAChecksumLists() {
    String limit = "spark.databricks.delta.allFilesInCrc.thresholdNumFiles";
    String before = spark.conf().get(limit);
    spark.conf().set(limit, "3");
    try {
      appendReleases();
    } finally {
      spark.conf().set(limit, before);
    }
    assertThat(ListedFiles.of(DeltaSnapshots.latest(spark, folder.toString()))).isEmpty();
    assertThat(rows(listed())).isEqualTo(rows(deltas())).hasSize(12);
  }

  @Test
  void deltaIsAskedWhereNoChecksumLists() throws IOException {
    appendReleases();
    try (Stream<Path> log = Files.list(folder.resolve("_delta_log"))) {
      for (Path file : log.filter(name -> name.toString().contains(".crc")).toList()) {
        Files.delete(file);
      }
    }
    DeltaLog.clearCache();
    assertThat(ListedFiles.of(DeltaSnapshots.latest(spark, folder.toString()))).isEmpty();
    assertThat(rows(listed())).hasSize(12);
  }

  private static List<String> rows(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
