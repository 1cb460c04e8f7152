package org.latticework.pipeline.split;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.latticework.pipeline.group.Groups;
import org.latticework.pipeline.group.Level;
import org.latticework.pipeline.group.RefusedSplitException;
import org.latticework.pipeline.level.Levels;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.SplitTable;

/** What each material brings to the decision: its group, and a number that the group has drawn. */
final class Draw {
  /** The group that shares a fold. */
  static final String GROUP = "group";

  /** The group that is either learned from or validates, if it is not test. */
  static final String VALIDATION_GROUP = "validation_group";

  /** u of the group, uniform in [0, 1); null where it is kept in training and sizes are exact. */
  static final String U = "u";

  /** u of the validation group. */
  static final String VALIDATION_U = "validation_u";

  /** Whether the group is always learned from. */
  static final String KEPT = "kept";

  /** Whether the validation group is always learned from, as far as it is not test. */
  static final String KEPT_BESIDE = "kept_beside";

  private static final String NAME = "stored_name";
  private static final Map<String, Integer> SIZES =
      Map.of("elements", 1, "unary", 1, "binary", 2, "ternary", 3);

  private Draw() {}

  /**
   * Adds the columns.
   *
   * @param materials rows of {@link Levels}
   * @param stored rows of the splits table by which groups are known
   * @throws RefusedSplitException if a level is unknown of a material, or what is to be kept in
   *     training is none
   */
  static Dataset<Row> of(Dataset<Row> materials, SplitOptions options, Dataset<Row> stored) {
    Dataset<Row> grouped = Groups.with(materials, options.levels(), GROUP);
    if (options.levels().size() > 1 && !options.hasOwnValidation()) {
      grouped = named(grouped, stored);
    }
    boolean alike = options.validationLevels().equals(options.levels());
    grouped =
        alike
            ? grouped.withColumn(VALIDATION_GROUP, col(GROUP))
            : Groups.with(grouped, options.validationLevels(), VALIDATION_GROUP);
    Dataset<Row> kept = kept(grouped, options.grouping().keepInTrain(), alike);
    Column validation = col(VALIDATION_GROUP);
    if (options.hasOwnValidation()) {
      validation = concat(lit("validation "), validation); // or equal words would draw the same
    }
    return (options.sizes().exact() ? exact(kept, options) : hashed(kept, options))
        .withColumn(VALIDATION_U, alike ? col(U) : uniform(validation, options.seed()));
  }

  /**
   * Gives groups the names that their members are stored with, if none is stored with the name that
   * the group would have: a newcomer that levels which cross each other bring in may have the first
   * text of all, and would move the rest. Of several names the first counts.
   */
  private static Dataset<Row> named(Dataset<Row> grouped, Dataset<Row> stored) {
    String[] id = {SplitTable.MATERIAL_ID};
    Column key = col(SplitTable.GROUP_KEY);
    Dataset<Row> names =
        grouped
            .select(col(SplitTable.MATERIAL_ID), col(GROUP))
            .join(stored.select(col(SplitTable.MATERIAL_ID), key), id)
            .groupBy(GROUP)
            .agg(min(key).as(NAME), max(key.equalTo(col(GROUP))).as("known"))
            .where(not(col("known")))
            .drop("known");
    return grouped
        .join(names, new String[] {GROUP}, "left")
        .withColumn(GROUP, coalesce(col(NAME), col(GROUP)))
        .drop(NAME);
  }

  private static Dataset<Row> hashed(Dataset<Row> materials, SplitOptions options) {
    return materials.withColumn(U, uniform(col(GROUP), options.seed()));
  }

  private static Column uniform(Column text, long seed) {
    return functions
        .udf((UDF1<String, Double>) group -> FoldHash.uniform(seed, group), DataTypes.DoubleType)
        .apply(text);
  }

  /**
   * Adds u = (materials in groups before + half of those in the group) / all, groups in the order
   * of their hashes: below x are as nearly x of the materials as groups allow.
   */
  private static Dataset<Row> exact(Dataset<Row> materials, SplitOptions options) {
    Dataset<Row> sizes =
        materials
            .where(not(col(KEPT)))
            .groupBy(GROUP)
            .agg(count(lit(1)).as("n"))
            .withColumn("hash", uniform(col(GROUP), options.seed()));
    Column upTo = sum("n").over(Window.orderBy(col("hash"), col(GROUP)));
    Column all = sum("n").over(Window.partitionBy());
    Dataset<Row> drawn = sizes.select(col(GROUP), upTo.minus(col("n").divide(2)).divide(all).as(U));
    return materials.join(drawn, new String[] {GROUP}, "left");
  }

  private static Dataset<Row> kept(Dataset<Row> materials, List<String> words, boolean alike) {
    if (words.isEmpty()) {
      return materials.withColumn(KEPT, lit(false)).withColumn(KEPT_BESIDE, lit(false));
    }
    List<Integer> sizes = words.stream().filter(SIZES::containsKey).map(SIZES::get).toList();
    List<String> ids = new ArrayList<>(words);
    ids.removeAll(SIZES.keySet());
    requireMaterials(materials, ids);
    Column itself =
        size(Level.ELEMENT.list())
            .isInCollection(sizes)
            .or(col(MaterialTable.MATERIAL_ID).isInCollection(ids));
    Dataset<Row> kept = materials.withColumn(KEPT, inGroup(itself, GROUP));
    return kept.withColumn(KEPT_BESIDE, alike ? col(KEPT) : inGroup(col(KEPT), VALIDATION_GROUP));
  }

  private static void requireMaterials(Dataset<Row> materials, List<String> ids) {
    Column id = col(MaterialTable.MATERIAL_ID);
    List<String> unknown = new ArrayList<>(ids);
    if (!ids.isEmpty()) {
      unknown.removeAll(
          materials.where(id.isInCollection(ids)).select(id).as(Encoders.STRING()).collectAsList());
    }
    if (!unknown.isEmpty()) {
      throw new RefusedSplitException(
          "keep-in-train takes elements, binary, ternary and names of materials; there is no material "
              + unknown.stream().limit(3).collect(Collectors.joining(", ")));
    }
  }

  /** Returns whether something is so of any material of the group. */
  static Column inGroup(Column what, String group) {
    return max(what).over(Window.partitionBy(group));
  }
}
