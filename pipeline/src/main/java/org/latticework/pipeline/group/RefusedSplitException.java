package org.latticework.pipeline.group;

/** A split that must not be made: it would move materials, leave a fold empty, or lacks data. */
public final class RefusedSplitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RefusedSplitException(String message) {
    super(message);
  }
}
