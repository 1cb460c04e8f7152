package org.latticework.pipeline.ingest;

/** A dump has files of several forms, and nobody said which to read. */
public final class UnclearFormException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnclearFormException(String input, String forms) {
    super("%s has files of the forms %s: say with --format which to read".formatted(input, forms));
  }
}
