package org.latticework.pipeline.featurize;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapFunction;
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
 * <p>A run makes at most two commits: first all graphs, then a rejection for each material whose
 * structure is still without one. A run that died between them is completed by the next.
 */
public final class Featurize {
  private static final Logger LOG = LoggerFactory.getLogger(Featurize.class);

  // A task of this many atoms takes seconds; what it makes fills a file of a few MB.
  private static final long ATOMS_PER_TASK = 50_000;
  // More tasks than cores pay off only above this.
  private static final long LEAST_ATOMS_PER_TASK = 2_000;

  private Featurize() {}

  /** Makes and writes the missing graphs. */
  public static FeaturizeResult run(SparkSession spark, Workspace workspace, GraphConfig config) {
    Dataset<Row> materials = MaterialTable.read(spark, workspace);
    Dataset<Row> refused = refused(spark, workspace, config);
    Totals before = totals(spark, workspace, config);
    long all = materials.count();
    long unchanged = with(materials, graphs(spark, workspace, config)).count();
    long refusedBefore = with(materials, refused).count();
    Dataset<Row> pending = without(without(materials, graphs(spark, workspace, config)), refused);
    long refusedNow = 0;
    if (unchanged + refusedBefore < all) {
      writeGraphs(workspace, pending, config);
      refusedNow = writeRejections(spark, workspace, config);
    }
    Totals after = totals(spark, workspace, config);
    FeaturizeResult result =
        new FeaturizeResult(
            all,
            all - unchanged - refusedBefore - refusedNow,
            unchanged,
            refusedBefore + refusedNow,
            after.atoms - before.atoms,
            after.edges - before.edges,
            config.id());
    LOG.info("Featurized {}: {}", workspace.table(MaterialTable.TABLE.name()), result);
    return result;
  }

  private static Dataset<Row> graphs(SparkSession spark, Workspace workspace, GraphConfig config) {
    return GraphTable.read(spark, workspace)
        .where(col(GraphTable.GRAPH_CONFIG).equalTo(config.id()));
  }

  private static Dataset<Row> refused(SparkSession spark, Workspace workspace, GraphConfig config) {
    return RejectionTable.read(spark, workspace)
        .where(col(RejectionTable.GRAPH_CONFIG).equalTo(config.id()));
  }

  private static Dataset<Row> with(Dataset<Row> materials, Dataset<Row> hashes) {
    return byHash(materials, hashes, "left_semi");
  }

  private static Dataset<Row> without(Dataset<Row> materials, Dataset<Row> hashes) {
    return byHash(materials, hashes, "left_anti");
  }

  private static Dataset<Row> byHash(Dataset<Row> materials, Dataset<Row> hashes, String join) {
    Dataset<Row> keys = hashes.select(col(GraphTable.STRUCTURE_HASH).as("hash"));
    return materials.join(
        keys, materials.col(MaterialTable.STRUCTURE_HASH).equalTo(keys.col("hash")), join);
  }

  private static void writeGraphs(Workspace workspace, Dataset<Row> pending, GraphConfig config) {
    Dataset<Row> structures =
        pending
            .select(
                MaterialTable.STRUCTURE_HASH,
                MaterialTable.LATTICE,
                MaterialTable.ATOMIC_NUMBERS,
                MaterialTable.FRACTIONAL)
            .repartition(tasks(pending), col(MaterialTable.STRUCTURE_HASH))
            .dropDuplicates(MaterialTable.STRUCTURE_HASH);
    GraphBuilder builder = new GraphBuilder(config);
    Dataset<Row> graphs =
        structures.flatMap(
            (FlatMapFunction<Row, Row>) row -> graph(row, builder),
            Encoders.row(GraphTable.SCHEMA));
    GraphTable.TABLE.append(workspace, graphs);
  }

  // Structures are dealt by their hash: with hundreds a task, atoms even out.
  private static int tasks(Dataset<Row> pending) {
    long atoms = pending.agg(sum(MaterialTable.NSITES)).first().getLong(0);
    long cores = pending.sparkSession().sparkContext().defaultParallelism();
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

  private static long writeRejections(SparkSession spark, Workspace workspace, GraphConfig config) {
    Dataset<Row> left =
        without(
            without(MaterialTable.read(spark, workspace), graphs(spark, workspace, config)),
            refused(spark, workspace, config));
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

  private record Totals(long atoms, long edges) {}
}
