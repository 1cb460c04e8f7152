package org.latticework.pipeline.ingest.record;

/**
 * Where in its file a record is.
 *
 * @param position a number that no other record of the file has; grows from record to record
 * @param record the same for a person to find it by: {@code "line 12"}
 */
public record Place(long position, String record) {
  /** Returns a line, counted from 1 as {@code sed -n} does. */
  public static Place line(long number) {
    return new Place(number, "line " + number);
  }

  /** Returns an element of an array, counted from 0 as {@code jq} does. */
  public static Place index(long index) {
    return new Place(index, "index " + index);
  }
}
