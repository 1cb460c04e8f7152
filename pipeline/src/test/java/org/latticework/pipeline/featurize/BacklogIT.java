package org.latticework.pipeline.featurize;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.spark_partition_id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;
import static org.latticework.pipeline.SummaryDocument.site;
import static org.latticework.pipeline.SummaryDocument.structure;
import static org.latticework.pipeline.SummaryDocument.write;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.SummaryDocument;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.ingest.Ingest;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.table.MaterialTable;

class BacklogIT {
  @TempDir private Path folder;
  private final SparkSession spark = SparkForTests.session();

  @Test
  void letsSparkSendTheHeavyCellToOneTaskAndSharesTheOthersEvenly() throws Exception {
    // Of 64 crystals of about 0.28 million edges within 100 Å and one of 13 million, in tasks of
    // two million and a multiple of two, sixteen become: the heavy one's, and fifteen of 4 or 5.
    Stream<Object> light =
        IntStream.range(0, 64).mapToObj(k -> cesiumChloride("mp-" + k, 3.9 + 1e-4 * k));
    Object[] documents = Stream.concat(light, Stream.of(heavy("mp-heavy"))).toArray();
    Workspace workspace = new Workspace(folder.resolve("work").toString());
    Path dump = write(folder.resolve("dump.jsonl"), documents);
    Ingest.run(spark, workspace, IngestOptions.of(dump.toString()));
    GraphRecipe recipe = GraphRecipe.of(GraphConfig.plain(100, GraphConfig.ALL_NEIGHBORS));

    List<Row> rows =
        Backlog.missing(spark, workspace, recipe, MaterialTable.read(spark, workspace))
            .partitioned()
            .select(col(MaterialTable.MATERIAL_ID), spark_partition_id())
            .collectAsList();

    Map<Integer, List<String>> tasks =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.getInt(1),
                    Collectors.mapping(row -> row.getString(0), Collectors.toList())));
    assertThat(rows).hasSize(65);
    assertThat(tasks).hasSize(16);
    assertThat(tasks.values())
        .allSatisfy(
            names -> {
              if (names.contains("mp-heavy")) {
                assertThat(names).hasSize(1);
              } else {
                assertThat(names).hasSizeBetween(4, 5);
              }
            });
  }

  /** A hundred atoms, as dense as the others. */
  private static SummaryDocument heavy(String id) {
    String[] sites = IntStream.range(0, 100).mapToObj(BacklogIT::atom).toArray(String[]::new);
    return cesiumChloride(id, 1).with("structure", structure(14.6, sites));
  }

  private static String atom(int number) {
    int a = number % 5;
    int b = number / 5 % 5;
    int c = number / 25;
    return site("Si", "[0.%d,0.%d,0.%d]".formatted(2 * a, 2 * b, 2 * c));
  }
}
