package org.latticework.jobs.predict;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.latticework.jobs.predictor.AtomVectors;
import org.latticework.jobs.predictor.CrystalOutput;
import org.latticework.jobs.predictor.CrystalVectors;
import org.latticework.jobs.predictor.PooledVector;
import org.latticework.jobs.predictor.PredictingModel;
import org.latticework.jobs.predictor.SiteContributions;
import scala.collection.mutable.WrappedArray;

/**
 * The columns of a file of predictions or embeddings, and its rows: one for each record.
 *
 * @param output what is asked of the model
 * @param nearest whether the nearest crystal of the training fold is known
 */
record RecordColumns(CrystalOutput output, boolean nearest) implements Serializable {
  static final String REASON = "reason";

  /** Returns the schema; docs/predict.md explains each column. */
  StructType schema() {
    StructType schema =
        new StructType()
            .add("material_id", DataTypes.StringType)
            .add("formula", DataTypes.StringType);
    for (String column : output.columns()) {
      schema = schema.add(column, type(column));
    }
    schema = schema.add("elements_seen", DataTypes.BooleanType);
    if (nearest) {
      schema =
          schema
              .add("nearest_training_id", DataTypes.StringType)
              .add("nearest_training_distance", DataTypes.DoubleType);
    }
    return schema
        .add(REASON, DataTypes.StringType)
        .add("detail", DataTypes.StringType)
        .add("source", DataTypes.StringType)
        .add("record", DataTypes.StringType);
  }

  private DataType type(String column) {
    if (output instanceof SiteContributions of && of.ofSites().contains(column)) {
      return DataTypes.createArrayType(DataTypes.DoubleType, false);
    }
    DataType vector = DataTypes.createArrayType(DataTypes.FloatType, false);
    if (output instanceof AtomVectors) {
      return DataTypes.createArrayType(vector, false);
    }
    return output instanceof PooledVector ? vector : DataTypes.DoubleType;
  }

  /** Returns those of a model. */
  static RecordColumns of(PredictingModel model) {
    return new RecordColumns(model.output(), !model.training().isEmpty());
  }

  /**
   * Returns these columns, if no two of them have one name.
   *
   * @throws IllegalArgumentException naming one that occurs twice
   */
  RecordColumns distinct() {
    Set<String> names = new HashSet<>();
    for (String name : schema().fieldNames()) {
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "two columns of predictions would be called %s".formatted(name));
      }
    }
    return this;
  }

  /** Returns the row of a record. */
  Row row(Answer answer) {
    List<Object> cells = new ArrayList<>();
    cells.add(answer.materialId().orElse(null));
    cells.add(answer.formula().orElse(null));
    if (answer instanceof Answer.Given given) {
      given.values().forEach(value -> cells.add(cell(value)));
      cells.add(given.elementsSeen().orElse(null));
      if (nearest) {
        cells.add(given.nearest().map(CrystalVectors.Near::materialId).orElse(null));
        cells.add(given.nearest().map(CrystalVectors.Near::distance).orElse(null));
      }
      cells.addAll(Collections.nCopies(2, null));
    } else {
      Answer.Refused refused = (Answer.Refused) answer;
      cells.addAll(Collections.nCopies(output.columns().size() + (nearest ? 3 : 1), null));
      cells.add(refused.reason().name());
      cells.add(refused.detail());
    }
    cells.add(answer.origin().source());
    cells.add(answer.origin().record());
    return RowFactory.create(cells.toArray());
  }

  private static Object cell(Object value) {
    if (value instanceof float[][] vectors) { // rows hold arrays as Scala does
      return WrappedArray.make(Arrays.stream(vectors).map(WrappedArray::make).toArray());
    }
    if (value instanceof double[] numbers) {
      return WrappedArray.make(numbers);
    }
    return value instanceof float[] vector ? WrappedArray.make(vector) : value;
  }
}
