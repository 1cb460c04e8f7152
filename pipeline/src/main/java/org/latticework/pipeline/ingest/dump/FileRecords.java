package org.latticework.pipeline.ingest.dump;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.fs.Seekable;
import org.latticework.pipeline.ingest.bytes.DumpText;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.ingest.record.RecordSource;

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
  public Optional<DumpRecord> next() {
    if (ended) {
      return Optional.empty();
    }
    try {
      if (source.isEmpty()) {
        text = Optional.of(DumpText.of(file, stored));
        source = Optional.of(reader.open(file, text.get(), this::again));
      }
      Optional<DumpRecord> record = source.get().next();
      ended = record.isEmpty();
      return record;
    } catch (IOException e) {
      ended = true;
      Place place = source.map(RecordSource::place).orElse(Place.line(1));
      Fault damage =
          DumpText.damage(e)
              .orElseThrow(() -> new UncheckedIOException("Cannot read " + file.path(), e));
      return Optional.of(rules.refuse(file, place, damage));
    }
  }

  /** Opens the text from its start; whoever closes it finds the file where it was left. */
  private Optional<InputStream> again() throws IOException {
    if (!(stored instanceof Seekable)) {
      return Optional.empty();
    }
    Seekable seekable = (Seekable) stored;
    long place = seekable.getPos();
    seekable.seek(0);
    return Optional.of(
        DumpText.of(
            file,
            new FilterInputStream(stored) {
              @Override
              public void close() throws IOException {
                seekable.seek(place);
              }
            }));
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
