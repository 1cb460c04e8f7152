package org.latticework.pipeline.ingest.form;

/** A dump can be read in several ways, and nobody said in which. */
public final class UnclearFormException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnclearFormException(String input, String forms) {
    super("%s has files of the forms %s: say with --format which to read".formatted(input, forms));
  }

  private UnclearFormException(String message) {
    super(message);
  }

  /** The input shares Parquet files with a Delta table, in which not every file counts. */
  static UnclearFormException ofTable(String input, String table) {
    return new UnclearFormException(
        ("%s has files of the Delta table %s, which may have removed them: ingest that table, or say"
                + " --format parquet to read every file")
            .formatted(input, table));
  }
}
