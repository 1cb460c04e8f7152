package org.latticework.pipeline.ingest.parquet;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.ingest.dump.Dump;
import org.latticework.pipeline.ingest.dump.DumpRows;
import org.latticework.pipeline.ingest.dump.FileOpener;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.RecordRules;

/** A dump of Parquet files, each with a schema of its own. */
public final class ParquetDump implements Dump {
  /** The names of files of the form. */
  public static final Pattern NAMES = Pattern.compile("(?i).*\\.parquet");

  private final List<DumpFile> files;
  private final Map<String, Map<String, Object>> constants;

  /**
   * Makes the dump.
   *
   * @param constants columns that are the same in all rows of a file and not in the file, by the
   *     path of the file; files without such columns may be left out
   */
  public ParquetDump(List<DumpFile> files, Map<String, Map<String, Object>> constants) {
    this.files = files;
    this.constants = constants;
  }

  @Override
  public Dataset<Row> records(SparkSession spark, RecordRules rules) {
    return DumpRows.read(spark, files, opener(constants), rules);
  }

  private static FileOpener opener(Map<String, Map<String, Object>> constants) {
    return (file, stored, rules) ->
        new ParquetRecords(
            file, stored, new RowDocuments(rules, constants.getOrDefault(file.path(), Map.of())));
  }

  @Override
  public long packedBytes() {
    return files.stream().mapToLong(DumpFile::length).sum();
  }

  @Override
  public String toString() {
    return files.size() + " Parquet files";
  }
}
