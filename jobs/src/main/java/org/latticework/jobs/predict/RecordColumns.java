package org.latticework.jobs.predict;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
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

/**
 * The columns of a file of predictions or embeddings, and its rows: one for each record.
 *
 * @param said those of what the model says
 */
record RecordColumns(StructType said) implements Serializable {
  static final String REASON = "reason";

  /** Returns the schema; docs/predict.md explains each column. */
  StructType schema() {
    StructType schema =
        new StructType()
            .add("material_id", DataTypes.StringType)
            .add("formula", DataTypes.StringType);
    for (var column : said.fields()) {
      schema = schema.add(column);
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

  /**
   * Returns the row of a crystal that the model knows.
   *
   * @param cells what it says
   * @param seen whether the training fold had all of its elements; empty where that is not known
   */
  Row known(Material material, String formula, List<Object> cells, Optional<Boolean> seen) {
    List<Object> row = new ArrayList<>(List.of(material.materialId(), formula));
    row.addAll(cells);
    row.add(seen.orElse(null));
    row.add(null);
    row.add(null);
    addOrigin(material.origin(), row);
    return RowFactory.create(row.toArray());
  }

  /** Returns the row of a record of which the model says nothing. */
  Row refused(
      Optional<String> materialId,
      Optional<String> formula,
      Origin origin,
      RejectionReason reason,
      String detail) {
    List<Object> row = new ArrayList<>();
    row.add(materialId.orElse(null));
    row.add(formula.orElse(null));
    row.addAll(Collections.nCopies(said.size() + 1, null));
    row.add(reason.name());
    row.add(detail);
    addOrigin(origin, row);
    return RowFactory.create(row.toArray());
  }

  private static void addOrigin(Origin origin, List<Object> row) {
    row.add(origin.source());
    row.add(origin.record());
  }
}
