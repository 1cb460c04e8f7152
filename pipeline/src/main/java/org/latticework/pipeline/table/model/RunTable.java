package org.latticework.pipeline.table.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.Columns;

/**
 * The table {@code runs}: the trainings of sweeps, done, failed or cut. Its columns are explained
 * in {@link #SCHEMA}.
 */
public final class RunTable {
  public static final String SWEEP = "sweep";
  public static final String RUN = "run";
  public static final String OUTCOME = "outcome";

  /** What became of a run: {@link #OUTCOME}. */
  public static final String DONE = "done";

  public static final String FAILED = "failed";

  /** Worse than others after a part of its epochs, and not trained further. */
  public static final String CUT = "cut";

  public static final String REASON = "reason";
  public static final String CRYSTALS = "crystals";
  public static final String LABELED = "labeled";
  public static final String SIZE = "size";
  public static final String SEED = "seed";
  public static final String SPLIT = "split";
  public static final String TARGET = "target";
  public static final String GRAPHS = "graphs";
  public static final String SETTINGS = "settings";
  public static final String ERROR = "error";
  public static final String TRAIN_ERROR = "train_error";
  public static final String VALIDATION_ERROR = "validation_error";
  public static final String TEST_ERROR = "test_error";
  public static final String STEPS = "steps";

  private static final DataType TEXT = DataTypes.StringType;
  private static final DataType WHOLE = DataTypes.LongType;
  private static final DataType NUMBER = DataTypes.DoubleType;

  /** The columns. */
  public static final StructType SCHEMA =
      new Columns()
          .required(SWEEP, TEXT, "Name of the sweep")
          .required(
              RUN,
              TEXT,
              "Name of the run: the first 12 hexadecimal digits of the SHA-256 of its settings")
          .required(OUTCOME, TEXT, "done, failed, or cut: ended early, since others were better")
          .optional(
              REASON,
              TEXT,
              "Why it failed, or where it was cut and its place then; null if it is done")
          .required(SIZE, TEXT, "Crystals to learn from as asked for: a number, or all")
          .required(CRYSTALS, WHOLE, "Crystals it was given to learn from")
          .required(
              LABELED, WHOLE, "Crystals of all folds that could be learned from: graph and target")
          .required(SEED, WHOLE, "Seed of the network, of the batches and of the smaller set")
          .required(SPLIT, TEXT, "Name of the split")
          .required(TARGET, TEXT, "Columns it learned, joined by a comma")
          .required(GRAPHS, TEXT, "Id of the graphs it learned from")
          .required(
              SETTINGS,
              TEXT,
              "Settings of train that are not as shipped and have no column here: JSON, sorted by key")
          .required("workers", WHOLE, "Workers that trained it")
          .required(
              ERROR,
              TEXT,
              "What the next three columns are: mae in the column's unit, scaled_mae, or log_loss")
          .optional(TRAIN_ERROR, NUMBER, "On the crystals it learned from; null if it failed")
          .optional(
              VALIDATION_ERROR,
              NUMBER,
              "On those that chose its best epoch; null if there are none")
          .optional(
              TEST_ERROR, NUMBER, "On the test fold; null if it failed, or no value is known there")
          .optional(
              "metrics", TEXT, "All metrics of the three folds as JSON, by fold; null if it failed")
          .required("epochs", WHOLE, "Epochs trained; 0 if it failed")
          .required("best_epoch", WHOLE, "The epoch that is judged, from 1; 0 if it failed")
          .required(STEPS, WHOLE, "Steps each worker took; 0 if it failed")
          .required("seconds", NUMBER, "Time of training and judging, s")
          .required("executor", TEXT, "Where it ran")
          .optional("model", TEXT, "Name of the model that was kept; null if none was")
          .required("version", TEXT, "Latticework that trained it")
          .schema();

  /** The table: a row is named by sweep and run. */
  public static final StoredTable TABLE =
      new StoredTable("runs", SCHEMA, List.of(SWEEP, RUN), List.of(SWEEP));

  private RunTable() {}

  /** Returns the runs of a sweep. */
  public static Dataset<Row> read(SparkSession spark, Workspace workspace, String sweep) {
    Dataset<Row> runs = TABLE.read(spark, workspace);
    return runs.where(runs.col(SWEEP).equalTo(sweep));
  }

  /** Returns what became of the runs of a sweep, done, failed or cut, by their names. */
  public static Map<String, String> outcomes(
      SparkSession spark, Workspace workspace, String sweep) {
    Map<String, String> outcomes = new TreeMap<>();
    read(spark, workspace, sweep)
        .select(RUN, OUTCOME)
        .collectAsList()
        .forEach(row -> outcomes.put(row.getString(0), row.getString(1)));
    return outcomes;
  }

  /** Adds runs in one commit; none of them may be there already. */
  public static void add(SparkSession spark, Workspace workspace, List<Row> runs) {
    TABLE.append(workspace, spark.createDataFrame(runs, SCHEMA).coalesce(1));
  }

  /** Removes runs of a sweep, in one commit; none where no run is there. */
  public static void remove(
      SparkSession spark, Workspace workspace, String sweep, Set<String> runs) {
    TABLE.delete(
        spark,
        workspace,
        "%s = %s AND %s IN (%s)"
            .formatted(
                SWEEP,
                StoredTable.literal(sweep),
                RUN,
                runs.stream().map(StoredTable::literal).collect(Collectors.joining(", "))));
  }
}
