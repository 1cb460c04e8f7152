package org.latticework.pipeline.ingest.record;

/**
 * A dump cannot be read as it lies there, or only with more leave than was given. The message names
 * what is wrong, and what to do.
 */
public final class UnreadableDumpException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public UnreadableDumpException(String message) {
    super(message);
  }

  public UnreadableDumpException(String message, Throwable cause) {
    super(message, cause);
  }
}
