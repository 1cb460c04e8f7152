package org.latticework.jobs.predict;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Origin;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.trainer.calibration.ConformalFactor;
import org.latticework.trainer.inference.MeanAndDeviation;

/**
 * The columns of a file of predictions, and its rows: one for each record, in their order.
 *
 * @param outputs of the model, t names
 * @param ensemble whether there are deviations
 * @param intervals of each output what makes an interval of a deviation; empty where there are none
 */
record PredictionColumns(List<String> outputs, boolean ensemble, List<ConformalFactor> intervals)
    implements Serializable {
  static final String REASON = "reason";
  private static final String STD = "_std";
  private static final String LOWER = "_lower";
  private static final String UPPER = "_upper";

  PredictionColumns {
    outputs = List.copyOf(outputs);
    intervals = List.copyOf(intervals);
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

  /** Returns the schema; docs/predict.md explains each column. */
  StructType schema() {
    StructType schema =
        new StructType()
            .add("material_id", DataTypes.StringType)
            .add("formula", DataTypes.StringType);
    for (String output : outputs) {
      schema = schema.add(output, DataTypes.DoubleType);
      for (String ending : endings()) {
        schema = schema.add(output + ending, DataTypes.DoubleType);
      }
    }
    return schema
        .add("elements_seen", DataTypes.BooleanType)
        .add(REASON, DataTypes.StringType)
        .add("detail", DataTypes.StringType)
        .add("source", DataTypes.StringType)
        .add("record", DataTypes.StringType);
  }

  private List<String> endings() {
    if (!ensemble) {
      return List.of();
    }
    return intervals.isEmpty() ? List.of(STD) : List.of(STD, LOWER, UPPER);
  }

  /**
   * Returns the row of a crystal that was predicted.
   *
   * @param said of each output
   * @param seen whether the training fold had all of its elements; empty where that is not known
   */
  Row predicted(
      Material material, String formula, List<MeanAndDeviation> said, Optional<Boolean> seen) {
    List<Object> cells = new ArrayList<>(List.of(material.materialId(), formula));
    for (int column = 0; column < outputs.size(); column++) {
      MeanAndDeviation of = said.get(column);
      cells.add(of.mean());
      if (ensemble) {
        cells.add(of.deviation());
      }
      if (ensemble && !intervals.isEmpty()) {
        double half = intervals.get(column).halfWidth(of.deviation());
        cells.add(Double.isFinite(half) ? of.mean() - half : null);
        cells.add(Double.isFinite(half) ? of.mean() + half : null);
      }
    }
    cells.add(seen.orElse(null));
    cells.add(null);
    cells.add(null);
    addOrigin(material.origin(), cells);
    return RowFactory.create(cells.toArray());
  }

  /** Returns the row of a record that was not predicted. */
  Row refused(
      Optional<String> materialId,
      Optional<String> formula,
      Origin origin,
      RejectionReason reason,
      String detail) {
    List<Object> cells = new ArrayList<>();
    cells.add(materialId.orElse(null));
    cells.add(formula.orElse(null));
    for (int k = 0; k < outputs.size() * (1 + endings().size()) + 1; k++) {
      cells.add(null);
    }
    cells.add(reason.name());
    cells.add(detail);
    addOrigin(origin, cells);
    return RowFactory.create(cells.toArray());
  }

  private static void addOrigin(Origin origin, List<Object> cells) {
    cells.add(origin.source());
    cells.add(origin.record());
  }
}
