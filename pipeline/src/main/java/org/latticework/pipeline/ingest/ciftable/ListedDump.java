package org.latticework.pipeline.ingest.ciftable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.ingest.dump.Dump;
import org.latticework.pipeline.ingest.dump.DumpFiles;
import org.latticework.pipeline.ingest.dump.DumpRecords;
import org.latticework.pipeline.ingest.dump.DumpRows;
import org.latticework.pipeline.ingest.dump.FileDump;
import org.latticework.pipeline.ingest.dump.FileOpener;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.RecordRules;

/**
 * Files of crystals and the lists in their folders. The lists are read first, by the driver; a line
 * that stands for no file is a record too, a refused one.
 */
public final class ListedDump implements Dump {
  private final String root;
  private final ListedReaders readers;
  private final List<DumpFile> crystals = new ArrayList<>();
  private final List<DumpFile> lists = new ArrayList<>();

  /**
   * Makes the dump.
   *
   * @param files those of crystals, and lists
   * @param root path of the input that they were found at
   * @param readers make what reads those of crystals
   */
  public ListedDump(List<DumpFile> files, String root, ListedReaders readers) {
    this.root = root;
    this.readers = readers;
    for (DumpFile file : files) {
      (TargetLists.isList(file) ? lists : crystals).add(file);
    }
  }

  @Override
  public Dataset<Row> records(SparkSession spark, RecordRules rules) {
    TargetLists known = new TargetLists(root);
    List<Row> unmatched = new ArrayList<>();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Configuration conf = spark.sessionState().newHadoopConf();
    for (DumpFile list : lists) {
      read(list, conf, known, rules)
          .forEach(record -> unmatched.add(DumpRows.toRow(list, record, rules.extraTargets())));
    }
    return DumpRows.read(spark, crystals, opener(readers, known), rules)
        .union(DumpRows.counted(spark, context.parallelize(unmatched, 1), rules));
  }

  private static FileOpener opener(ListedReaders readers, TargetLists known) {
    return FileDump.opener(rules -> readers.reader(rules, known));
  }

  @Override
  public Optional<DumpRecords> records(Configuration conf, RecordRules rules) {
    return lists.isEmpty() // whose lines may be records, too
        ? Optional.of(
            new DumpRecords(
                crystals.iterator(), opener(readers, new TargetLists(root)), rules, conf))
        : Optional.empty();
  }

  @Override
  public Dump withoutTargets() {
    return new ListedDump(crystals, root, readers);
  }

  private List<DumpRecord> read(
      DumpFile list, Configuration conf, TargetLists known, RecordRules rules) {
    try (InputStream in = DumpFiles.open(conf, list)) {
      return known.read(list, in, TargetLists.stems(crystals), rules);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + list.path(), e);
    }
  }

  @Override
  public long packedBytes() {
    return crystals.stream().mapToLong(DumpFile::length).sum() / 5;
  }

  @Override
  public String toString() {
    return "%d files of crystals, %d of %s"
        .formatted(crystals.size(), lists.size(), TargetLists.NAME);
  }
}
