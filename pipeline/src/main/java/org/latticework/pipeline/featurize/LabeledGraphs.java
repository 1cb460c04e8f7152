package org.latticework.pipeline.featurize;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.table.Fold;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.SplitTable;
import org.latticework.pipeline.table.TableVersions;
import org.latticework.pipeline.table.Target;
import org.latticework.pipeline.table.Workspace;

/**
 * What training and evaluation read: the materials of some folds of a split, each with its graph
 * and one property. A material of these folds that lacks the property or the graph is left out and
 * counted.
 */
public final class LabeledGraphs {
  private static final String VALUE = "value";

  private final Dataset<Row> joined;

  private LabeledGraphs(Dataset<Row> joined) {
    this.joined = joined;
  }

  /**
   * What is to be joined.
   *
   * @param splitName name of the split
   * @param graphConfig id of the configuration of the graphs
   * @param target property to learn
   * @param folds folds to read; no other is looked at
   */
  public record Query(String splitName, String graphConfig, Target target, Set<Fold> folds) {
    public Query {
      folds = Set.copyOf(folds);
    }
  }

  /**
   * How many materials a fold has.
   *
   * @param labeled with graph and property
   * @param withoutTarget left out for want of the property
   * @param withoutGraph left out for want of the graph though they have the property
   */
  public record Counts(long labeled, long withoutTarget, long withoutGraph) {}

  /** Joins graphs, splits and materials as they are now; nothing is read before it is used. */
  public static LabeledGraphs of(SparkSession spark, Workspace workspace, Query query) {
    return of(spark, workspace, query, TableVersions.now(spark, workspace));
  }

  /**
   * Joins graphs, splits and materials as these commits left them; nothing is read before it is
   * used.
   */
  public static LabeledGraphs of(
      SparkSession spark, Workspace workspace, Query query, TableVersions versions) {
    Object[] folds = query.folds().stream().map(Fold::word).toArray();
    Dataset<Row> split =
        SplitTable.read(spark, workspace, query.splitName(), versions.splits())
            .where(col(SplitTable.FOLD).isin(folds))
            .select(SplitTable.MATERIAL_ID, SplitTable.FOLD);
    Dataset<Row> materials =
        MaterialTable.current(
            MaterialTable.TABLE
                .read(spark, workspace, versions.materials())
                .select(
                    col(MaterialTable.DATABASE_VERSION),
                    col(MaterialTable.MATERIAL_ID),
                    col(MaterialTable.STRUCTURE_HASH),
                    col(query.target().column()).as(VALUE)));
    Dataset<Row> graphs =
        GraphTable.TABLE
            .read(spark, workspace, versions.graphs())
            .where(col(GraphTable.GRAPH_CONFIG).equalTo(query.graphConfig()));
    return new LabeledGraphs(
        split
            .join(materials, SplitTable.MATERIAL_ID)
            .join(
                graphs,
                materials
                    .col(MaterialTable.STRUCTURE_HASH)
                    .equalTo(graphs.col(GraphTable.STRUCTURE_HASH)),
                "left"));
  }

  /** Counts the materials of each fold that was asked for and is not empty. */
  public Map<Fold, Counts> counts() {
    Map<Fold, Counts> counts = new EnumMap<>(Fold.class);
    Dataset<Row> perFold =
        joined
            .groupBy(SplitTable.FOLD)
            .agg(
                count(lit(1)),
                count(VALUE),
                count(col(VALUE).plus(col(GraphTable.ATOMS)))); // null if either is
    for (Row row : perFold.collectAsList()) {
      long all = row.getLong(1);
      long withTarget = row.getLong(2);
      long labeled = row.getLong(3);
      counts.put(
          Fold.ofWord(row.getString(0)),
          new Counts(labeled, all - withTarget, withTarget - labeled));
    }
    return counts;
  }

  /**
   * Returns the materials that have both. Which partition holds a material, and in which order,
   * depends on nothing but its id and the number of partitions.
   */
  public JavaRDD<LabeledGraph> graphs(int partitions) {
    return joined
        .where(col(VALUE).isNotNull().and(col(GraphTable.ATOMS).isNotNull()))
        .repartition(partitions, col(SplitTable.MATERIAL_ID))
        .sortWithinPartitions(SplitTable.MATERIAL_ID)
        .toJavaRDD()
        .map(LabeledGraphs::fromRow);
  }

  private static LabeledGraph fromRow(Row row) {
    return new LabeledGraph(
        row.getAs(SplitTable.MATERIAL_ID),
        Fold.ofWord(row.getAs(SplitTable.FOLD)),
        GraphTable.fromRow(row),
        row.<Double>getAs(VALUE));
  }
}
