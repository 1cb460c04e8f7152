package org.latticework.pipeline.delta;

/** A version of a table is asked for that can no longer be read: it was vacuumed or has expired. */
public final class LostVersionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  LostVersionException(String table, long version, Throwable cause) {
    super(
        "Version %d of the table %s is no longer there: it was vacuumed, or the table was created again"
            .formatted(version, table),
        cause);
  }
}
