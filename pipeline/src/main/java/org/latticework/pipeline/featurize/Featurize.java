package org.latticework.pipeline.featurize;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.featurizer.graph.GraphBuilder;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.IsolatedSiteException;
import org.latticework.featurizer.neighbor.CoincidentSitesException;
import org.latticework.pipeline.table.GraphKey;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.Material;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.Rejection;
import org.latticework.pipeline.table.RejectionReason;
import org.latticework.pipeline.table.RejectionTable;
import org.latticework.pipeline.table.Workspace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the graphs that are missing: of every structure in the materials table that has, under this
 * configuration, neither a graph nor a rejection. A second run over the same materials commits
 * nothing.
 *
 * <p>A run makes at most two commits: first all graphs, then a rejection for each row of materials
 * that is still without one. A run that died between them is completed by the next. Each such row
 * has one rejection, whether its structure was refused before or not: so the tables do not depend
 * on how often, and between which ingests, this ran.
 */
public final class Featurize {
  private static final Logger LOG = LoggerFactory.getLogger(Featurize.class);

  // A task of this many atoms takes seconds; what it makes fills a file of a few MB.
  private static final long ATOMS_PER_TASK = 50_000;
  // More tasks than cores pay off only above this.
  private static final long LEAST_ATOMS_PER_TASK = 2_000;

  private static final String GRAPHED = "graphed"; // the structure has a graph
  private static final String TRIED = "tried"; // the structure can have none
  private static final String REFUSED = "refused"; // and the rejections name this row
  private static final Column PENDING = col(GRAPHED).isNull().and(col(REFUSED).isNull());
  private static final Column UNTRIED = col(GRAPHED).isNull().and(col(TRIED).isNull());

  private Featurize() {}

  /** Makes and writes the missing graphs. */
  public static FeaturizeResult run(SparkSession spark, Workspace workspace, GraphConfig config) {
    Status status = status(spark, workspace, config);
    Totals made = new Totals(0, 0);
    long refused = status.refused;
    if (status.pending() > 0) {
      Totals before = totals(spark, workspace, config);
      if (status.untriedAtoms > 0) {
        Dataset<Row> untried = judged(spark, workspace, config).where(UNTRIED);
        writeGraphs(workspace, untried, status, config);
      }
      Dataset<Row> left = judged(spark, workspace, config).where(PENDING);
      refused += writeRejections(workspace, left, config);
      made = totals(spark, workspace, config).minus(before);
    }
    FeaturizeResult result =
        new FeaturizeResult(
            status.materials,
            status.materials - status.featurized - refused,
            status.featurized,
            refused,
            made.atoms,
            made.edges,
            config.id());
    LOG.info("Featurized {}: {}", workspace.table(MaterialTable.TABLE.name()), result);
    return result;
  }

  /** How it stands before a run: materials, those with a graph, those refused, atoms to try. */
  private record Status(long materials, long featurized, long refused, long untriedAtoms) {
    long pending() {
      return materials - featurized - refused;
    }
  }

