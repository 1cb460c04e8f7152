package org.latticework.pipeline.split;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.group.RefusedSplitException;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.SplitTable;

/** The decisions of one split beside those that are stored under its name. */
final class DecidedSplit implements AutoCloseable {
  private static final String STORED_FOLD = "stored_fold";
  private static final Column STORED = col(STORED_FOLD).isNotNull();
  private static final Column DECIDED = col(SplitTable.FOLD).isNotNull();
  private static final Column NEW = not(STORED).and(DECIDED);
  private static final Column MOVED =
      STORED.and(coalesce(col(STORED_FOLD).notEqual(col(SplitTable.FOLD)), lit(true)));

  private final String name;
  private final Dataset<Row> stored;
  private final Dataset<Row> rows;
  private final Row counts;

  /**
   * Makes the decisions.
   *
   * @param decided rows of the splits table; a fold may be null
   * @param stored rows of this split that are there
   */
  DecidedSplit(String name, Dataset<Row> decided, Dataset<Row> stored) {
    this.name = name;
    this.stored = stored;
    Dataset<Row> before =
        stored.select(col(SplitTable.MATERIAL_ID), col(SplitTable.FOLD).as(STORED_FOLD));
    this.rows =
        decided
            .join(before, new String[] {SplitTable.MATERIAL_ID}, "left")
            .persist(StorageLevel.DISK_ONLY());
    this.counts = rows.agg(count(when(MOVED, 1)).as("moved"), counted()).first();
  }

  private static Column[] counted() {
    List<Column> columns = new ArrayList<>();
    columns.add(count(when(NEW, 1)).as("new"));
    columns.add(count(when(not(DECIDED), 1)).as("nowhere"));
    for (Fold fold : Fold.values()) {
      columns.add(count(when(col(SplitTable.FOLD).equalTo(fold.word()), 1)).as(fold.word()));
    }
    return columns.toArray(Column[]::new);
  }

  String name() {
    return name;
  }

  /** Returns how many materials are in a fold. */
  long size(Fold fold) {
    return counts.getAs(fold.word());
  }

  /** Returns how many materials were considered and get no fold. */
  long nowhere() {
    return counts.getAs("nowhere");
  }

  /** Returns whether there is no material at all. */
  boolean isEmpty() {
    return nowhere() + Arrays.stream(Fold.values()).mapToLong(this::size).sum() == 0;
  }

  private long moved() {
    return counts.getAs("moved");
  }

  /**
   * Checks that no material would leave its fold.
   *
   * @param advice what may have moved them, a sentence
   * @throws RefusedSplitException if one would; the message names it
   */
  void requireUnmoved(String advice) {
    if (moved() == 0) {
      return;
    }
    Row first = rows.where(MOVED).orderBy(SplitTable.MATERIAL_ID).first();
    String fold = first.getAs(SplitTable.FOLD);
    throw new RefusedSplitException(
        ("Split '%s' exists and decides otherwise on %d materials: %s is in %s, would be in %s. %s "
                + "Else give the split another name, or replace it with latticework split --overwrite")
            .formatted(
                name,
                moved(),
                first.getAs(SplitTable.MATERIAL_ID),
                first.getAs(STORED_FOLD),
                fold == null ? "none" : fold,
                advice));
  }

  /** Commits what is new, or all where decisions differ and may be replaced. */
  void write(Workspace workspace, boolean overwrite) {
    Dataset<Row> decided = rows.where(DECIDED);
    if (moved() > 0 || (overwrite && leavesOut())) {
      SplitTable.TABLE.replace(
          workspace, decided, SplitTable.SPLIT_NAME + " = " + StoredTable.literal(name));
    } else if (counts.<Long>getAs("new") > 0) {
      SplitTable.TABLE.append(workspace, rows.where(NEW));
    }
  }

  private boolean leavesOut() {
    return !stored.join(rows, new String[] {SplitTable.MATERIAL_ID}, "left_anti").isEmpty();
  }

  @Override
  public void close() {
    rows.unpersist();
  }
}
