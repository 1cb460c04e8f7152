package org.latticework.pipeline.split;

/** A split that must not be made: it would move materials, or its file is not one of folds. */
public final class RefusedSplitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RefusedSplitException(String message) {
    super(message);
  }
}
