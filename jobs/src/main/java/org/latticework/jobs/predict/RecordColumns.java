package org.latticework.jobs.predict;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.latticework.jobs.predictor.Answer;
import org.latticework.jobs.predictor.CrystalOutput;
import org.latticework.jobs.predictor.PooledVector;
import scala.collection.mutable.WrappedArray;

/**
 * The columns of a file of predictions or embeddings, and its rows: one for each record.
 *
 * @param output what is asked of the model
 */
record RecordColumns(CrystalOutput output) implements Serializable {
  static final String REASON = "reason";

  /** Returns the schema; docs/predict.md explains each column. */
  StructType schema() {
    DataType said =
        output instanceof PooledVector
            ? DataTypes.createArrayType(DataTypes.FloatType, false)
            : DataTypes.DoubleType;
    StructType schema =
        new StructType()
            .add("material_id", DataTypes.StringType)
            .add("formula", DataTypes.StringType);
    for (String column : output.columns()) {
      schema = schema.add(column, said);
    }
    return schema
        .add("elements_seen", DataTypes.BooleanType)
        .add(REASON, DataTypes.StringType)
        .add("detail", DataTypes.StringType)
        .add("source", DataTypes.StringType)
        .add("record", DataTypes.StringType);
  }

  /**
   * Checks that no two columns have one name.
   *
   * @throws IllegalArgumentException naming one that occurs twice
   */
  void requireDistinct() {
    Set<String> names = new HashSet<>();
    for (String name : schema().fieldNames()) {
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "two columns of predictions would be called %s".formatted(name));
      }
    }
  }

  /** Returns the row of a record. */
  Row row(Answer answer) {
    List<Object> cells = new ArrayList<>();
    cells.add(answer.materialId().orElse(null));
    cells.add(answer.formula().orElse(null));
    if (answer instanceof Answer.Given given) {
      given.values().forEach(value -> cells.add(cell(value)));
      cells.add(given.elementsSeen().orElse(null));
      cells.addAll(Collections.nCopies(2, null));
    } else {
      Answer.Refused refused = (Answer.Refused) answer;
      cells.addAll(Collections.nCopies(output.columns().size() + 1, null));
      cells.add(refused.reason().name());
      cells.add(refused.detail());
    }
    cells.add(answer.origin().source());
    cells.add(answer.origin().record());
    return RowFactory.create(cells.toArray());
  }

  private static Object cell(Object value) {
    return value instanceof float[] vector ? WrappedArray.make(vector) : value; // as rows hold them
  }
}
