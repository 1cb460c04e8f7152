package org.latticework.pipeline.material;

import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SQLImplicits;
import org.apache.spark.sql.SparkSession;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import scala.Tuple3;

/**
 * A structure as Spark carries it without a box around each number: lattice (9), atomic numbers
 * (N), fractional coordinates (3 N).
 */
public final class StructureArrays {
  private StructureArrays() {}

  /** Returns how Spark reads such arrays. */
  public static Encoder<Tuple3<double[], int[], double[]>> encoder(SparkSession spark) {
    SQLImplicits arrays = spark.implicits();
    return Encoders.tuple(
        arrays.newDoubleArrayEncoder(),
        arrays.newIntArrayEncoder(),
        arrays.newDoubleArrayEncoder());
  }

  /** Returns the structure of arrays. */
  public static Structure structure(Tuple3<double[], int[], double[]> arrays) {
    return new Structure(Lattice.ofRows(arrays._1()), arrays._2(), arrays._3());
  }
}
