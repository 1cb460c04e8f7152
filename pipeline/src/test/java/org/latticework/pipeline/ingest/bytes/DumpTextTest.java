package org.latticework.pipeline.ingest.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latticework.pipeline.ingest.Gzip;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.atomlist.ExtxyzReader;
import org.latticework.pipeline.ingest.ciftable.CifReader;
import org.latticework.pipeline.ingest.ciftable.CsvReader;
import org.latticework.pipeline.ingest.ciftable.TargetLists;
import org.latticework.pipeline.ingest.json.JsonArrayReader;
import org.latticework.pipeline.ingest.json.JsonLinesReader;
import org.latticework.pipeline.ingest.json.JsonReader;
import org.latticework.pipeline.ingest.json.MatbenchReader;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.FileNames;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;

class DumpTextTest {
  @Test
  void stopsAGzipThatExpandsWithoutEndInEveryForm() throws IOException {
    byte[] bomb = Gzip.newlines(300L << 20);
    TargetLists none = new TargetLists("file:/d");
    for (RecordReader reader :
        List.of(
            new JsonLinesReader(Records.STRICT),
            new JsonArrayReader(Records.STRICT),
            new MatbenchReader(Records.STRICT),
            new JsonReader(Records.STRICT),
            new CsvReader(Records.STRICT),
            new ExtxyzReader(Records.STRICT, new FileNames("file:/d")),
            new CifReader(Records.STRICT, none, 128 << 20))) {
      List<DumpRecord> records = Records.read(reader, "a.gz", bomb);

      Rejection rejection = Records.rejection(records.get(0));
      assertThat(rejection.reason()).isEqualTo(RejectionReason.ENDLESS_EXPANSION);
      assertThat(rejection.detail()).contains("expand to more than");
    }
  }

  @Test
  void letsAShortTextExpandAsFarAsItLikes() throws IOException {
    byte[] packed = Gzip.newlines(32 << 20);
    DumpFile file = new DumpFile("a.gz", packed.length);

    assertThat(DumpText.of(file, new ByteArrayInputStream(packed)).skip(1L << 30))
        .isEqualTo(32 << 20);
  }

  @Test
  void takesATextForGzipByItsBeginningAndNotByItsName() throws IOException {
    byte[] packed = Gzip.of("text");
    DumpFile file = new DumpFile("a.json", packed.length);

    assertThat(DumpText.of(file, new ByteArrayInputStream(packed)).readAllBytes())
        .isEqualTo("text".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void requiresGzipOfAFileThatIsNamedSoHoweverItIsCapitalized() {
    List<DumpRecord> records = Records.read(new JsonReader(Records.STRICT), "A.JSONL.GZ", "text");
    assertThat(Records.rejection(records.get(0)).reason()).isEqualTo(RejectionReason.CORRUPT_FILE);
  }

  @Test
  void doesNotForgetDamageThatItMetWhileItLookedAtTheBeginning() throws IOException {
    byte[] blank = Gzip.of(" \n");
    byte[] cut = Arrays.copyOf(blank, blank.length + 2);
    System.arraycopy(blank, 0, cut, blank.length, 2); // the magic number of another member
    List<DumpRecord> records = Records.read(new JsonReader(Records.STRICT), "a.json.gz", cut);

    assertThat(Records.rejection(records.get(0)).reason())
        .isEqualTo(RejectionReason.TRUNCATED_FILE);
  }
}
