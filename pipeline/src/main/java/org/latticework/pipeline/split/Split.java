package org.latticework.pipeline.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.group.RefusedSplitException;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.ReleaseTable;
import org.latticework.pipeline.table.SplitTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides for each material whether it is learned from, stopped by or judged by, and writes the
 * decisions under a name.
 *
 * <p>Running the same split again decides only on materials that have come since, and commits
 * nothing if there are none: models trained before keep their test set. A split that would move a
 * material to another fold is refused unless it may overwrite: another seed moves some, and so does
 * a release that has changed what a material is made of. One that may overwrite and decides
 * otherwise, or no more on some materials, replaces all its decisions in one commit, and readers
 * see the old ones or the new ones.
 */
public final class Split {
  private static final Logger LOG = LoggerFactory.getLogger(Split.class);

  private static final String STORED_FOLD = "stored_fold";
  private static final Column NEW = col(STORED_FOLD).isNull();
  private static final Column MOVED = col(STORED_FOLD).notEqual(col(SplitTable.FOLD));

  private Split() {}

  /**
   * Decides and writes.
   *
   * @throws RefusedSplitException if a split of this name decided otherwise and must not be
   *     overwritten, or if the file of folds is not one; the message names a material
   * @throws org.latticework.pipeline.table.UnknownReleaseException if there is no such release
   */
  public static SplitResult run(SparkSession spark, Workspace workspace, SplitOptions options) {
    Dataset<Row> materials = ReleaseTable.materials(spark, workspace, options.release());
    Dataset<Row> stored = SplitTable.read(spark, workspace, options.name());
    Dataset<Row> decided =
        besideStored(decide(spark, materials, options), stored).persist(StorageLevel.DISK_ONLY());
    try {
      write(workspace, decided, stored, options);
    } finally {
      decided.unpersist();
    }
    SplitResult result =
        FoldCounts.of(SplitTable.read(spark, workspace, options.name()), materials).result();
    LOG.info("Split '{}' by {}: {}", options.name(), options.strategy().word(), result);
    return result;
  }

  private static void write(
      Workspace workspace, Dataset<Row> decided, Dataset<Row> stored, SplitOptions options) {
    Row counts = decided.agg(count(when(MOVED, 1)), count(when(NEW, 1))).first();
    if (counts.getLong(0) > 0 && !options.overwrite()) {
      throw refusal(decided.where(MOVED), counts.getLong(0), options);
    }
    if (counts.getLong(0) > 0 || (options.overwrite() && leavesOut(decided, stored))) {
      SplitTable.TABLE.replace(
          workspace, decided, SplitTable.SPLIT_NAME + " = " + StoredTable.literal(options.name()));
    } else if (counts.getLong(1) > 0) {
      SplitTable.TABLE.append(workspace, decided.where(NEW));
    }
  }

  private static Dataset<Row> decide(
      SparkSession spark, Dataset<Row> materials, SplitOptions options) {
    Dataset<Row> groups =
        materials.select(
            col(MaterialTable.MATERIAL_ID), col(options.strategy().groupColumn()).as("group"));
    if (options.file().isPresent()) {
      return FoldFile.decide(spark, groups, options.name(), options.file().get());
    }
    String name = options.name();
    FoldHash hash = new FoldHash(options.fractions(), options.seed());
    return groups.map(
        (MapFunction<Row, Row>) row -> decision(name, row.getString(0), row.getString(1), hash),
        Encoders.row(SplitTable.SCHEMA));
  }

  private static Row decision(String name, String materialId, String group, FoldHash hash) {
    return SplitTable.toRow(name, materialId, group, hash.foldOf(group));
  }

  private static Dataset<Row> besideStored(Dataset<Row> decided, Dataset<Row> stored) {
    Dataset<Row> before =
        stored.select(col(SplitTable.MATERIAL_ID), col(SplitTable.FOLD).as(STORED_FOLD));
    return decided.join(before, new String[] {SplitTable.MATERIAL_ID}, "left");
  }

  private static boolean leavesOut(Dataset<Row> decided, Dataset<Row> stored) {
    return !stored.join(decided, new String[] {SplitTable.MATERIAL_ID}, "left_anti").isEmpty();
  }

  private static RefusedSplitException refusal(
      Dataset<Row> moved, long count, SplitOptions options) {
    Row first = moved.orderBy(SplitTable.MATERIAL_ID).first();
    return new RefusedSplitException(
        ("Split '%s' exists and decides otherwise on %d materials: %s is in %s, would be in %s. "
                + "If the split settings are unchanged, a newer release moved these materials to other "
                + "groups; --as-of an earlier release keeps them. Else give the split another name, or "
                + "replace it with latticework split --overwrite")
            .formatted(
                options.name(),
                count,
                first.getAs(SplitTable.MATERIAL_ID),
                first.getAs(STORED_FOLD),
                first.getAs(SplitTable.FOLD)));
  }
}
