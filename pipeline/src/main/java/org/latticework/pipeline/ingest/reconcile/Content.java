package org.latticework.pipeline.ingest.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What is known of a material: equal contents need one row only.
 *
 * @param structureHash content address of the structure
 * @param targets property by property, null where there is none; −0 is 0, and NaN is NaN
 */
record Content(UTF8String structureHash, List<Double> targets) {
  /** Returns whether no property is known: documents of other collections look so. */
  boolean isBare() {
    return targets.stream().allMatch(Objects::isNull);
  }

  /** Returns the content that a row of {@link History} has in its column {@code content}. */
  static Content of(InternalRow content) {
    ArrayData stored = content.getArray(1);
    List<Double> targets = new ArrayList<>(stored.numElements()); // List.of takes no null
    for (int i = 0; i < stored.numElements(); i++) {
      targets.add(stored.isNullAt(i) ? null : (Double) (stored.getDouble(i) + 0.0));
    }
    return new Content(content.getUTF8String(0).clone(), targets);
  }
}
