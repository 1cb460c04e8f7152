package org.latticework.pipeline.ingest.reconcile;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.latticework.pipeline.ingest.dump.DumpRows;
import org.latticework.pipeline.material.Target;

/**
 * Decides the {@link Fate} of each record of a dump, by nothing but the records and the tables: not
 * by the order of rows, by partitions or by the time of day.
 *
 * <p>Content means structure hash and targets. What a release holds of a material, its state, is
 * the content of the newest record that was ever read for the two. Of several records in one dump
 * one with a property is newer than one without any; then the one with the latest {@code
 * last_updated} is newest; a time beats none; between equal times the record wins that comes last,
 * by name of the file and then by place in it. Against what the tables know of the release, a
 * record wins unless it is older, or has no property where they have some: other collections have
 * documents of the same materials.
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

  /** The columns that {@link Fates} adds. */
  static final StructType DECISIONS =
      new StructType()
          .add(FATE, DataTypes.StringType)
          .add(INHERITED, DataTypes.StringType)
          .add(LATEST, DataTypes.TimestampType)
          .add(UNLISTED, DataTypes.BooleanType, false)
          .add(LISTED, DataTypes.BooleanType, false);

  private Reconciliation() {}

  /**
   * Returns the records with a column {@link #FATE}, and the heirs that need a row. The dump may be
   * read at once: with adaptive plans, Spark shuffles before it says what comes out.
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
    Dataset<Row> history = History.sorted(records, materials, releases, targets, partitions);
    StructType schema = history.schema();
    JavaRDD<InternalRow> decided =
        history.queryExecution().toRdd().toJavaRDD().mapPartitions(rows -> new Fates(rows, schema));
    return records
        .sparkSession()
        .internalCreateDataFrame(decided.rdd(), columns(schema), false)
        .drop(History.UPDATED, History.CONTENT, History.KIND, History.PLACE);
  }

  private static StructType columns(StructType history) {
    StructType columns = history;
    for (StructField decision : DECISIONS.fields()) {
      columns = columns.add(decision);
    }
    return columns;
  }
}