  private static Status status(SparkSession spark, Workspace workspace, GraphConfig config) {
    Row row =
        judged(spark, workspace, config)
            .agg(
                count(lit(1)),
                count(GRAPHED),
                count(REFUSED),
                coalesce(sum(when(UNTRIED, col(MaterialTable.NSITES))), lit(0)))
            .first();
    return new Status(row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3));
  }

  /**
   * Returns the materials as the tables stand now: each with what is known of its structure, that
   * it has a graph or cannot have one, and whether the rejections name this row.
   */
  private static Dataset<Row> judged(SparkSession spark, Workspace workspace, GraphConfig config) {
    String[] hash = {MaterialTable.STRUCTURE_HASH};
    String[] row = {
      MaterialTable.DATABASE_VERSION, MaterialTable.MATERIAL_ID, MaterialTable.STRUCTURE_HASH
    };
    Dataset<Row> refused = refused(spark, workspace, config);
    return MaterialTable.read(spark, workspace)
        .join(
            graphs(spark, workspace, config).select(hash[0]).withColumn(GRAPHED, lit(true)),
            hash,
            "left")
        .join(refused.select(hash[0]).distinct().withColumn(TRIED, lit(true)), hash, "left")
        .join(
            refused.select(row[0], row[1], row[2]).distinct().withColumn(REFUSED, lit(true)),
            row,
            "left");
  }

  private static Dataset<Row> graphs(SparkSession spark, Workspace workspace, GraphConfig config) {
    return GraphTable.read(spark, workspace)
        .where(col(GraphTable.GRAPH_CONFIG).equalTo(config.id()));
  }

  private static Dataset<Row> refused(SparkSession spark, Workspace workspace, GraphConfig config) {
    return RejectionTable.read(spark, workspace)
        .where(col(RejectionTable.GRAPH_CONFIG).equalTo(config.id()));
  }

  private static void writeGraphs(
      Workspace workspace, Dataset<Row> untried, Status status, GraphConfig config) {
    int cores = untried.sparkSession().sparkContext().defaultParallelism();
    Dataset<Row> structures =
        untried
            .select(
                MaterialTable.STRUCTURE_HASH,
                MaterialTable.LATTICE,
                MaterialTable.ATOMIC_NUMBERS,
                MaterialTable.FRACTIONAL)
            .repartition(tasks(status.untriedAtoms, cores), col(MaterialTable.STRUCTURE_HASH))
            .dropDuplicates(MaterialTable.STRUCTURE_HASH);
    GraphBuilder builder = new GraphBuilder(config);
    Dataset<Row> graphs =
        structures.flatMap(
            (FlatMapFunction<Row, Row>) row -> graph(row, builder),
            Encoders.row(GraphTable.SCHEMA));
    GraphTable.TABLE.append(workspace, graphs);
  }

  // Structures are dealt by their hash: with hundreds a task, atoms even out.
  private static int tasks(long atoms, int cores) {
    long tasks = Math.max(atoms / ATOMS_PER_TASK, Math.min(cores, atoms / LEAST_ATOMS_PER_TASK));
    return (int) Math.max(1, Math.min(tasks, 100_000));
  }

  private static Iterator<Row> graph(Row structure, GraphBuilder builder) {
    GraphKey key =
        new GraphKey(builder.config().id(), structure.getAs(MaterialTable.STRUCTURE_HASH));
    try {
      Row row = GraphTable.toRow(key, builder.build(MaterialTable.structure(structure)));
      return List.of(row).iterator();
    } catch (IsolatedSiteException | CoincidentSitesException e) {
      return List.<Row>of().iterator(); // its rejection is made from what is left without graph
    }
  }

  private static long writeRejections(Workspace workspace, Dataset<Row> left, GraphConfig config) {
    GraphBuilder builder = new GraphBuilder(config);
    Dataset<Row> rejections =
        left.map(
            (MapFunction<Row, Row>) row -> RejectionTable.toRow(rejection(row, builder)),
            Encoders.row(RejectionTable.SCHEMA));
    long count = left.count();
    if (count > 0) {
      RejectionTable.TABLE.append(workspace, rejections);
    }
    return count;
  }

  private static Rejection rejection(Row row, GraphBuilder builder) {
    Material material = MaterialTable.fromRow(row);
    try {
      builder.build(material.structure());
    } catch (IsolatedSiteException e) {
      return rejection(material, row, builder, RejectionReason.ISOLATED_SITE, e);
    } catch (CoincidentSitesException e) {
      return rejection(material, row, builder, RejectionReason.COINCIDENT_SITES, e);
    }
    throw new IllegalStateException(material.materialId() + " has a graph that was not written");
  }

  private static Rejection rejection(
      Material material,
      Row row,
      GraphBuilder builder,
      RejectionReason reason,
      IllegalArgumentException cause) {
    String hash = row.getAs(MaterialTable.STRUCTURE_HASH);
    return new Rejection(
        material.databaseVersion(),
        material.origin(),
        Optional.of(material.materialId()),
        reason,
        material.materialId() + ": " + cause.getMessage(),
        Optional.of(new GraphKey(builder.config().id(), hash)));
  }

  private static Totals totals(SparkSession spark, Workspace workspace, GraphConfig config) {
    Row row =
        graphs(spark, workspace, config)
            .agg(count(lit(1)), sum(GraphTable.ATOMS), sum(GraphTable.EDGES))
            .first();
    return row.getLong(0) == 0 ? new Totals(0, 0) : new Totals(row.getLong(1), row.getLong(2));
  }

  private record Totals(long atoms, long edges) {
    Totals minus(Totals other) {
      return new Totals(atoms - other.atoms, edges - other.edges);
    }
  }
}
