package org.latticework.pipeline.ingest.reconcile;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.forall;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.latticework.pipeline.ingest.dump.DumpRows;
import org.latticework.pipeline.ingest.dump.RecordCount;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.ReleaseOrder;
import org.latticework.pipeline.table.ReleaseTable;

/**
 * All that is known of each material, in rows of one form: the records of a dump, with the columns
 * of {@link DumpRows}, and what the tables {@code materials} and {@code releases} hold.
 */
public final class History {
  /** Name of the material; of a refused record, its place. */
  public static final String KEY = "key";

  /** The release; null of a refused record. */
  public static final String VERSION = "version";

  /** The source's time, may be null. */
  static final String UPDATED = "updated";

  /** Structure hash and targets; null of a refused record and of a listing. */
  static final String CONTENT = "content";

  /** The release's place in time; null of a refused record. */
  static final String PLACE = "place";

  /** What the row is. */
  static final String KIND = "kind";

  /** Kind: a row of the releases table. */
  static final int LISTING = 0;

  /** Kind: a row of the materials table. */
  static final int ROW = 1;

  /** Kind: a record of the dump. */
  static final int RECORD = 2;

  private History() {}

  /**
   * Returns all rows: those of a material in one partition, release by release, the first one
   * first; within a release what the tables have, then the records of the dump, the newest first,
   * and last those that have no property.
   */
  static Dataset<Row> sorted(
      Dataset<Row> records,
      Dataset<Row> materials,
      Dataset<Row> releases,
      List<Target> targets,
      int partitions) {
    return incoming(records, targets)
        .unionByName(stored(materials, targets), true)
        .unionByName(listed(releases), true)
        .withColumn(PLACE, ReleaseOrder.place(col(VERSION)))
        .repartition(partitions, col(KEY))
        .sortWithinPartitions(
            col(KEY),
            col(PLACE),
            col(KIND),
            forall(col(CONTENT + ".targets"), Column::isNull), // false comes before true
            col(UPDATED).desc_nulls_last(),
            col(DumpRows.FILE).desc(),
            col(DumpRows.POSITION).desc());
  }

  private static Dataset<Row> incoming(Dataset<Row> records, List<Target> targets) {
    // A refused record is alone, so that no partition has to hold all of them.
    Column place = concat_ws("#", col(DumpRows.FILE), col(DumpRows.POSITION));
    String prefix = DumpRows.MATERIAL + ".";
    return records.select(
        col(DumpRows.FILE),
        col(DumpRows.POSITION),
        col(DumpRows.MATERIAL),
        col(DumpRows.REJECTION),
        col(RecordCount.RECORDS),
        coalesce(col(prefix + MaterialTable.MATERIAL_ID), place).as(KEY),
        col(prefix + MaterialTable.DATABASE_VERSION).as(VERSION),
        col(prefix + MaterialTable.LAST_UPDATED).as(UPDATED),
        when(col(DumpRows.MATERIAL).isNotNull(), content(prefix, targets)).as(CONTENT),
        lit(RECORD).as(KIND));
  }

  private static Dataset<Row> stored(Dataset<Row> materials, List<Target> targets) {
    Dataset<Row> complete = materials;
    for (Target target : targets) {
      if (!Arrays.asList(materials.columns()).contains(target.column())) {
        complete = complete.withColumn(target.column(), lit(null).cast(DataTypes.DoubleType));
      }
    }
    return complete.select(
        col(MaterialTable.MATERIAL_ID).as(KEY),
        col(MaterialTable.DATABASE_VERSION).as(VERSION),
        col(MaterialTable.LAST_UPDATED).as(UPDATED),
        content("", targets).as(CONTENT),
        lit(ROW).as(KIND));
  }

  private static Dataset<Row> listed(Dataset<Row> releases) {
    return releases.select(
        col(ReleaseTable.MATERIAL_ID).as(KEY),
        col(ReleaseTable.DATABASE_VERSION).as(VERSION),
        col(ReleaseTable.LAST_UPDATED).as(UPDATED),
        lit(LISTING).as(KIND));
  }

  private static Column content(String prefix, List<Target> targets) {
    return struct(
        col(prefix + MaterialTable.STRUCTURE_HASH).as("hash"),
        array(targets.stream().map(t -> col(prefix + t.column())).toArray(Column[]::new))
            .as("targets"));
  }
}
