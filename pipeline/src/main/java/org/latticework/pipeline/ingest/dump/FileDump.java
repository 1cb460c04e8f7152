package org.latticework.pipeline.ingest.dump;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.RecordRules;

/** A dump of files that are read one by one, from front to back. */
public final class FileDump implements Dump {
  private static final int PACKING = 5; // text over what is stored, roughly

  private final List<DumpFile> files;
  private final ReaderFactory readers;

  public FileDump(List<DumpFile> files, ReaderFactory readers) {
    this.files = files;
    this.readers = readers;
  }

  @Override
  public Dataset<Row> records(SparkSession spark, RecordRules rules) {
    return DumpRows.read(spark, files, opener(readers), rules);
  }

  @Override
  public Optional<DumpRecords> records(Configuration conf, RecordRules rules) {
    return Optional.of(new DumpRecords(files.iterator(), opener(readers), rules, conf));
  }

  /** Returns what opens files from front to back. */
  public static FileOpener opener(ReaderFactory readers) {
    return (file, stored, rules) -> new FileRecords(file, stored, readers.reader(rules), rules);
  }

  @Override
  public long packedBytes() {
    long packed = 0;
    for (DumpFile file : files) {
      packed += file.isNamedPacked() ? file.length() : file.length() / PACKING;
    }
    return packed;
  }

  @Override
  public String toString() {
    return files.size() + " files";
  }
}
