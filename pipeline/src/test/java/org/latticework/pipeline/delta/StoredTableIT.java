package org.latticework.pipeline.delta;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.GraphArrays;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.SplitTable;
import scala.Tuple2;

/** Earlier states of a table, on splits that change their mind. */
class StoredTableIT {
  private static final String RETENTION_CHECK =
      "spark.databricks.delta.retentionDurationCheck.enabled";

  @TempDir private Path folder;
  private final SparkSession spark = SparkForTests.session();

  private Workspace workspace() {
    return new Workspace(folder.toString());
  }

  private long decide(String name, Fold fold) {
    Row row = SplitTable.toRow(name, "mp-149", "Si", fold);
    SplitTable.TABLE.replace(
        workspace(),
        spark.createDataFrame(List.of(row), SplitTable.SCHEMA),
        "split_name = '%s'".formatted(name));
    return SplitTable.TABLE.version(spark, workspace());
  }

  private List<String> folds(long version) {
    return SplitTable.read(spark, workspace(), "a", version).collectAsList().stream()
        .map(row -> row.<String>getAs(SplitTable.FOLD))
        .toList();
  }

  @Test
  void readsWhatACommitLeftWhateverCameLater() {
    assertThat(SplitTable.TABLE.version(spark, workspace())).isEqualTo(-1);
    long first = decide("a", Fold.TEST);
    long second = decide("a", Fold.TRAIN);
    assertThat(folds(-1)).isEmpty();
    assertThat(folds(first)).containsExactly("test");
    assertThat(folds(second)).containsExactly("train");
    assertThatCode(() -> SplitTable.TABLE.requireVersion(spark, workspace(), first, lit(true)))
        .doesNotThrowAnyException();
  }

  @Test
  void namesAVersionThatNeverWasOrWhoseFilesWereVacuumed() {
    long first = decide("a", Fold.TEST);
    long both = decide("b", Fold.TEST);
    long second = decide("a", Fold.TRAIN);
    assertThatThrownBy(
            () -> SplitTable.TABLE.requireVersion(spark, workspace(), second + 1, lit(true)))
        .isInstanceOf(LostVersionException.class)
        .hasMessageStartingWith(
            "Version %d of the table splits is no longer".formatted(second + 1));
    spark.conf().set(RETENTION_CHECK, "false");
    try {
      DeltaTable.forPath(spark, workspace().table("splits")).vacuum(0);
    } finally {
      spark.conf().unset(RETENTION_CHECK);
    }
    assertThatThrownBy(() -> SplitTable.TABLE.requireVersion(spark, workspace(), first, lit(true)))
        .isInstanceOf(LostVersionException.class)
        .hasMessageStartingWith("Version %d of the table splits is no longer".formatted(first));
    SplitTable.TABLE.requireVersion(spark, workspace(), second, lit(true));
    assertThatThrownBy(() -> SplitTable.TABLE.requireVersion(spark, workspace(), both, lit(true)))
        .isInstanceOf(LostVersionException.class);
    SplitTable.TABLE.requireVersion(
        spark, workspace(), both, col(SplitTable.SPLIT_NAME).equalTo("b"));
  }

  /** Makes a table of graphs as it was before edges had features or stood for several. */
  private void graphsFromBefore() {
    StructType before = new StructType(Arrays.copyOf(GraphTable.SCHEMA.fields(), 8));
    List<Row> graphs =
        List.of(
            RowFactory.create(
                "g-1", "5a", 1, 1, List.of(84), List.of(0, 1), List.of(0), List.of(3.3f)));
    new StoredTable("graphs", before, List.of(), List.of())
        .append(workspace(), spark.createDataFrame(graphs, before));
  }

  @Test
  void readsATableFromBeforeAColumnAndAddsRowsThatHaveIt() {
    graphsFromBefore();
    CrystalGraph old =
        GraphArrays.read(
                GraphTable.TABLE.read(
                    spark, workspace(), GraphTable.TABLE.version(spark, workspace())),
                GraphArrays.Parts.ALL)
            .first();
    assertThat(old.distances()).containsExactly(3.3f);
    assertThat(old.multiplicity(0)).isEqualTo(1);
    JavaRDD<Tuple2<String, CrystalGraph>> merged =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(
                List.of(
                    new Tuple2<>(
                        "5b", old.merged(new int[] {3}, new int[] {12}).withClasses(new int[3]))));
    GraphTable.TABLE.append(workspace(), GraphArrays.rows(spark, merged, "g-2"));
    CrystalGraph added =
        GraphArrays.read(
                GraphTable.read(spark, workspace()).where("graph_config = 'g-2'"),
                GraphArrays.Parts.ALL)
            .first();
    assertThat(added.classes()).isEqualTo(new int[3]);
    assertThat(added.weight(0)).isEqualTo(12);
  }

