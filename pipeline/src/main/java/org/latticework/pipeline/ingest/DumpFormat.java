package org.latticework.pipeline.ingest;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;

/**
 * The forms of dumps that can be read. A form whose files are read one by one says which files it
 * reads and how; any other says how it is opened.
 */
public enum DumpFormat {
  /** Materials Project's summary documents, one JSON object a line, plain or gzip. */
  JSON_LINES {
    @Override
    Dump open(SparkSession spark, String input) throws IOException {
      return files(spark, input, JSON, JsonLinesReader::new);
    }
  },

  /** A Delta table with the columns of summary documents, one release of it. */
  DELTA {
    @Override
    Dump open(SparkSession spark, String input) throws IOException {
      return DeltaDump.open(spark, input);
    }
  },

  /** Parquet files with the columns of summary documents. */
  PARQUET {
    @Override
    Dump open(SparkSession spark, String input) throws IOException {
      return new ParquetDump(list(spark, input, PARQUET_NAMES), Map.of());
    }
  };

  static final Pattern PARQUET_NAMES = Pattern.compile("(?i).*\\.parquet");

  private static final Pattern JSON = Pattern.compile("(?i).*\\.(jsonl|ndjson|json)(\\.gz)?");

  /**
   * Finds what is to be read.
   *
   * @throws FileNotFoundException if there is nothing of this form at the input
   * @throws IOException if the storage cannot be listed
   */
  abstract Dump open(SparkSession spark, String input) throws IOException;

  Dump files(SparkSession spark, String input, Pattern names, ReaderFactory readers)
      throws IOException {
    return new FileDump(list(spark, input, names), readers);
  }

  List<DumpFile> list(SparkSession spark, String input, Pattern names) throws IOException {
    List<DumpFile> files = DumpFiles.list(spark.sessionState().newHadoopConf(), input, names);
    if (files.isEmpty()) {
      throw new FileNotFoundException(
          "No %s file in %s: nothing to ingest".formatted(word(), input));
    }
    return files;
  }

  /** Returns the word for configurations and command lines: {@code "json-lines"}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
