package org.latticework.pipeline.ingest.history;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.dense_rank;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.latticework.pipeline.ingest.history.History.CONTENT;
import static org.latticework.pipeline.ingest.history.History.KEY;
import static org.latticework.pipeline.ingest.history.History.KIND;
import static org.latticework.pipeline.ingest.history.History.UPDATED;
import static org.latticework.pipeline.ingest.history.History.VERSION;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.latticework.pipeline.ingest.dump.DumpRows;
import org.latticework.pipeline.ingest.dump.RecordCount;
import org.latticework.pipeline.table.ReleaseTable;
import org.latticework.pipeline.table.Target;

/**
 * Decides the {@link Fate} of each record of a dump, by nothing but the records and the tables: not
 * by the order of rows, by partitions or by the time of day.
 *
 * <p>Content means structure hash and targets. What a release holds of a material, its state, is
 * the content of the newest record that was ever read for the two. Of several records in one dump
 * the one with the latest {@code last_updated} is newest; a time beats none; between equal times
 * the record wins that stands last, by name of the file and then by place in it. Against what the
 * tables know of the release, a record wins unless it is older.
 *
 * <p>A release whose state is that of the release before it needs no row of materials: it inherits.
 * Whatever comes in, and in whatever order, each release that has the material must find its state
 * in the last row up to it; where the row to inherit from changes, an heir gets a row of its own.
 */
public final class Reconciliation {
  public static final String FATE = "fate";

  /** Of an heir: the release whose row it had inherited. */
  public static final String INHERITED = "inherited";

  /** Latest time that is known for material and release. */
  public static final String LATEST = "latest";

  /** Whether the releases table lacks the material and {@link #LATEST}. */
  public static final String UNLISTED = "unlisted";

  /** Whether the releases table has the material, with whatever time. */
  static final String LISTED = "listed";

  private static final String ORDER = "order"; // of the releases
  private static final String FIRST = "first";
  private static final String KNOWN = "known"; // newest time in the tables, null also if none
  private static final String OWN = "own"; // the release's row: version and content
  private static final String STORED = "stored"; // the row that holds its state so far
  private static final String WINS = "wins";
  private static final String INCOMING = "incoming"; // content of the record that wins
  private static final String RANK = "rank"; // of the release
  private static final String BEFORE = "before"; // state of the release before this

  private static final Column IS_RECORD = col(KIND).equalTo(History.RECORD);

  private Reconciliation() {}

  /**
   * Returns the records with a column {@link #FATE}, and the heirs that need a row.
   *
   * @param records rows of {@link DumpRows}
   * @param materials the table as it is
   * @param releases the table as it is
   * @param targets what belongs to the content
   * @param partitions number of partitions to shuffle into
   */
  public static Dataset<Row> decide(
      Dataset<Row> records,
      Dataset<Row> materials,
      Dataset<Row> releases,
      List<Target> targets,
      int partitions) {
    Dataset<Row> all =
        History.of(records, materials, releases, targets)
            .repartition(partitions, col(KEY))
            .withColumn(ORDER, ReleaseTable.order(col(VERSION)));
    return states(all)
        .withColumn(FATE, when(IS_RECORD, fate()).when(isHeir(), Fate.INHERITED.name()))
        .withColumn(LATEST, greatest(col(KNOWN), col(UPDATED)))
        .where(IS_RECORD.or(col(FATE).isNotNull()))
        .select(
            col(DumpRows.FILE),
            col(DumpRows.POSITION),
            col(DumpRows.MATERIAL),
            col(DumpRows.REJECTION),
            col(RecordCount.RECORDS),
            col(FATE),
            col(KEY),
            col(VERSION),
            col(STORED + "." + VERSION).as(INHERITED),
            col(LATEST),
            isUnlisted().as(UNLISTED),
            col(LISTED + ".is").as(LISTED));
  }

  /** Adds what each release holds of a material before and after, and the release before it. */
  private static Dataset<Row> states(Dataset<Row> all) {
    WindowSpec newest =
        Window.partitionBy(KEY, ORDER, KIND)
            .orderBy(
                col(UPDATED).desc_nulls_last(),
                col(DumpRows.FILE).desc(),
                col(DumpRows.POSITION).desc());
    WindowSpec release = Window.partitionBy(KEY, ORDER);
    WindowSpec byTime = Window.partitionBy(KEY).orderBy(ORDER);
    WindowSpec upToIt = byTime.rangeBetween(Window.unboundedPreceding(), Window.currentRow());
    WindowSpec beforeIt =
        Window.partitionBy(KEY).orderBy(RANK).rangeBetween(Window.unboundedPreceding(), -1);
    Column row = when(col(KIND).equalTo(History.ROW), struct(VERSION, CONTENT));
    Column listing =
        when(
            col(KIND).equalTo(History.LISTING),
            struct(lit(true).as("is"), col(UPDATED).as(UPDATED)));
    Column known = when(not(IS_RECORD), col(UPDATED));
    return all.withColumn(FIRST, row_number().over(newest).equalTo(1))
        .withColumn(OWN, max(row).over(release))
        .withColumn(LISTED, max(listing).over(release))
        .withColumn(KNOWN, max(known).over(release))
        .withColumn(STORED, last(col(OWN), true).over(upToIt))
        .withColumn(RANK, dense_rank().over(byTime))
        .withColumn(WINS, wins())
        .withColumn(INCOMING, max(when(col(WINS), col(CONTENT))).over(release))
        .withColumn(
            BEFORE,
            last(coalesce(col(INCOMING), col(STORED + "." + CONTENT)), true).over(beforeIt));
  }

  private static Column wins() {
    Column older = coalesce(col(UPDATED).lt(col(KNOWN)), col(KNOWN).isNotNull());
    return IS_RECORD.and(col(DumpRows.MATERIAL).isNotNull()).and(col(FIRST)).and(not(older));
  }

  private static Column fate() {
    Column content = col(CONTENT);
    Column own = col(OWN + "." + CONTENT);
    return when(col(RecordCount.RECORDS).isNotNull(), lit(null))
        .when(col(DumpRows.REJECTION).isNotNull(), Fate.REJECTED.name())
        .when(not(col(FIRST)), Fate.SUPERSEDED.name())
        .when(
            not(col(WINS)),
            when(content.equalTo(col(STORED + "." + CONTENT)), Fate.UNCHANGED.name())
                .otherwise(Fate.SUPERSEDED.name()))
        .when(content.equalTo(coalesce(own, col(BEFORE))), Fate.UNCHANGED.name())
        .when(own.isNotNull(), Fate.REPLACING.name())
        .otherwise(Fate.ACCEPTED.name());
  }

  private static Column isHeir() {
    return col(KIND)
        .equalTo(History.LISTING)
        .and(col(OWN).isNull())
        .and(col(INCOMING).isNull())
        .and(col(STORED + "." + CONTENT).notEqual(col(BEFORE)));
  }

  private static Column isUnlisted() {
    return IS_RECORD
        .and(col(DumpRows.MATERIAL).isNotNull())
        .and(col(FIRST))
        .and(col(LISTED).isNull().or(not(col(LISTED + "." + UPDATED).eqNullSafe(col(LATEST)))));
  }
}
