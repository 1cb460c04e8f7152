package org.latticework.pipeline.leakage;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_except;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.level.Levels;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.LeakageTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.NearestTable;
import org.latticework.pipeline.table.SplitTable;

/**
 * Measures what the folds of a split have in common, and how near training comes to each material
 * that is judged. Both are written as tables, each in one commit that takes the place of what was
 * there for the split.
 */
public final class MeasureLeakage {
  private static final List<Double> SHARES = List.of(0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0);
  private static final Column TRAINS = col(SplitTable.FOLD).equalTo(Fold.TRAIN.word());

  private final SparkSession spark;
  private final Workspace workspace;
  private final String split;
  private final String strategy;

  private MeasureLeakage(SparkSession spark, Workspace workspace, String split, String strategy) {
    this.spark = spark;
    this.workspace = workspace;
    this.split = split;
    this.strategy = strategy;
  }

  /**
   * Measures and writes.
   *
   * @param split name of a split that is there
   * @param strategy what decided its folds, to be kept beside
   * @param materials rows of the materials table, one for each material that was split
   */
  public static Leakage run(
      SparkSession spark,
      Workspace workspace,
      String split,
      String strategy,
      Dataset<Row> materials) {
    return new MeasureLeakage(spark, workspace, split, strategy).measure(materials);
  }

  /** Removes what was measured of splits that are no longer there. */
  public static void forgetGone(SparkSession spark, Workspace workspace) {
    Set<String> there = SplitTable.TABLE.folders(spark, workspace).orElse(Set.of());
    for (StoredTable table : List.of(LeakageTable.TABLE, NearestTable.TABLE)) {
      for (String split : table.folders(spark, workspace).orElse(Set.of())) {
        if (!there.isEmpty() && !there.contains(split)) {
          table.delete(
              spark, workspace, LeakageTable.SPLIT_NAME + " = " + StoredTable.literal(split));
        }
      }
    }
  }

  private Leakage measure(Dataset<Row> materials) {
    Dataset<Row> folds =
        SplitTable.read(spark, workspace, split).select(SplitTable.MATERIAL_ID, SplitTable.FOLD);
    Dataset<Row> placed =
        Levels.of(spark, workspace, materials)
            .join(folds, SplitTable.MATERIAL_ID)
            .persist(StorageLevel.MEMORY_AND_DISK());
    SharedGroups groups = SharedGroups.of(placed);
    try {
      replace(LeakageTable.TABLE, groups.rows(split, strategy));
      replace(NearestTable.TABLE, nearest(placed, groups));
    } finally {
      groups.free();
      placed.unpersist();
    }
    return written();
  }

  /** Replaces the rows of the split, unless they are there already: then nothing is committed. */
  private void replace(StoredTable table, Dataset<Row> rows) {
    Dataset<Row> stored =
        table.read(spark, workspace).where(col(LeakageTable.SPLIT_NAME).equalTo(split));
    if (!rows.exceptAll(stored).isEmpty() || !stored.exceptAll(rows).isEmpty()) {
      table.replaceWithin(workspace, rows, split, "TRUE");
    }
  }

  private Dataset<Row> nearest(Dataset<Row> placed, SharedGroups groups) {
    String[] name = {SplitTable.MATERIAL_ID};
    return placed
        .where(TRAINS.equalTo(false))
        .join(NearestTraining.of(spark, workspace, placed), name, "left")
        .join(groups.finestShared(), name, "left")
        .select(
            lit(split).as(NearestTable.SPLIT_NAME),
            col(NearestTable.MATERIAL_ID),
            col(NearestTable.FOLD),
            col(NearestTable.NEAREST),
            col(NearestTable.DISTANCE),
            col(NearestTable.SHARED_LEVEL),
            newElements(placed).as(NearestTable.NEW_ELEMENTS));
  }

  private static Column newElements(Dataset<Row> placed) {
    Column elements = split(col(MaterialTable.CHEMICAL_SYSTEM), "-");
    List<Row> known =
        placed
            .where(TRAINS)
            .select(explode(elements).as("element"))
            .agg(collect_set("element"))
            .collectAsList();
    Column[] trained =
        known.get(0).<String>getList(0).stream()
            .map(element -> lit(element))
            .toArray(Column[]::new);
    Column others = trained.length == 0 ? elements : array_except(elements, array(trained));
    return when(size(others).gt(0), concat_ws("-", others));
  }

  /** Reads from the tables what is worth saying. */
  private Leakage written() {
    Dataset<Row> test =
        NearestTable.read(spark, workspace, split)
            .where(col(NearestTable.FOLD).equalTo(Fold.TEST.word()));
    String shares = SHARES.stream().map(String::valueOf).collect(Collectors.joining(", "));
    Row numbers =
        test.agg(
                expr("percentile(distance, array(" + shares + "))"),
                count(when(col(NearestTable.DISTANCE).isNull(), 1)))
            .first();
    Map<Double, Double> quantiles = new TreeMap<>();
    for (int k = 0; k < SHARES.size() && !numbers.isNullAt(0); k++) {
      quantiles.put(SHARES.get(k), numbers.<Double>getList(0).get(k));
    }
    Map<String, Long> elements = new TreeMap<>();
    test.select(explode(split(col(NearestTable.NEW_ELEMENTS), "-")).as("element"))
        .groupBy("element")
        .count()
        .collectAsList()
        .forEach(row -> elements.put(row.getString(0), row.getLong(1)));
    List<LevelLeak> levels = new ArrayList<>();
    LeakageTable.read(spark, workspace, split)
        .collectAsList()
        .forEach(row -> levels.add(SharedGroups.leak(row)));
    levels.sort((a, b) -> a.level().compareTo(b.level()));
    return new Leakage(levels, quantiles, numbers.getLong(1), elements);
  }
}
