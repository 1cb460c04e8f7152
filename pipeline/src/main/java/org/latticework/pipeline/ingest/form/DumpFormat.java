package org.latticework.pipeline.ingest.form;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.ingest.ciftable.CifDump;
import org.latticework.pipeline.ingest.ciftable.CsvReader;
import org.latticework.pipeline.ingest.dump.Dump;
import org.latticework.pipeline.ingest.dump.DumpFiles;
import org.latticework.pipeline.ingest.dump.FileDump;
import org.latticework.pipeline.ingest.json.JsonArrayReader;
import org.latticework.pipeline.ingest.json.JsonLinesReader;
import org.latticework.pipeline.ingest.json.JsonReader;
import org.latticework.pipeline.ingest.json.MatbenchReader;
import org.latticework.pipeline.ingest.parquet.DeltaDump;
import org.latticework.pipeline.ingest.parquet.ParquetDump;
import org.latticework.pipeline.ingest.record.DumpFile;

/**
 * The forms of dumps that can be read. A form whose files are read one by one says which files it
 * reads and how; any other says how it is opened.
 */
public enum DumpFormat {
  /** JSON of any of the three shapes below; each file says by its beginning which it has. */
  JSON {
    @Override
    public Dump open(Configuration conf, Supplier<SparkSession> spark, String input)
        throws IOException {
      return new FileDump(list(conf, input, JSON_NAMES), JsonReader::new);
    }
  },

  /** Materials Project's summary documents, one JSON object a line. */
  JSON_LINES {
    @Override
    public Dump open(Configuration conf, Supplier<SparkSession> spark, String input)
        throws IOException {
      return new FileDump(list(conf, input, JSON_NAMES), JsonLinesReader::new);
    }
  },

  /** The same documents in one array, {@code […]} or {@code {"data": […]}}. */
  JSON_ARRAY {
    @Override
    public Dump open(Configuration conf, Supplier<SparkSession> spark, String input)
        throws IOException {
      return new FileDump(list(conf, input, JSON_NAMES), JsonArrayReader::new);
    }
  },

  /** Matbench's tables: {@code {"index": […], "columns": […], "data": [[…], …]}}. */
  MATBENCH {
    @Override
    public Dump open(Configuration conf, Supplier<SparkSession> spark, String input)
        throws IOException {
      return new FileDump(list(conf, input, JSON_NAMES), MatbenchReader::new);
    }
  },

  /** CIF files, with or without lists of targets. */
  CIF {
    @Override
    public Dump open(Configuration conf, Supplier<SparkSession> spark, String input)
        throws IOException {
      Path path = new Path(input);
      FileSystem fs = path.getFileSystem(conf);
      return new CifDump(list(conf, input, CIF_NAMES), fs.makeQualified(path).toString());
    }
  },

  /** CSV with a column {@code cif}. */
  CSV {
    @Override
    public Dump open(Configuration conf, Supplier<SparkSession> spark, String input)
        throws IOException {
      return new FileDump(list(conf, input, CSV_NAMES), CsvReader::new);
    }
  },

  /** A Delta table with the columns of summary documents, one release of it. */
  DELTA {
    @Override
    public Dump open(Configuration conf, Supplier<SparkSession> spark, String input)
        throws IOException {
      return DeltaDump.open(spark.get(), input);
    }
  },

  /** Parquet files with the columns of summary documents. */
  PARQUET {
    @Override
    public Dump open(Configuration conf, Supplier<SparkSession> spark, String input)
        throws IOException {
      return new ParquetDump(list(conf, input, ParquetDump.NAMES), Map.of());
    }
  };

  /** The names of files that belong to a form; those in a folder that fit no form do not count. */
  static final Pattern JSON_NAMES = Pattern.compile("(?i).*\\.(jsonl|ndjson|json)(\\.gz)?");

  static final Pattern CIF_NAMES = Pattern.compile("(?i).*\\.cif(\\.gz)?|id_prop\\.csv");
  static final Pattern CSV_NAMES = Pattern.compile("(?i).*\\.csv(\\.gz)?");

  /**
   * Finds what is to be read.
   *
   * @param spark asked for where only Spark can find it
   * @throws FileNotFoundException if there is nothing of this form at the input
   * @throws IOException if the storage cannot be listed
   */
  public abstract Dump open(Configuration conf, Supplier<SparkSession> spark, String input)
      throws IOException;

  List<DumpFile> list(Configuration conf, String input, Pattern names) throws IOException {
    List<DumpFile> files = DumpFiles.list(conf, input, names);
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
