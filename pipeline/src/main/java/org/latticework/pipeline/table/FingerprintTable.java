package org.latticework.pipeline.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLImplicits;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.latticework.featurizer.fingerprint.Fingerprint;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;
import scala.Tuple2;
import scala.Tuple3;
import scala.Tuple5;

/**
 * The table {@code fingerprints}: what tells near-duplicates and prototypes. Content addressed: a
 * row never changes. Its columns are explained in {@link #SCHEMA}. Spark carries the arrays without
 * a box around each number.
 */
public final class FingerprintTable {
  public static final String STRUCTURE_HASH = "structure_hash";
  public static final String REDUCED_FORMULA = "reduced_formula";
  public static final String ANONYMOUS_FORMULA = "anonymous_formula";
  public static final String ELEMENTS = "elements";
  public static final String AMOUNTS = "amounts";
  public static final String ATOM_VOLUME = "atom_volume";
  public static final String ROW_ELEMENTS = "row_elements";
  public static final String WEIGHTS = "weights";
  public static final String DISTANCES = "distances";
  public static final String MEAN_DISTANCES = "mean_distances";

  private static final DataType INTS = DataTypes.createArrayType(DataTypes.IntegerType, false);
  private static final DataType FLOATS = DataTypes.createArrayType(DataTypes.FloatType, false);

  /** The columns. */
  public static final StructType SCHEMA =
      new Columns()
          .required(STRUCTURE_HASH, DataTypes.StringType, "Content address of the structure")
          .required(REDUCED_FORMULA, DataTypes.StringType, "Reduced formula, as in materials")
          .required(
              ANONYMOUS_FORMULA,
              DataTypes.StringType,
              "The same without elements, A for the rarest: A B2")
          .required(ELEMENTS, INTS, "Atomic numbers of the elements, ascending")
          .required(AMOUNTS, INTS, "Atoms of each element in the reduced formula")
          .required(ATOM_VOLUME, DataTypes.DoubleType, "Volume of the cell an atom, Å³")
          .required(
              ROW_ELEMENTS,
              INTS,
              "R numbers: which of the elements the atoms of a row are of, from 0")
          .required(
              WEIGHTS,
              DataTypes.createArrayType(DataTypes.DoubleType, false),
              "R shares of all atoms, of sum 1")
          .required(
              DISTANCES,
              FLOATS,
              "R rows of distances to the nearest neighbors, element after element, each sorted, Å")
          .required(
              MEAN_DISTANCES,
              FLOATS,
              "For each element the mean distance to the first to twelfth neighbor of any element, Å")
          .schema();

  /** The table: a row is named by its structure. */
  public static final StoredTable TABLE =
      new StoredTable("fingerprints", SCHEMA, List.of(STRUCTURE_HASH), List.of());

  private FingerprintTable() {}

  /** Returns all rows. */
  public static Dataset<Row> read(SparkSession spark, Workspace workspace) {
    return TABLE.read(spark, workspace);
  }

  /**
   * A fingerprint and what it is of.
   *
   * @param structureHash content address of the structure
   * @param reducedFormula of the structure
   * @param anonymousFormula the same without elements
   */
  public record Named(
      String structureHash, String reducedFormula, String anonymousFormula, Fingerprint fingerprint)
      implements Serializable {}

  /** Returns rows of the table. */
  public static Dataset<Row> rows(SparkSession spark, JavaRDD<Named> fingerprints) {
    return spark
        .createDataset(fingerprints.map(FingerprintTable::arrays).rdd(), encoder(spark))
        .select(
            col("_1._1").as(STRUCTURE_HASH),
            col("_1._2").as(REDUCED_FORMULA),
            col("_1._3").as(ANONYMOUS_FORMULA),
            col("_2._1").as(ELEMENTS),
            col("_2._2").as(AMOUNTS),
            col("_3._1").as(ATOM_VOLUME),
            col("_2._3").as(ROW_ELEMENTS),
            col("_3._2").as(WEIGHTS),
            col("_2._4").as(DISTANCES),
            col("_2._5").as(MEAN_DISTANCES));
  }

  /**
   * Reads fingerprints together with something else.
   *
   * @param rows rows of the table, and more
   * @param other of these rows
   * @param encoder how to read that
   */
  public static <T> JavaRDD<Tuple2<T, Named>> read(
      Dataset<Row> rows, Column other, Encoder<T> encoder) {
    Column names =
        struct(
            col(STRUCTURE_HASH).as("_1"),
            col(REDUCED_FORMULA).as("_2"),
            col(ANONYMOUS_FORMULA).as("_3"));
    Column arrays =
        struct(
            col(ELEMENTS).as("_1"),
            col(AMOUNTS).as("_2"),
            col(ROW_ELEMENTS).as("_3"),
            col(DISTANCES).as("_4"),
            col(MEAN_DISTANCES).as("_5"));
    Column numbers = struct(col(ATOM_VOLUME).as("_1"), col(WEIGHTS).as("_2"));
    return rows.select(
            other.as("_1"), struct(names.as("_1"), arrays.as("_2"), numbers.as("_3")).as("_2"))
        .as(Encoders.tuple(encoder, encoder(rows.sparkSession())))
        .toJavaRDD()
        .map(row -> new Tuple2<>(row._1(), named(row._2())));
  }

  private static Encoder<
          Tuple3<
              Tuple3<String, String, String>,
              Tuple5<int[], int[], int[], float[], float[]>,
              Tuple2<Double, double[]>>>
      encoder(SparkSession spark) {
    SQLImplicits arrays = spark.implicits();
    return Encoders.tuple(
        Encoders.tuple(Encoders.STRING(), Encoders.STRING(), Encoders.STRING()),
        Encoders.tuple(
            arrays.newIntArrayEncoder(),
            arrays.newIntArrayEncoder(),
            arrays.newIntArrayEncoder(),
            arrays.newFloatArrayEncoder(),
            arrays.newFloatArrayEncoder()),
        Encoders.tuple(Encoders.DOUBLE(), arrays.newDoubleArrayEncoder()));
  }

  private static Tuple3<
          Tuple3<String, String, String>,
          Tuple5<int[], int[], int[], float[], float[]>,
          Tuple2<Double, double[]>>
      arrays(Named named) {
    Fingerprint of = named.fingerprint();
    return new Tuple3<>(
        new Tuple3<>(named.structureHash(), named.reducedFormula(), named.anonymousFormula()),
        new Tuple5<>(
            of.elements(),
            of.amounts(),
            of.rowElements(),
            of.distances(),
            of.meanDistances().values()),
        new Tuple2<>(of.atomVolume(), of.weights()));
  }

  private static Named named(
      Tuple3<
              Tuple3<String, String, String>,
              Tuple5<int[], int[], int[], float[], float[]>,
              Tuple2<Double, double[]>>
          row) {
    Tuple5<int[], int[], int[], float[], float[]> arrays = row._2();
    return new Named(
        row._1()._1(),
        row._1()._2(),
        row._1()._3(),
        new Fingerprint(
            arrays._1(),
            arrays._2(),
            row._3()._1(),
            arrays._3(),
            row._3()._2(),
            arrays._4(),
            arrays._5()));
  }
}
