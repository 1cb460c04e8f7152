package org.latticework.pipeline.ingest.dump;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.material.Target;

/**
 * The rows of all files of one task. One file is open at a time, and nothing is held of those that
 * were read, however many they are.
 */
final class TaskRows implements Iterator<Row> {
  private final Iterator<DumpFile> files;
  private final FileOpener opener;
  private final RecordRules rules;
  private final List<Target> extra;
  private final Configuration conf;
  private Optional<DumpFile> file = Optional.empty();
  private Optional<OpenFile> records = Optional.empty();
  private Optional<DumpRecord> ahead = Optional.empty();

  TaskRows(Iterator<DumpFile> files, FileOpener opener, RecordRules rules, Configuration conf) {
    this.files = files;
    this.opener = opener;
    this.rules = rules;
    this.extra = rules.extraTargets();
    this.conf = conf;
  }

  @Override
  public boolean hasNext() {
    while (ahead.isEmpty()) {
      ahead = records.flatMap(OpenFile::next);
      if (ahead.isEmpty()) {
        close();
        if (!files.hasNext()) {
          return false;
        }
        open(files.next());
      }
    }
    return true;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no record left");
    }
    Row row = DumpRows.toRow(file.orElseThrow(), ahead.orElseThrow(), extra);
    ahead = Optional.empty();
    return row;
  }

  private void open(DumpFile next) {
    Path path = new Path(next.path());
    file = Optional.of(next);
    try {
      records = Optional.of(opener.open(next, DumpFiles.open(conf, path), rules));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open " + next.path(), e);
    }
  }

  /** Closes the current file, if one is open. */
  void close() {
    Optional<OpenFile> open = records;
    records = Optional.empty();
    if (open.isPresent()) {
      try {
        open.get().close();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot close " + file.orElseThrow().path(), e);
      }
    }
  }
}
