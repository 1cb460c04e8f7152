package org.latticework.pipeline.ingest.dump;

import java.sql.Timestamp;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Turns rows of {@link DumpRows} into rows as Spark works on them. Spark's own encoder makes an
 * object of each number of an array and checks its type; here an array is copied as a whole.
 */
final class InternalRows {
  private InternalRows() {}

  /**
   * Returns the same row.
   *
   * @throws IllegalStateException if it holds a type that no table of a dump has
   */
  static InternalRow of(Row row) {
    Object[] values = new Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.isNullAt(i) ? null : value(row.get(i));
    }
    return new GenericInternalRow(values);
  }

  private static Object value(Object value) {
    if (value instanceof String text) {
      return UTF8String.fromString(text);
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof double[] numbers) {
      return UnsafeArrayData.fromPrimitiveArray(numbers);
    }
    if (value instanceof int[] numbers) {
      return UnsafeArrayData.fromPrimitiveArray(numbers);
    }
    if (value instanceof Timestamp time) {
      return DateTimeUtils.fromJavaTimestamp(time);
    }
    if (value instanceof Row inner) {
      return of(inner);
    }
    throw new IllegalStateException("No column of a dump holds a " + value.getClass().getName());
  }
}
