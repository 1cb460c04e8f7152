package org.latticework.pipeline.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.ZipException;
import org.latticework.pipeline.table.RejectionReason;

/**
 * The records of one file. Where the file is cut, damaged or expands without end, its last record
 * is a rejection that says so; a failure of the storage is thrown as {@link UncheckedIOException},
 * so that the task is tried again.
 */
final class FileRecords implements Iterator<DumpRecord> {
  private final DumpFile file;
  private final InputStream stored;
  private final RecordReader reader;
  private final RecordRules rules;
  private Optional<RecordSource> source = Optional.empty();
  private Optional<DumpRecord> ahead = Optional.empty();
  private boolean ended;

  /**
   * Begins with the first record.
   *
   * @param stored the bytes of the file as stored; the caller closes it
   */
  FileRecords(DumpFile file, InputStream stored, RecordReader reader, RecordRules rules) {
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
        source = Optional.of(reader.open(file, DumpText.of(file, stored)));
      }
      Optional<DumpRecord> record = source.get().next();
      ended = record.isEmpty();
      return record;
    } catch (EOFException e) {
      return Optional.of(cut(RejectionReason.TRUNCATED_FILE, e));
    } catch (ExpansionException e) {
      return Optional.of(cut(RejectionReason.ENDLESS_EXPANSION, e));
    } catch (ZipException e) {
      return Optional.of(cut(RejectionReason.CORRUPT_FILE, e));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file.path(), e);
    }
  }

  private DumpRecord cut(RejectionReason reason, IOException cause) {
    ended = true;
    Place place = source.map(RecordSource::place).orElse(Place.line(1));
    return rules.refuse(file, place, "", "", new Fault(reason, "gzip: " + cause.getMessage()));
  }
}
