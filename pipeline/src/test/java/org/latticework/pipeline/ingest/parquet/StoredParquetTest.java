package org.latticework.pipeline.ingest.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.StoredBytes;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.material.RejectionReason;

class StoredParquetTest {
  private static final RecordRules RULES = new RecordRules("", false, false, List.of(), "");

  @Test
  void takesAConnectionThatEndsEarlyForAFailureOfTheStorage() {
    ParquetRecords records = records(20, 12);
    assertThatThrownBy(records::next)
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("Storage gave 12 of 20 bytes");
  }

  @Test
  void takesWrongBytesForADamagedFile() {
    ParquetRecords records = records(20, 20);
    assertThat(Records.rejection(records.next().orElseThrow()).detail())
        .contains("dump.parquet is not a Parquet file");
    assertThat(records.next()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void takesWhateverTheStorageThrowsForAFailureOfTheStorage(Failure failure) {
    ParquetRecords records = records(20, new Failing(failure));
    assertThatThrownBy(records::next)
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("store is gone");
  }

  @Test
  void takesAFooterThatPointsOutOfTheFileForADamagedFile() {
    byte[] file = new byte[20];
    System.arraycopy(new byte[] {100, 0, 0, 0, 'P', 'A', 'R', '1'}, 0, file, 12, 8);
    ParquetRecords records = records(20, new StoredBytes(file));
    assertThat(Records.rejection(records.next().orElseThrow()).reason())
        .isEqualTo(RejectionReason.CORRUPT_FILE);
  }

  private static ParquetRecords records(int promised, int stored) {
    return records(promised, new StoredBytes(new byte[stored]));
  }

  private static ParquetRecords records(int promised, StoredBytes stored) {
    FSDataInputStream in = new FSDataInputStream(stored);
    return new ParquetRecords(
        new DumpFile("dump.parquet", promised), in, new RowDocuments(RULES, Map.of()));
  }

  private enum Failure {
    CHECKED_ON_SEEK,
    UNCHECKED_ON_SEEK,
    UNCHECKED_ON_READ
  }

  /** A store that fails in one of its ways. */
  private static final class Failing extends StoredBytes {
    private final Failure failure;

    private Failing(Failure failure) {
      super(new byte[20]);
      this.failure = failure;
    }

    @Override
    public void seek(long position) throws IOException {
      switch (failure) {
        case CHECKED_ON_SEEK -> throw new EOFException("store is gone");
        case UNCHECKED_ON_SEEK -> throw new IllegalStateException("store is gone");
        case UNCHECKED_ON_READ -> super.seek(position);
      }
    }

    @Override
    public synchronized int read() {
      throw new IllegalStateException("store is gone");
    }

    @Override
    public synchronized int read(byte[] b, int off, int len) {
      throw new IllegalStateException("store is gone");
    }
  }
}
