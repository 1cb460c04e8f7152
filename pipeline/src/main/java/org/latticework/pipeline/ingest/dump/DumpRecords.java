package org.latticework.pipeline.ingest.dump;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.RecordRules;

/**
 * The records of several files, one file after the other. One is open at a time, and nothing is
 * held of those that were read, however many they are.
 */
public final class DumpRecords implements Iterator<DumpRecord>, AutoCloseable {
  private final Iterator<DumpFile> files;
  private final FileOpener opener;
  private final RecordRules rules;
  private final Configuration conf;
  private Optional<DumpFile> file = Optional.empty();
  private Optional<OpenFile> records = Optional.empty();
  private Optional<DumpRecord> ahead = Optional.empty();

  /**
   * Begins with the first file.
   *
   * @param files in the order in which they are read
   * @param opener opens them
   * @param rules what readers must know
   * @param conf what Hadoop's file systems need to know
   */
  public DumpRecords(
      Iterator<DumpFile> files, FileOpener opener, RecordRules rules, Configuration conf) {
    this.files = files;
    this.opener = opener;
    this.rules = rules;
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
  public DumpRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no record left");
    }
    DumpRecord record = ahead.orElseThrow();
    ahead = Optional.empty();
    return record;
  }

  /** Returns the file of the record that came last. */
  public DumpFile file() {
    return file.orElseThrow();
  }

  private void open(DumpFile next) {
    file = Optional.of(next);
    try {
      records = Optional.of(opener.open(next, DumpFiles.open(conf, next), rules));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open " + next.path(), e);
    }
  }

  /** Closes the current file, if one is open. */
  @Override
  public void close() {
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
