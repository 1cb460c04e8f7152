package org.latticework.pipeline.ingest.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;
import static org.latticework.pipeline.SummaryDocument.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.json.JsonReader;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;

class DumpRecordsTest {
  @TempDir private Path folder;
  private int open;
  private int mostOpen;

  /** Counts how many files are open at a time. */
  private final class Counted implements OpenFile {
    private final OpenFile records;

    private Counted(OpenFile records) {
      this.records = records;
      mostOpen = Math.max(mostOpen, ++open);
    }

    @Override
    public Optional<DumpRecord> next() {
      return records.next();
    }

    @Override
    public void close() throws IOException {
      records.close();
      open--;
    }
  }

  private DumpRecords read(int count) throws IOException {
    List<DumpFile> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path file = folder.resolve(i + ".jsonl.gz");
      Object[] documents =
          i % 2 == 0 ? new Object[] {cesiumChloride("mp-" + i, 4.1)} : new Object[0];
      write(file, documents);
      files.add(new DumpFile(file.toString(), Files.size(file)));
    }
    FileOpener opener = FileDump.opener(JsonReader::new);
    return new DumpRecords(
        files.iterator(),
        (file, stored, rules) -> new Counted(opener.open(file, stored, rules)),
        Records.STRICT,
        new Configuration());
  }

  @Test
  void readsAllFilesWithOneOpenAtATime() throws IOException {
    DumpRecords records = read(20);
    List<Object> sources = new ArrayList<>();
    while (records.hasNext()) {
      records.next();
      sources.add(records.file().source());
    }

    assertThat(sources).hasSize(10).doesNotHaveDuplicates();
    assertThat(mostOpen).isEqualTo(1);
    assertThat(open).isZero();
  }

  @Test
  void closesTheFileAtHandWhenItsTaskEndsEarly() throws IOException {
    DumpRecords records = read(4);
    assertThat(records.hasNext()).isTrue();
    assertThat(open).isEqualTo(1);
    records.close();
    records.close();
    assertThat(open).isZero();
  }
}
