package org.latticework.pipeline.leakage;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.latticework.pipeline.group.Level;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.LeakageTable;
import org.latticework.pipeline.table.NearestTable;
import org.latticework.pipeline.table.SplitTable;

/** The groups of a split at each level: how large they are, and in which folds. */
final class SharedGroups {
  private static final List<Level> LEVELS =
      List.of(
          Level.STRUCTURE,
          Level.NEAR_DUPLICATE,
          Level.PROTOSTRUCTURE,
          Level.COMPOSITION,
          Level.PROTOTYPE,
          Level.CHEMICAL_SYSTEM);
  private static final String ORDER = "order"; // of the level, finest first
  private static final String SIZE = "size";
  private static final String FOLDS = "folds";
  private static final String TRAINING = "training";
  private static final String JUDGED = "judged"; // names of the materials outside of training

  private final Dataset<Row> groups;

  private SharedGroups(Dataset<Row> groups) {
    this.groups = groups;
  }

  /**
   * Finds the groups, and keeps them until {@link #free}.
   *
   * @param placed levels of materials, and their folds
   */
  static SharedGroups of(Dataset<Row> placed) {
    Column[] values =
        IntStream.range(0, LEVELS.size())
            .mapToObj(
                k ->
                    struct(
                        lit(k).as(ORDER),
                        lit(LEVELS.get(k).word()).as(LeakageTable.LEVEL),
                        col(LEVELS.get(k).column()).as(LeakageTable.LARGEST)))
            .toArray(Column[]::new);
    Column trains = col(SplitTable.FOLD).equalTo(Fold.TRAIN.word());
    return new SharedGroups(
        placed
            .select(
                col(SplitTable.MATERIAL_ID), col(SplitTable.FOLD), explode(array(values)).as("of"))
            .select(SplitTable.MATERIAL_ID, SplitTable.FOLD, "of.*")
            .where(col(LeakageTable.LARGEST).isNotNull())
            .groupBy(ORDER, LeakageTable.LEVEL, LeakageTable.LARGEST)
            .agg(
                count(lit(1)).as(SIZE),
                countDistinct(col(SplitTable.FOLD)).as(FOLDS),
                count(when(trains, 1)).as(TRAINING),
                count(when(col(SplitTable.FOLD).equalTo(Fold.TEST.word()), 1))
                    .as(LeakageTable.TEST),
                collect_list(when(trains.equalTo(false), col(SplitTable.MATERIAL_ID))).as(JUDGED))
            .persist(StorageLevel.MEMORY_AND_DISK()));
  }

  /** Returns rows of the table of leakage. */
  Dataset<Row> rows(String split, String strategy) {
    Column largest = max(struct(col(SIZE), col(LeakageTable.LARGEST)));
    return groups
        .groupBy(LeakageTable.LEVEL)
        .agg(
            count(lit(1)).as(LeakageTable.GROUPS),
            largest.as("first"),
            count(when(col(FOLDS).gt(1), 1)).as(LeakageTable.SHARED_GROUPS),
            coalesce(sum(when(col(TRAINING).gt(0), col(LeakageTable.TEST))), lit(0L))
                .as(LeakageTable.KNOWN_TEST),
            sum(LeakageTable.TEST).as(LeakageTable.TEST))
        .select(
            lit(split).as(LeakageTable.SPLIT_NAME),
            lit(strategy).as(LeakageTable.STRATEGY),
            col(LeakageTable.LEVEL),
            col(LeakageTable.GROUPS),
            col("first." + LeakageTable.LARGEST).as(LeakageTable.LARGEST),
            col("first." + SIZE).as(LeakageTable.LARGEST_SIZE),
            col(LeakageTable.SHARED_GROUPS),
            col(LeakageTable.KNOWN_TEST),
            col(LeakageTable.TEST));
  }

  /** Returns for each judged material the finest level at which training has its group. */
  Dataset<Row> finestShared() {
    return groups
        .where(col(TRAINING).gt(0))
        .select(
            col(ORDER), col(LeakageTable.LEVEL), explode(col(JUDGED)).as(NearestTable.MATERIAL_ID))
        .groupBy(NearestTable.MATERIAL_ID)
        .agg(min_by(col(LeakageTable.LEVEL), col(ORDER)).as(NearestTable.SHARED_LEVEL));
  }

  void free() {
    groups.unpersist();
  }

  /** Returns what a row of the table of leakage says. */
  static LevelLeak leak(Row row) {
    return new LevelLeak(
        Level.ofWord(row.getAs(LeakageTable.LEVEL)),
        row.getAs(LeakageTable.GROUPS),
        row.getAs(LeakageTable.LARGEST),
        row.getAs(LeakageTable.LARGEST_SIZE),
        row.getAs(LeakageTable.SHARED_GROUPS),
        row.getAs(LeakageTable.KNOWN_TEST),
        row.getAs(LeakageTable.TEST));
  }
}
