package org.latticework.pipeline.table;

import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SQLImplicits;
import org.apache.spark.sql.SparkSession;
import org.latticework.featurizer.graph.CrystalGraph;
import scala.Tuple5;

/**
 * A graph as Spark carries it without a box around each number: atomic numbers (N), offsets (N +
 * 1), neighbors (E), distances (E), features of the edges (E K, or none).
 */
public final class GraphArrays {
  private GraphArrays() {}

  /** Returns how Spark reads and writes such arrays. */
  public static Encoder<Tuple5<int[], int[], int[], float[], float[]>> encoder(SparkSession spark) {
    SQLImplicits arrays = spark.implicits();
    return Encoders.tuple(
        arrays.newIntArrayEncoder(),
        arrays.newIntArrayEncoder(),
        arrays.newIntArrayEncoder(),
        arrays.newFloatArrayEncoder(),
        arrays.newFloatArrayEncoder());
  }

  /** Returns the arrays of a graph. */
  public static Tuple5<int[], int[], int[], float[], float[]> of(CrystalGraph graph) {
    return new Tuple5<>(
        graph.atomicNumbers(),
        graph.offsets(),
        graph.neighbors(),
        graph.distances(),
        graph.edgeFeatures());
  }

  /** Returns the graph of arrays. */
  public static CrystalGraph graph(Tuple5<int[], int[], int[], float[], float[]> arrays) {
    CrystalGraph graph = new CrystalGraph(arrays._1(), arrays._2(), arrays._3(), arrays._4());
    return arrays._5().length == 0 ? graph : graph.withEdgeFeatures(arrays._5());
  }
}
