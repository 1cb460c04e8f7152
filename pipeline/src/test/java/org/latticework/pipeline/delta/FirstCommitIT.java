package org.latticework.pipeline.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.tables.DeltaTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.pipeline.SparkForTests;

/** Compares with the table that Delta's own CREATE TABLE makes. */
class FirstCommitIT {
  private static final Metadata COMMENT =
      new MetadataBuilder().putString("comment", "Volume, Å³").build();
  private static final StructType COLUMNS =
      new StructType()
          .add("release", DataTypes.StringType, false)
          .add(new StructField("volume", DataTypes.DoubleType, true, COMMENT));
  private static final Map<String, String> PROPERTIES =
      Map.of("delta.logRetentionDuration", "interval 36500 days", "recipe", "8 Å, 12 \"nearest\"");

  @TempDir private Path folder;
  private final SparkSession spark = SparkForTests.session();

  private String table(String name) {
    return folder.resolve(name).toString();
  }

  private Snapshot latest(String name) {
    DeltaLog.clearCache(); // as in another process
    return DeltaSnapshots.latest(spark, table(name));
  }

  private void write(String name) {
    FirstCommit.write(spark, table(name), COLUMNS, List.of("release"), PROPERTIES);
  }

  @Test
  void isThatOfDelta() {
    write("ours");
    DeltaTable.create(spark)
        .location(table("deltas"))
        .addColumns(COLUMNS)
        .partitionedBy("release")
        .property("delta.logRetentionDuration", "interval 36500 days")
        .property("recipe", "8 Å, 12 \"nearest\"")
        .execute();

    Snapshot ours = latest("ours");
    Snapshot deltas = latest("deltas");
    assertThat(ours.version()).isZero();
    assertThat(ours.protocol()).isEqualTo(deltas.protocol());
    assertThat(ours.metadata().schemaString()).isEqualTo(deltas.metadata().schemaString());
    assertThat(ours.metadata().partitionColumns()).isEqualTo(deltas.metadata().partitionColumns());
    assertThat(ours.metadata().configuration()).isEqualTo(deltas.metadata().configuration());
    assertThat(ours.metadata().format()).isEqualTo(deltas.metadata().format());
    assertThat(ours.checksumOpt().get().allFiles())
        .isEqualTo(deltas.checksumOpt().get().allFiles());
    assertThat(ours.computeChecksum().metadata().schema()).isEqualTo(COLUMNS);
    assertThat(DeltaTable.forPath(spark, table("ours")).history().count()).isEqualTo(1);
  }

  @Test
  void theNextCommitStandsOnIt() {
    write("ours");
    spark
        .createDataFrame(List.of(RowFactory.create("2024", 40.9)), COLUMNS)
        .write()
        .format("delta")
        .mode("append")
        .save(table("ours"));
    assertThat(latest("ours").version()).isEqualTo(1);
    assertThat(ListedFiles.of(latest("ours")).orElseThrow().paths()).hasSize(1);
    assertThat(spark.read().format("delta").load(table("ours")).collectAsList())
        .containsExactly(RowFactory.create("2024", 40.9));
  }

  private static String id(String commit) {
    Matcher id = Pattern.compile("\"metaData\":\\{\"id\":\"([^\"]+)\"").matcher(commit);
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  @Test
  void refusesAFolderThatHasLostItsLog() throws Exception {
    Files.writeString(Files.createDirectory(folder.resolve("lost")).resolve("part-0.parquet"), "");
    assertThatThrownBy(() -> write("lost"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/lost holds part-0.parquet, and _delta_log has no first commit");
    assertThat(folder.resolve("lost/_delta_log")).doesNotExist();
  }

  @Test
  void ofTwoAtOnceOneIsThere() throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      for (int k = 0; k < 10; k++) {
        String name = "table" + k;
        Callable<Void> first =
            () -> {
              write(name);
              return null;
            };
        for (Future<Void> each : two.invokeAll(List.of(first, first))) {
          each.get();
        }
        Path log = folder.resolve(name).resolve("_delta_log");
        String commit = Files.readString(log.resolve("00000000000000000000.json"));
        assertThat(Files.readString(log.resolve("00000000000000000000.crc")))
            .contains(id(commit)) // and so from the one who wrote the commit
            .doesNotContain("metaData");
        assertThat(latest(name).metadata().id()).isEqualTo(id(commit));
      }
    } finally {
      two.shutdownNow();
    }
  }
}