  @Test
  void addsAColumnToATableFromBeforeItWhereRowsAreReplaced() {
    graphsFromBefore();
    Dataset<Row> expanded =
        GraphTable.read(spark, workspace())
            .withColumn(GraphTable.EDGE_FEATURES, lit(new float[] {0.5f, 1}))
            .withColumn(GraphTable.MULTIPLICITIES, lit(new int[] {4}))
            .withColumn(GraphTable.WEIGHTS, lit(new int[] {6}))
            .withColumn(GraphTable.CLASSES, lit(new int[4]))
            .withColumn(GraphTable.IMAGES, lit(new int[] {0, -1, 1}).cast("array<tinyint>"));
    GraphTable.TABLE.replace(workspace(), expanded, "graph_config = 'g-1'");

    List<CrystalGraph> read =
        GraphArrays.read(GraphTable.read(spark, workspace()), GraphArrays.Parts.ALL).collect();
    assertThat(read).hasSize(1);
    assertThat(read.get(0).edgeFeatures()).containsExactly(0.5f, 1);
    assertThat(read.get(0).multiplicity(0)).isEqualTo(4);
    assertThat(read.get(0).weight(0)).isEqualTo(6);
    assertThat(read.get(0).classes()).isEqualTo(new int[4]);
    assertThat(read.get(0).images()).containsExactly(0, -1, 1);
  }

  @Test
  void keepsItsLogBeyondTheThirtyDaysThatDeltaKeepsIt() {
    decide("a", Fold.TEST);
    Row detail = DeltaTable.forPath(spark, workspace().table("splits")).detail().first();
    assertThat(detail.<String, String>getJavaMap(detail.fieldIndex("properties")))
        .containsEntry("delta.logRetentionDuration", "interval 36500 days");
  }

  @Test
  void removesTheRowsThatMeetAConditionAndCommitsNothingForNone() {
    SplitTable.TABLE.delete(spark, workspace(), "split_name = 'a'");
    assertThat(SplitTable.TABLE.exists(spark, workspace())).isFalse();
    decide("a", Fold.TEST);
    long both = decide("b", Fold.TRAIN);
    SplitTable.TABLE.delete(spark, workspace(), "split_name = 'none'");
    assertThat(SplitTable.TABLE.version(spark, workspace())).isEqualTo(both);
    SplitTable.TABLE.delete(spark, workspace(), "split_name = 'a'");
    assertThat(SplitTable.read(spark, workspace()).count()).isEqualTo(1);
    assertThat(SplitTable.read(spark, workspace(), "b").count()).isEqualTo(1);
  }

  @Test
  void replacesWithinAFolderAndOnlyThere() {
    within("a", "Si", Fold.TEST); // a folder that is new
    within("a", "Ge", Fold.TRAIN); // other rows of it
    within("a", "C", Fold.TEST); // in the place of the first
    within("b", "Si", Fold.TEST);
    assertThat(groups()).containsExactly("a train Ge", "a test C", "b test Si");
    SplitTable.TABLE.delete(spark, workspace(), "split_name = 'a'");
    within("a", "Sn", Fold.TEST); // a folder that was there once
    assertThat(groups()).containsExactly("a test Sn", "b test Si");
  }

  private void within(String name, String group, Fold fold) {
    Row row = SplitTable.toRow(name, "mp-" + group, group, fold);
    SplitTable.TABLE.replaceWithin(
        workspace(),
        spark.createDataFrame(List.of(row), SplitTable.SCHEMA),
        name,
        "fold = '%s'".formatted(fold.word()));
  }

  private List<String> groups() {
    return groups(SplitTable.TABLE.read(spark, workspace()));
  }

  private static List<String> groups(Dataset<Row> rows) {
    return rows.collectAsList().stream()
        .map(
            row ->
                "%s %s %s"
                    .formatted(
                        row.<String>getAs(SplitTable.SPLIT_NAME),
                        row.<String>getAs(SplitTable.FOLD),
                        row.<String>getAs(SplitTable.GROUP_KEY)))
        .sorted(
            Comparator.comparing((String row) -> row.charAt(0))
                .thenComparing(Comparator.reverseOrder()))
        .toList();
  }

  /** As after a restore in part, or a file that somebody removed. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void believesNoChecksumThatOutlivedItsCommit(boolean sumStays) throws IOException {
    Path log = folder.resolve("tables/splits/_delta_log");
    within("a", "Si", Fold.TEST);
    byte[] old = Files.readAllBytes(log.resolve("00000000000000000001.crc"));
    Files.delete(log.resolve("00000000000000000001.json"));
    if (!sumStays) {
      Files.delete(log.resolve(".00000000000000000001.json.crc"));
    }
    DeltaLog.clearCache(); // as in another process
    within("a", "Ge", Fold.TRAIN);
    assertThat(groups()).isEqualTo(groupsByDelta()).containsExactly("a train Ge");

    Files.delete(log.resolve(".00000000000000000001.crc.crc"));
    Files.write(log.resolve("00000000000000000001.crc"), old);
    DeltaLog.clearCache();
    assertThat(groups()).isEqualTo(groupsByDelta()).containsExactly("a train Ge");
    within("a", "Sn", Fold.VALIDATION);
    DeltaLog.clearCache();
    assertThat(groups())
        .isEqualTo(groupsByDelta())
        .containsExactly("a validation Sn", "a train Ge");
  }

  private List<String> groupsByDelta() {
    return groups(spark.read().format("delta").load(workspace().table("splits")));
  }
}
