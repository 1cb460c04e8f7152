package org.latticework.pipeline.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Lists the columns of a table, each with the comment that Delta keeps and tools show. */
public final class Columns {
  private final List<StructField> fields = new ArrayList<>();

  public Columns required(String name, DataType type, String comment) {
    fields.add(new StructField(name, type, false, comment(comment)));
    return this;
  }

  public Columns optional(String name, DataType type, String comment) {
    fields.add(new StructField(name, type, true, comment(comment)));
    return this;
  }

  public StructType schema() {
    return new StructType(fields.toArray(StructField[]::new));
  }

  private static Metadata comment(String text) {
    return new MetadataBuilder().putString("comment", text).build();
  }
}
