package org.latticework.pipeline.leakage;

import static org.apache.spark.sql.functions.col;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLImplicits;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.latticework.featurizer.fingerprint.MeanDistances;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.FingerprintTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.NearestTable;
import org.latticework.pipeline.table.SplitTable;
import scala.Tuple4;

/** The nearest training crystal of each judged one, among those of the same elements. */
public final class NearestTraining {
  private static final String TRAINS = "trains";
  private static final StructType SCHEMA =
      new StructType()
          .add(NearestTable.MATERIAL_ID, DataTypes.StringType)
          .add(NearestTable.NEAREST, DataTypes.StringType)
          .add(NearestTable.DISTANCE, DataTypes.DoubleType);

  private NearestTraining() {}

  /**
   * Returns the distance, Å, of each material of a fold from the nearest of training; those that
   * have no fingerprint, or no material of the same elements in training, are not in the map.
   *
   * @param materials rows of the materials table, one for each material
   * @param folds rows of the splits table, of one split
   * @param judged the fold; not training
   */
  public static Map<String, Double> distances(
      SparkSession spark,
      Workspace workspace,
      Dataset<Row> materials,
      Dataset<Row> folds,
      Fold judged) {
    Dataset<Row> placed =
        folds
            .where(col(SplitTable.FOLD).isin(Fold.TRAIN.word(), judged.word()))
            .select(SplitTable.MATERIAL_ID, SplitTable.FOLD)
            .join(
                materials.select(
                    MaterialTable.MATERIAL_ID,
                    MaterialTable.STRUCTURE_HASH,
                    MaterialTable.CHEMICAL_SYSTEM),
                SplitTable.MATERIAL_ID);
    Map<String, Double> distances = new HashMap<>();
    of(spark, workspace, placed)
        .collectAsList()
        .forEach(row -> distances.put(row.getString(0), row.getDouble(2)));
    return distances;
  }

  /**
   * Returns material, nearest and distance, for each judged material that has a nearest.
   *
   * @param placed materials with structure hash, chemical system and fold
   */
  static Dataset<Row> of(SparkSession spark, Workspace workspace, Dataset<Row> placed) {
    Dataset<Row> crystals =
        placed
            .join(
                FingerprintTable.read(spark, workspace)
                    .select(
                        FingerprintTable.STRUCTURE_HASH,
                        FingerprintTable.ELEMENTS,
                        FingerprintTable.MEAN_DISTANCES),
                FingerprintTable.STRUCTURE_HASH)
            .withColumn(TRAINS, col(SplitTable.FOLD).equalTo(Fold.TRAIN.word()))
            .repartition(col(MaterialTable.CHEMICAL_SYSTEM))
            .sortWithinPartitions(
                col(MaterialTable.CHEMICAL_SYSTEM), col(TRAINS).desc(), col(SplitTable.MATERIAL_ID))
            .select(
                col(SplitTable.MATERIAL_ID).as("_1"),
                col(TRAINS).as("_2"),
                col(FingerprintTable.ELEMENTS).as("_3"),
                col(FingerprintTable.MEAN_DISTANCES).as("_4"));
    JavaRDD<Row> nearest =
        crystals
            .as(encoder(spark))
            .toJavaRDD()
            .map(
                row -> new PlacedCrystal(row._1(), row._2(), new MeanDistances(row._3(), row._4())))
            .mapPartitions(NearestTask::new);
    return spark.createDataFrame(nearest, SCHEMA);
  }

  private static Encoder<Tuple4<String, Boolean, int[], float[]>> encoder(SparkSession spark) {
    SQLImplicits arrays = spark.implicits();
    return Encoders.tuple(
        Encoders.STRING(),
        Encoders.BOOLEAN(),
        arrays.newIntArrayEncoder(),
        arrays.newFloatArrayEncoder());
  }
}
