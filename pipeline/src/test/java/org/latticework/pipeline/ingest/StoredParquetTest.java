package org.latticework.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.PositionedReadable;
import org.apache.hadoop.fs.Seekable;
import org.junit.jupiter.api.Test;

class StoredParquetTest {
  private static final RecordRules RULES = new RecordRules("", false, false, List.of(), "");

  @Test
  void takesAConnectionThatEndsEarlyForAFailureOfTheStorage() {
    ParquetRecords records = records(20, 12);
    assertThatThrownBy(records::hasNext)
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("Storage gave 12 of 20 bytes");
  }

  @Test
  void takesWrongBytesForADamagedFile() {
    ParquetRecords records = records(20, 20);
    assertThat(Records.rejection(records.next()).detail())
        .contains("dump.parquet is not a Parquet file");
    assertThat(records.hasNext()).isFalse();
  }

  private static ParquetRecords records(int promised, int stored) {
    FSDataInputStream in = new FSDataInputStream(new Bytes(new byte[stored]));
    return new ParquetRecords(
        new DumpFile("dump.parquet", promised), in, new RowDocuments(RULES, Map.of()));
  }

  /** Bytes in memory that can be read as those of a stored file. */
  private static final class Bytes extends ByteArrayInputStream
      implements Seekable, PositionedReadable {
    private Bytes(byte[] bytes) {
      super(bytes);
    }

    @Override
    public void seek(long position) {
      pos = (int) Math.min(position, count);
    }

    @Override
    public long getPos() {
      return pos;
    }

    @Override
    public boolean seekToNewSource(long position) {
      return false;
    }

    @Override
    public int read(long position, byte[] buffer, int offset, int length) throws IOException {
      throw new IOException("not asked for");
    }

    @Override
    public void readFully(long position, byte[] buffer, int offset, int length) throws IOException {
      throw new IOException("not asked for");
    }

    @Override
    public void readFully(long position, byte[] buffer) throws IOException {
      throw new IOException("not asked for");
    }
  }
}
