package org.latticework.pipeline.ingest.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.latticework.pipeline.ingest.record.Faults;
import org.latticework.pipeline.material.RejectionReason;

/** An array of rows of three numbers: cell vectors, or positions. */
final class Triples {
  private final String field;
  private final String row; // what one is called
  private final int maxRows;
  private final JsonFields fields;
  private final Faults faults;
  private double[] values = new double[9];
  private boolean any;
  private int rows;

  /**
   * Makes a reader of such arrays.
   *
   * @param field name of the array
   * @param maxRows how many rows are kept; others are counted
   */
  Triples(String field, int maxRows, JsonFields fields, Faults faults) {
    this.field = field;
    this.row = "a row of " + field;
    this.maxRows = maxRows;
    this.fields = fields;
    this.faults = faults;
  }

  /** Forgets the array before. */
  void clear() {
    any = false;
    rows = 0;
  }

  /** Reads the current value. */
  void read(JsonParser json) throws IOException {
    clear();
    if (!fields.startsArray(json, field)) {
      return;
    }
    any = true;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (rows >= maxRows) {
        json.skipChildren();
      } else if (fields.startsArray(json, row)) {
        readRow(json);
      } else {
        faults.add(RejectionReason.MALFORMED_FIELD, field + " has no row " + rows);
      }
      rows++;
    }
  }

  private void readRow(JsonParser json) throws IOException {
    int offset = 3 * rows;
    if (offset >= values.length) { // rows that are none take a place, too
      values = Arrays.copyOf(values, 2 * offset);
    }
    int n = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      double value = fields.number(json, field);
      if (Double.isNaN(value)) {
        faults.add(RejectionReason.MALFORMED_FIELD, field + " holds null");
      }
      if (n < 3) {
        values[offset + n] = value;
      }
      n++;
    }
    if (n != 3) {
      faults.add(
          RejectionReason.MALFORMED_FIELD, "%s should have 3 numbers, has %d".formatted(field, n));
    }
  }

  /** Returns whether there was an array. */
  boolean any() {
    return any;
  }

  /** Returns how many rows there were. */
  int rows() {
    return rows;
  }

  /** Returns a copy of the rows that were kept. */
  double[] values() {
    return Arrays.copyOf(values, 3 * Math.min(rows, maxRows));
  }

  String field() {
    return field;
  }
}
