package org.latticework.pipeline.ingest.ciftable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
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
 * CIF files and the lists in their folders. The lists are read first, by the driver; a line that
 * stands for no file is a record too, a refused one.
 */
public final class CifDump implements Dump {
  private final String root;
  private final List<DumpFile> cifs = new ArrayList<>();
  private final List<DumpFile> lists = new ArrayList<>();

  /**
   * Makes the dump.
   *
   * @param root path of the input that they were found at
   */
  public CifDump(List<DumpFile> files, String root) {
    this.root = root;
    for (DumpFile file : files) {
      (CifLists.isList(file) ? lists : cifs).add(file);
    }
  }

  @Override
  public Dataset<Row> records(SparkSession spark, RecordRules rules) {
    CifLists known = new CifLists(root);
    List<Row> unmatched = new ArrayList<>();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Configuration conf = spark.sessionState().newHadoopConf();
    for (DumpFile list : lists) {
      read(list, conf, known, rules)
          .forEach(record -> unmatched.add(DumpRows.toRow(list, record, rules.extraTargets())));
    }
    return DumpRows.read(spark, cifs, opener(known), rules)
        .union(DumpRows.counted(spark, context.parallelize(unmatched, 1), rules));
  }

  private static FileOpener opener(CifLists known) {
    return FileDump.opener(taskRules -> new CifReader(taskRules, known));
  }

  @Override
  public Optional<DumpRecords> records(Configuration conf, RecordRules rules) {
    return lists.isEmpty() // whose lines may be records, too
        ? Optional.of(new DumpRecords(cifs.iterator(), opener(new CifLists(root)), rules, conf))
        : Optional.empty();
  }

  @Override
  public Dump withoutTargets() {
    return new CifDump(cifs, root);
  }

  private List<DumpRecord> read(
      DumpFile list, Configuration conf, CifLists known, RecordRules rules) {
    Path path = new Path(list.path());
    try (InputStream in = DumpFiles.open(conf, path)) {
      return known.read(list, in, CifLists.stems(cifs), rules);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + list.path(), e);
    }
  }

  @Override
  public long packedBytes() {
    return cifs.stream().mapToLong(DumpFile::length).sum() / 5;
  }

  @Override
  public String toString() {
    return "%d CIF files, %d of %s".formatted(cifs.size(), lists.size(), CifLists.NAME);
  }
}
