package org.latticework.pipeline.group;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.latticework.pipeline.level.Levels;
import org.latticework.pipeline.table.MaterialTable;

/**
 * Groups of materials that must not be parted: the connected components over several levels at
 * once. Two materials are in one group if they share a value of one of the levels, or if a chain of
 * such materials leads from one to the other.
 */
public final class Groups {
  private static final String VALUE = "value";
  private static final StructType MOVED =
      new StructType().add(VALUE, DataTypes.StringType).add("first", DataTypes.StringType);

  private Groups() {}

  /**
   * Adds the group of each material: of one level its value; of several, the first value, in the
   * order of texts, that the coarsest level has in the component. Does not depend on the order of
   * rows or levels. Where the other levels lie within the coarsest, a group has one value of it,
   * and keeps its name whatever comes.
   *
   * <p>Of several levels the driver holds all distinct values, some 200 bytes each.
   *
   * @param materials rows of {@link Levels}, perhaps with more columns
   * @param levels what must not be parted, none of elements; {@link Level#MATERIAL} counts only
   *     where it is alone
   * @param column name of the new column
   * @throws RefusedSplitException if a material has no value of one of the levels
   */
  public static Dataset<Row> with(Dataset<Row> materials, List<Level> levels, String column) {
    List<Level> linked = new ArrayList<>(new TreeSet<>(levels).descendingSet()); // coarsest first
    if (linked.size() > 1) {
      linked.remove(Level.MATERIAL);
    }
    requireKnown(materials, linked);
    Column first = col(linked.get(0).column());
    if (linked.size() == 1) {
      return materials.withColumn(column, first);
    }
    Dataset<Row> firsts = firsts(materials.sparkSession(), linked(materials, linked).firsts());
    return materials
        .join(firsts, first.equalTo(firsts.col(VALUE)), "left")
        .withColumn(column, coalesce(firsts.col("first"), first))
        .drop(VALUE, "first");
  }

  private static LinkedValues linked(Dataset<Row> materials, List<Level> levels) {
    Column[] columns = levels.stream().map(level -> col(level.column())).toArray(Column[]::new);
    LinkedValues values = new LinkedValues(levels.size());
    Iterator<Row> rows = materials.select(columns).distinct().toLocalIterator();
    while (rows.hasNext()) {
      Row row = rows.next();
      values.link(IntStream.range(0, levels.size()).mapToObj(row::getString).toList());
    }
    return values;
  }

  private static Dataset<Row> firsts(SparkSession spark, Map<String, String> moved) {
    List<Row> rows = new ArrayList<>(moved.size());
    moved.forEach((value, first) -> rows.add(RowFactory.create(value, first)));
    return spark.createDataFrame(rows, MOVED);
  }

  /**
   * Checks that each material has a value of each of some levels.
   *
   * @throws RefusedSplitException if not; the message names the level and a material
   */
  public static void requireKnown(Dataset<Row> materials, List<Level> levels) {
    List<Level> perhaps = levels.stream().filter(Groups::mayLack).toList();
    if (perhaps.isEmpty()) {
      return;
    }
    List<Column> asked = new ArrayList<>();
    for (Level level : perhaps) {
      Column lacks = when(col(level.column()).isNull(), col(MaterialTable.MATERIAL_ID));
      asked.add(count(lacks));
      asked.add(min(lacks));
    }
    Row found = materials.agg(count(lit(1)), asked.toArray(Column[]::new)).first();
    for (int k = 0; k < perhaps.size(); k++) {
      if (found.getLong(2 * k + 1) > 0) {
        throw new RefusedSplitException(
            ("%d of %d materials, such as %s, have no %s in the table levels: split without this"
                    + " level")
                .formatted(
                    found.getLong(2 * k + 1),
                    found.getLong(0),
                    found.getString(2 * k + 2),
                    perhaps.get(k).word()));
      }
    }
  }

  private static boolean mayLack(Level level) {
    return level == Level.NEAR_DUPLICATE
        || level == Level.PROTOSTRUCTURE
        || level == Level.PROTOTYPE;
  }
}
