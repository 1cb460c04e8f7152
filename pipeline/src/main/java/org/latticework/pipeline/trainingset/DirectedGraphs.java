package org.latticework.pipeline.trainingset;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.Directions;
import org.latticework.pipeline.material.StructureArrays;
import org.latticework.pipeline.table.GraphArrays;
import scala.Tuple2;
import scala.Tuple3;

/** Graphs with directions of their edges, made of their images and of the structures. */
final class DirectedGraphs {
  private DirectedGraphs() {}

  /**
   * Reads graphs together with something else; images are not kept.
   *
   * @param rows with columns {@code _1}, of which {@code _1._2} is the structure, and {@code _2},
   *     which is what {@link GraphArrays#graph} returned, or null
   * @param other how to read {@code _1._1}
   */
  static <T> JavaRDD<Tuple2<T, Optional<CrystalGraph>>> read(Dataset<Row> rows, Encoder<T> other) {
    return GraphArrays.read(
            rows, Encoders.tuple(other, StructureArrays.encoder(rows.sparkSession())))
        .map(row -> new Tuple2<>(row._1()._1(), directed(row._2(), row._1()._2())));
  }

  private static Optional<CrystalGraph> directed(
      Optional<CrystalGraph> graph, Tuple3<double[], int[], double[]> structure) {
    return graph.isPresent()
        ? Optional.of(
            Directions.of(graph.get(), StructureArrays.structure(structure))
                .withImages(new byte[0]))
        : graph;
  }
}
