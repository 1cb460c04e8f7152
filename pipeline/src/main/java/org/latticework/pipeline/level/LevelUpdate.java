package org.latticework.pipeline.level;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;

import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.TaskCompletionListener;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.level.Crystal.Standing;
import org.latticework.pipeline.material.StructureArrays;
import org.latticework.pipeline.table.FingerprintTable;
import org.latticework.pipeline.table.LevelTable;
import org.latticework.pipeline.table.MaterialTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;
import scala.Tuple3;

/**
 * Gives levels to the structures in the materials table that have none: fingerprints first, in one
 * commit, then classes, in another. A run that was killed is completed by the next. Structures that
 * have levels keep them; so classes depend on the order in which releases came, and on nothing
 * else.
 */
public final class LevelUpdate {
  private static final Logger LOG = LoggerFactory.getLogger(LevelUpdate.class);
  private static final String HASH = MaterialTable.STRUCTURE_HASH;
  private static final String STANDING = "standing";
  private static final Encoder<Tuple3<String, String, Double>> STANDING_ENCODER =
      Encoders.tuple(Encoders.STRING(), Encoders.STRING(), Encoders.DOUBLE());
  private static final int STRUCTURES_PER_TASK = 5000; // some seconds

  private final SparkSession spark;
  private final Workspace workspace;
  private final Dataset<Row> levels;

  private LevelUpdate(SparkSession spark, Workspace workspace) {
    this.spark = spark;
    this.workspace = workspace;
    levels = LevelTable.TABLE.snapshot(spark, workspace);
  }

  /** Gives and writes the missing levels. */
  public static LevelResult run(SparkSession spark, Workspace workspace) {
    return new LevelUpdate(spark, workspace).update();
  }

  private LevelResult update() {
    Dataset<Row> missing = without(MaterialTable.TABLE.snapshot(spark, workspace), levels);
    long structures = missing.select(HASH).distinct().count();
    if (structures == 0) {
      return LevelResult.NOTHING_NEW;
    }
    int cores = spark.sparkContext().defaultParallelism();
    int tasks = Math.max(cores, (int) (structures / STRUCTURES_PER_TASK));
    makeFingerprints(without(missing, FingerprintTable.read(spark, workspace)), tasks);
    CollectionAccumulator<ClusteringFacts> facts = spark.sparkContext().collectionAccumulator();
    LevelTable.TABLE.append(workspace, classes(tasks, facts));
    ClusteringFacts work =
        facts.value().stream().reduce(ClusteringFacts.NONE, ClusteringFacts::plus);
    long alone = work.crystals() == structures ? 0 : leaveAlone(missing);
    LevelResult result = new LevelResult(structures, alone, work);
    LOG.info("Levels: {}", result);
    return result;
  }

  private static Dataset<Row> without(Dataset<Row> rows, Dataset<Row> those) {
    return rows.join(those.select(HASH), new String[] {HASH}, "left_anti");
  }

  private void makeFingerprints(Dataset<Row> missing, int tasks) {
    JavaRDD<FingerprintTable.Named> made =
        missing
            .repartition(tasks, col(HASH))
            .sortWithinPartitions(HASH)
            .select(col(HASH).as("_1"), MaterialTable.structure().as("_2"))
            .as(Encoders.tuple(Encoders.STRING(), StructureArrays.encoder(spark)))
            .toJavaRDD()
            .mapPartitions(FingerprintTask::new);
    FingerprintTable.TABLE.append(workspace, FingerprintTable.rows(spark, made));
  }

  /** Returns rows of the levels table for the crystals that have a fingerprint and no level. */
  private Dataset<Row> classes(int tasks, CollectionAccumulator<ClusteringFacts> facts) {
    Dataset<Row> fingerprints = FingerprintTable.read(spark, workspace);
    // Names first: the arrays of structures that have their levels are not moved.
    Dataset<Row> names =
        without(fingerprints.select(HASH, FingerprintTable.ANONYMOUS_FORMULA), levels);
    Dataset<Row> fresh = fingerprints.join(names.select(HASH), new String[] {HASH}, "left_semi");
    Dataset<Row> leaders =
        fingerprints
            .join(
                names.select(FingerprintTable.ANONYMOUS_FORMULA).distinct(),
                new String[] {FingerprintTable.ANONYMOUS_FORMULA},
                "left_semi")
            .join(
                levels.where(col(LevelTable.NEAR_DUPLICATE).equalTo(col(HASH))),
                new String[] {HASH});
    Dataset<Row> types =
        leaders.where(
            col(LevelTable.PROTOTYPE).endsWith(substring(col(HASH), 1, Prototype.DIGITS)));
    Dataset<Row> crystals =
        standing(types, Standing.LEADS_PROTOTYPE)
            .unionByName(standing(leaders, Standing.LEADS_NEAR_DUPLICATES))
            .unionByName(standing(fresh, Standing.NEW), true) // their levels are null
            .repartition(tasks, col(FingerprintTable.ANONYMOUS_FORMULA))
            .sortWithinPartitions(
                col(FingerprintTable.ANONYMOUS_FORMULA),
                col(STANDING).notEqual(Standing.LEADS_PROTOTYPE.name()),
                col(FingerprintTable.REDUCED_FORMULA),
                col(STANDING), // LEADS_NEAR_DUPLICATES before NEW
                col(HASH));
    JavaRDD<Row> rows =
        FingerprintTable.read(crystals, standing(), STANDING_ENCODER)
            .map(LevelUpdate::crystal)
            .mapPartitions(all -> task(all, facts));
    return spark.createDataFrame(rows, LevelTable.SCHEMA);
  }

  private static Dataset<Row> standing(Dataset<Row> crystals, Standing standing) {
    return crystals.withColumn(STANDING, lit(standing.name()));
  }

  /** Returns the columns of a crystal that are not its fingerprint as one. */
  private static Column standing() {
    return struct(
        col(STANDING).as("_1"),
        coalesce(col(LevelTable.PROTOTYPE), lit("")).as("_2"),
        coalesce(col(LevelTable.PROTOTYPE_DISTANCE), lit(0.0)).as("_3"));
  }

  private static Crystal crystal(
      Tuple2<Tuple3<String, String, Double>, FingerprintTable.Named> row) {
    return new Crystal(
        row._2(), Standing.valueOf(row._1()._1()), new Prototype(row._1()._2(), row._1()._3()));
  }

  private static ClusteringTask task(
      Iterator<Crystal> crystals, CollectionAccumulator<ClusteringFacts> facts) {
    ClusteringTask task = new ClusteringTask(crystals);
    TaskContext.get()
        .addTaskCompletionListener((TaskCompletionListener) end -> facts.add(task.facts()));
    return task;
  }

  /** Writes a class of its own for each structure that has no fingerprint; returns how many. */
  private long leaveAlone(Dataset<Row> missing) {
    Dataset<Row> alone =
        without(missing, FingerprintTable.read(spark, workspace))
            .select(
                col(HASH),
                col(HASH).as(LevelTable.NEAR_DUPLICATE),
                lit(0.0).as(LevelTable.NEAR_DUPLICATE_DISTANCE),
                concat(lit("alone-"), substring(col(HASH), 1, Prototype.DIGITS))
                    .as(LevelTable.PROTOTYPE),
                lit(0.0).as(LevelTable.PROTOTYPE_DISTANCE))
            .distinct();
    LevelTable.TABLE.append(workspace, alone);
    return alone.count();
  }
}
