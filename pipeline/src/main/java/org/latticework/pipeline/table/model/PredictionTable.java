package org.latticework.pipeline.table.model;

import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.Columns;

/**
 * The table {@code predictions}: what a model says of the materials of a fold: those of test and
 * validation, and of train where it was asked for them. Its columns are explained in {@link
 * #SCHEMA}.
 */
public final class PredictionTable {
  public static final String MODEL = "model";
  public static final String MATERIAL_ID = "material_id";
  public static final String COLUMN = "column";
  public static final String TARGET = "target";
  public static final String PREDICTION = "prediction";
  public static final String STD = "std";
  public static final String FOLD = "fold";
  public static final String TRAINING_ID = "training_id";
  public static final String NEAREST_DISTANCE = "nearest_distance";
  public static final String LOWER = "lower";
  public static final String UPPER = "upper";

  /** The columns. */
  public static final StructType SCHEMA =
      new Columns()
          .required(MODEL, DataTypes.StringType, "Name of the model")
          .required(MATERIAL_ID, DataTypes.StringType, "Name of the material")
          .optional(
              TARGET, DataTypes.DoubleType, "Value in the dump, in the column's unit; null if none")
          .required(
              PREDICTION,
              DataTypes.DoubleType,
              "What the model says: a value in the column's unit, or the probability of a class")
          .optional(
              STD,
              DataTypes.DoubleType,
              "Standard deviation over an ensemble, in the column's unit; null for a single model")
          .required(FOLD, DataTypes.StringType, "Fold of the material in the model's split")
          .optional(
              TRAINING_ID,
              DataTypes.StringType,
              "The training that made the model, as in its model.json; null in rows of older builds")
          .optional(
              COLUMN,
              DataTypes.StringType,
              "What is predicted: a column of materials, band_gap, or a class, band_gap > 0.0; null in rows of older builds")
          .optional(
              NEAREST_DISTANCE,
              DataTypes.DoubleType,
              "Distance of the nearest crystal of the same elements in training, Å, as in nearest; null if there is none")
          .optional(
              LOWER,
              DataTypes.DoubleType,
              "Where the interval of an ensemble begins, in the column's unit; null if it has none")
          .optional(
              UPPER,
              DataTypes.DoubleType,
              "Where the interval of an ensemble ends, in the column's unit; null if it has none")
          .schema();

  /** The table: a row is named by model, material and column. */
  public static final StoredTable TABLE =
      new StoredTable("predictions", SCHEMA, List.of(MODEL, MATERIAL_ID, COLUMN), List.of(MODEL));

  private PredictionTable() {}

  /** Returns the predictions of all models. */
  public static Dataset<Row> read(SparkSession spark, Workspace workspace) {
    return TABLE.read(spark, workspace);
  }

  /**
   * Puts the predictions of a model on a fold in the place of its earlier ones, and of all that
   * another training of its name has left, in one commit.
   *
   * @param predictions rows of {@link #toRow}, all of this model, fold and training
   */
  public static void replace(
      Workspace workspace, Dataset<Row> predictions, String model, Fold fold, String trainingId) {
    String ofFold = "%s = %s".formatted(FOLD, StoredTable.literal(fold.word()));
    String others = ofOthers(predictions.sparkSession(), workspace, trainingId);
    TABLE.replaceWithin(workspace, predictions, model, "%s OR %s".formatted(ofFold, others));
  }

  /**
   * Removes the predictions of a model that other trainings of its name have left, in one commit.
   */
  public static void removeOthers(
      SparkSession spark, Workspace workspace, String model, String trainingId) {
    String others = ofOthers(spark, workspace, trainingId);
    TABLE.delete(
        spark, workspace, "%s = %s AND %s".formatted(MODEL, StoredTable.literal(model), others));
  }

  /** All rows are of others where a table of an older build has no such column. */
  private static String ofOthers(SparkSession spark, Workspace workspace, String trainingId) {
    return TABLE.read(spark, workspace).schema().getFieldIndex(TRAINING_ID).isEmpty()
        ? "TRUE"
        : "(%1$s IS NULL OR %1$s <> %2$s)".formatted(TRAINING_ID, StoredTable.literal(trainingId));
  }

  /** Returns one row; the target may be unknown, and a crystal perhaps has no nearest. */
  public static Row toRow(
      String model,
      String materialId,
      OptionalDouble target,
      PredictedValue said,
      Fold fold,
      String trainingId,
      String column,
      OptionalDouble nearestDistance) {
    return RowFactory.create(
        model,
        materialId,
        orNull(target),
        said.value(),
        orNull(said.std()),
        fold.word(),
        trainingId,
        column,
        orNull(nearestDistance),
        end(said, -1),
        end(said, 1));
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static Double end(PredictedValue said, int side) {
    return said.halfWidth().isPresent()
        ? said.value() + side * said.halfWidth().getAsDouble()
        : null;
  }
}
