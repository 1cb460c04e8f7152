package org.latticework.pipeline.ingest.form;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.ingest.atomlist.ExtxyzReader;
import org.latticework.pipeline.ingest.atomlist.PoscarReader;
import org.latticework.pipeline.ingest.ciftable.CifReader;
import org.latticework.pipeline.ingest.ciftable.CsvReader;
import org.latticework.pipeline.ingest.ciftable.ListedDump;
import org.latticework.pipeline.ingest.ciftable.TargetLists;
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
import org.latticework.pipeline.ingest.record.FileNames;
import org.latticework.pipeline.ingest.record.UnreadableDumpException;

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

  /** Documents of Materials Project or another database, one JSON object a line. */
  JSON_LINES {
    @Override
    public Dump open(Configuration conf, Supplier<SparkSession> spark, String input)
        throws IOException {
      return new FileDump(list(conf, input, JSON_NAMES), JsonLinesReader::new);
    }
  },

  /** The same in one array, {@code […]}, {@code {"data": […]}} or {@code {"entries": […]}}. */
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
      return new ListedDump(list(conf, input, CIF_NAMES), root(conf, input), CifReader::new);
    }
  },

  /** VASP's POSCAR and CONTCAR files, with or without lists of targets. */
  POSCAR {
    @Override
    public Dump open(Configuration conf, Supplier<SparkSession> spark, String input)
        throws IOException {
      return new ListedDump(list(conf, input, POSCAR_NAMES), root(conf, input), PoscarReader::new);
    }
  },

  /** Extended XYZ, frames one after the other. */
  EXTXYZ {
    @Override
    public Dump open(Configuration conf, Supplier<SparkSession> spark, String input)
        throws IOException {
      FileNames names = new FileNames(root(conf, input));
      return new FileDump(list(conf, input, EXTXYZ_NAMES), rules -> new ExtxyzReader(rules, names));
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

  /** A Delta table whose columns are the fields of documents, one release of it. */
  DELTA {
    @Override
    public Dump open(Configuration conf, Supplier<SparkSession> spark, String input)
        throws IOException {
      return DeltaDump.open(spark.get(), input);
    }
  },

  /** Parquet files whose columns are the fields of documents. */
  PARQUET {
    @Override
    public Dump open(Configuration conf, Supplier<SparkSession> spark, String input)
        throws IOException {
      List<DumpFile> files = list(conf, input, ParquetDump.NAMES);
      if (files.get(0).place().inZip()) {
        throw new UnreadableDumpException(
            input + " is a zip, in which Parquet cannot be read: unpack it");
      }
      return new ParquetDump(files, Map.of());
    }
  };

  /** The names of files that belong to a form; those in a folder that fit no form do not count. */
  static final Pattern JSON_NAMES = packed(".*\\.(jsonl|ndjson|json)");

  static final Pattern CIF_FILES = packed(".*\\.cif");
  static final Pattern CIF_NAMES = withLists(CIF_FILES);
  static final Pattern CSV_NAMES = packed(".*\\.csv");

  /** What begins with the word {@code POSCAR} and does not end as a file of another kind. */
  static final Pattern POSCAR_FILES =
      packed(
          ".*\\.(vasp|poscar)|(POSCAR|CONTCAR)(?:(?=[._-])(?!.*\\."
              + "(?:cif|json|jsonl|ndjson|csv|xyz|extxyz|parquet|txt|md|py|log|out|ya?ml|png|svg|pdf|tar|tgz|zip)"
              + DumpFile.PACKED
              + "$).*)?");

  static final Pattern POSCAR_NAMES = withLists(POSCAR_FILES);
  static final Pattern EXTXYZ_NAMES = packed(".*\\.(extxyz|xyz)");

  /** The names of files that belong to any form whose files are read one by one. */
  static final Pattern DOCUMENTS =
      Pattern.compile(
          Stream.of(JSON_NAMES, CIF_FILES, POSCAR_FILES, EXTXYZ_NAMES, CSV_NAMES)
              .map(Pattern::pattern)
              .collect(Collectors.joining("|")));

  private static Pattern packed(String names) {
    return Pattern.compile("(?i)(?:" + names + ")" + DumpFile.PACKED);
  }

  private static Pattern withLists(Pattern files) {
    return Pattern.compile(files + "|(?i)" + Pattern.quote(TargetLists.NAME));
  }

  private static String root(Configuration conf, String input) throws IOException {
    Path path = new Path(input);
    return path.getFileSystem(conf).makeQualified(path).toString();
  }

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
