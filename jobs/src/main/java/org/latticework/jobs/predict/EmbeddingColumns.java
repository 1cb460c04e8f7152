package org.latticework.jobs.predict;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.inference.Predictor;
import scala.collection.mutable.WrappedArray;

/**
 * The vector that a network has made of a crystal, d numbers; of an ensemble its first member's.
 */
record EmbeddingColumns() implements CrystalOutput {
  @Override
  public StructType columns() {
    return new StructType().add("embedding", DataTypes.createArrayType(DataTypes.FloatType, false));
  }

  @Override
  public List<Object> cells(List<Predictor> members, CrystalGraph graph) {
    float[] vector = members.get(0).embedding(graph);
    for (float number : vector) {
      if (!Float.isFinite(number)) {
        throw new ArithmeticException("the network's vector holds " + number);
      }
    }
    return List.of(WrappedArray.make(vector)); // as rows hold arrays
  }
}
