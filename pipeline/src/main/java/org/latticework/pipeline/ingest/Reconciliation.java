package org.latticework.pipeline.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.Target;

/**
 * Decides the {@link Fate} of each record of a dump, by nothing but the records and the table: not
 * by the order of rows, by partitions or by the time of day.
 *
 * <p>Of several records of one material in one release the one with the latest {@code last_updated}
 * wins; a time beats none; between equal times the record wins that stands last, by name of the
 * file and then by place in it. The winner is held against the row of the table that it would
 * follow: that of the same or the nearest earlier release. Content means structure hash and
 * targets.
 */
final class Reconciliation {
  static final String FATE = "fate";

  private static final String KEY = "key";
  private static final String VERSION = "version";
  private static final String UPDATED = "updated";
  private static final String CONTENT = "content";
  private static final String STORED = "stored";
  private static final String WINS = "wins";

  private Reconciliation() {}

  /**
   * Returns the records with a column {@link #FATE}.
   *
   * @param records rows of {@link DumpRows}
   * @param materials the table as it is
   * @param partitions number of partitions to shuffle into
   */
  static Dataset<Row> decide(Dataset<Row> records, Dataset<Row> materials, int partitions) {
    Dataset<Row> all =
        incoming(records).unionByName(stored(materials), true).repartition(partitions, col(KEY));
    Column wins =
        row_number()
            .over(
                Window.partitionBy(KEY, VERSION, STORED)
                    .orderBy(
                        col(UPDATED).desc_nulls_last(),
                        col(DumpRows.FILE).desc(),
                        col(DumpRows.POSITION).desc()))
            .equalTo(1);
    WindowSpec history = Window.partitionBy(KEY, WINS).orderBy(col(VERSION), col(STORED).desc());
    return all.withColumn(WINS, wins)
        .withColumn("previous", lag(struct(VERSION, UPDATED, CONTENT), 1).over(history))
        .withColumn(FATE, fate())
        .where(col(STORED).equalTo(false))
        .select(
            col(DumpRows.FILE),
            col(DumpRows.POSITION),
            col(DumpRows.MATERIAL),
            col(DumpRows.REJECTION),
            col(FATE));
  }

  private static Column fate() {
    Column sameRelease = col("previous." + VERSION).equalTo(col(VERSION));
    return when(col(DumpRows.REJECTION).isNotNull(), Fate.REJECTED.name())
        .when(col(WINS).equalTo(false), Fate.SUPERSEDED.name())
        .when(col("previous." + CONTENT).equalTo(col(CONTENT)), Fate.UNCHANGED.name())
        .when(sameRelease.and(col(UPDATED).lt(col("previous." + UPDATED))), Fate.SUPERSEDED.name())
        .when(sameRelease, Fate.REPLACING.name())
        .otherwise(Fate.ACCEPTED.name());
  }

  private static Dataset<Row> incoming(Dataset<Row> records) {
    // A refused record stands alone, so that no partition has to hold all of them.
    Column place = concat_ws("#", col(DumpRows.FILE), col(DumpRows.POSITION));
    String prefix = DumpRows.MATERIAL + ".";
    return records.select(
        col(DumpRows.FILE),
        col(DumpRows.POSITION),
        col(DumpRows.MATERIAL),
        col(DumpRows.REJECTION),
        when(col(DumpRows.REJECTION).isNotNull(), place)
            .otherwise(col(prefix + MaterialTable.MATERIAL_ID))
            .as(KEY),
        col(prefix + MaterialTable.DATABASE_VERSION).as(VERSION),
        col(prefix + MaterialTable.LAST_UPDATED).as(UPDATED),
        content(prefix).as(CONTENT),
        lit(false).as(STORED));
  }

  private static Dataset<Row> stored(Dataset<Row> materials) {
    return materials.select(
        col(MaterialTable.MATERIAL_ID).as(KEY),
        col(MaterialTable.DATABASE_VERSION).as(VERSION),
        col(MaterialTable.LAST_UPDATED).as(UPDATED),
        content("").as(CONTENT),
        lit(true).as(STORED));
  }

  private static Column content(String prefix) {
    List<Column> targets = new ArrayList<>();
    for (Target target : Target.all()) {
      targets.add(col(prefix + target.column()));
    }
    return struct(
        col(prefix + MaterialTable.STRUCTURE_HASH).as("hash"),
        array(targets.toArray(Column[]::new)).as("targets"));
  }
}
