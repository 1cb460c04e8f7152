package org.latticework.pipeline.ingest.dump;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.ingest.record.RecordSource;
import org.latticework.pipeline.ingest.stored.DumpText;

/**
 * The records of one file. Where the file is cut, damaged or expands without end, its last record
 * is a rejection that says so; a failure of the storage is thrown as {@link UncheckedIOException},
 * so that the task is tried again.
 */
public final class FileRecords implements OpenFile {
  private final DumpFile file;
  private final InputStream stored;
  private final RecordReader reader;
  private final RecordRules rules;
  private Optional<InputStream> text = Optional.empty();
  private Optional<RecordSource> source = Optional.empty();
  private Optional<DumpRecord> ahead = Optional.empty();
  private boolean ended;

  /**
   * Begins with the first record.
   *
   * @param stored the bytes of the file as stored
   */
  public FileRecords(DumpFile file, InputStream stored, RecordReader reader, RecordRules rules) {
    this.file = file;
    this.stored = stored;
    this.reader = reader;
    this.rules = rules;
  }

  @Override
  public boolean hasNext() {
    if (ahead.isEmpty() && !ended) {
      ahead = advance();
    }
    return ahead.isPresent();
  }

  @Override
  public DumpRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException(file.path());
    }
    DumpRecord record = ahead.orElseThrow();
    ahead = Optional.empty();
    return record;
  }

  private Optional<DumpRecord> advance() {
    try {
      if (source.isEmpty()) {
        text = Optional.of(DumpText.of(file, stored));
        source = Optional.of(reader.open(file, text.get()));
      }
      Optional<DumpRecord> record = source.get().next();
      ended = record.isEmpty();
      return record;
    } catch (IOException e) {
      ended = true;
      Place place = source.map(RecordSource::place).orElse(Place.line(1));
      Optional<Fault> damage = DumpText.damage(e);
      return Optional.of(
          rules.refuse(
              file,
              place,
              "",
              "",
              damage.orElseThrow(() -> new UncheckedIOException("Cannot read " + file.path(), e))));
    }
  }

  @Override
  public void close() throws IOException {
    ended = true;
    if (text.isPresent()) {
      text.get().close();
    }
    stored.close();
  }
}
