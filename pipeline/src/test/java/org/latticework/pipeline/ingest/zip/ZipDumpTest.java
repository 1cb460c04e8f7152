package org.latticework.pipeline.ingest.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.pipeline.ingest.CifDocument;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.ingest.Packed;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.dump.DumpFiles;
import org.latticework.pipeline.ingest.dump.DumpRecords;
import org.latticework.pipeline.ingest.form.UnclearFormException;
import org.latticework.pipeline.ingest.json.MatbenchReaderTest;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.UnreadableDumpException;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;

/** Zips as dumps, read as predict reads them. */
class ZipDumpTest {
  @TempDir private Path folder;

  private List<DumpRecord> read(byte[] zip) throws IOException {
    Path file = folder.resolve("by_id.zip");
    Files.write(file, zip);
    Configuration conf = new Configuration();
    List<DumpRecord> records = new ArrayList<>();
    try (DumpRecords dump =
        IngestOptions.of(file.toString())
            .open(conf, () -> null)
            .records(conf, Records.STRICT)
            .orElseThrow()) {
      dump.forEachRemaining(records::add);
    }
    return records;
  }

  private static byte[] zip(Map<String, byte[]> entries, boolean stored) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry header = new ZipEntry(entry.getKey());
        if (stored) {
          CRC32 crc = new CRC32();
          crc.update(entry.getValue());
          header.setMethod(ZipEntry.STORED);
          header.setSize(entry.getValue().length);
          header.setCrc(crc.getValue());
        }
        zip.putNextEntry(header);
        zip.write(entry.getValue());
      }
    }
    return zipped.toByteArray();
  }

  private static byte[] zip(String... namesAndTexts) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int k = 0; k < namesAndTexts.length; k += 2) {
      entries.put(namesAndTexts[k], namesAndTexts[k + 1].getBytes(StandardCharsets.UTF_8));
    }
    return zip(entries, false);
  }

  private static String cif(double edge) {
    return CifDocument.cesiumChloride("x", edge);
  }

  private static List<String> ids(List<DumpRecord> records) {
    return records.stream().map(record -> Records.material(record).materialId()).toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isReadLikeAFolderOfItsEntriesInTheirOrder(boolean stored) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("by_id/", new byte[0]);
    entries.put("by_id/b.CIF", cif(4.2).getBytes(StandardCharsets.UTF_8));
    entries.put("by_id/a.cif.xz", Packed.of("xz", cif(4.1)));
    entries.put("__MACOSX/by_id/a.cif", new byte[] {1, 2, 3});
    entries.put("by_id/.hidden.cif", new byte[] {1, 2, 3});
    entries.put("inner.zip", zip("c.cif", cif(4.3)));
    entries.put("readme.txt", new byte[] {1});
    entries.put("é\\c.cif", cif(4.4).getBytes(StandardCharsets.UTF_8));
    List<DumpRecord> records = read(zip(entries, stored));

    assertThat(ids(records)).containsExactly("by_id/b", "by_id/a", "é/c");
    assertThat(Records.material(records.get(0)).origin().source())
        .endsWith("by_id.zip!/by_id/b.CIF")
        .startsWith("/");
    assertThat(Records.material(records.get(0)).structure().lattice().a().x()).isEqualTo(4.2);
  }

  @Test
  void mayHoldAnyFormThatIsReadFromFrontToBack() throws IOException {
    assertThat(ids(read(zip("d.json", "[" + cesiumChloride("mp-1", 4) + "]"))))
        .containsExactly("mp-1");
    assertThat(ids(read(zip("d.csv", "material_id,cif\nmp-1,\"" + cif(4) + "\"\n"))))
        .containsExactly("mp-1");
    assertThat(ids(read(zip("1/POSCAR", "x\n1\n4 0 0\n0 4 0\n0 0 4\nPo\n1\nDirect\n0 0 0\n"))))
        .containsExactly("1/POSCAR");
    assertThat(ids(read(zip("d.xyz", "1\nLattice=\"4 0 0 0 4 0 0 0 4\"\nPo 0 0 0\n"))))
        .containsExactly("d");
    String table = MatbenchReaderTest.table("[0]", "[\"structure\",\"e_form\"]", "-1.5");
    String late = table.replace("\"index\":[0],", "").replaceAll("}$", ",\"index\":[\"late\"]}");
    assertThat(late).isNotEqualTo(table);
    assertThat(ids(read(zip("d.json", late)))).containsExactly("late"); // was read twice
    assertThatThrownBy(() -> read(zip("a.txt", "x", "b.zip", "y")))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("nothing to ingest");
    assertThatThrownBy(() -> read(zip())).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void losesNoMoreThanADamagedEntry() throws IOException {
    byte[] zip = zip("a.cif", cif(4.1), "b.cif", cif(4.2), "c.cif", cif(4.3));
    int begin = indexOf(zip, "b.cif");
    int end = indexOf(zip, "c.cif") - 46; // before the data descriptor and the next header
    // The lengths of the name and of the extra field stand before the name.
    int middle = (begin + end) / 2;
    int[] places = {begin - 4, begin - 3, begin - 2, begin - 1, begin, begin + 5, middle, end - 20};
    for (int at : places) {
      byte[] damaged = zip.clone();
      damaged[at] ^= 0x55;
      List<DumpRecord> records = read(damaged);

      assertThat(records).hasSize(3);
      assertThat(ids(List.of(records.get(0), records.get(2)))).containsExactly("a", "c");
      Rejection rejection = Records.rejection(records.get(1));
      assertThat(rejection.reason()).isEqualTo(RejectionReason.CORRUPT_FILE);
      assertThat(rejection.origin().source()).endsWith("by_id.zip!/b.cif");
    }
  }

  @Test
  void losesNoEntryWhateverBytesOfThemAreDamaged() throws IOException {
    byte[] zip = zip("a.cif", cif(4.1), "b.cif", cif(4.2), "c.cif", cif(4.3));
    Random random = new Random(1);
    for (int k = 0; k < 150; k++) {
      byte[] damaged = zip.clone();
      for (int blow = random.nextInt(3); blow >= 0; blow--) {
        damaged[4 + random.nextInt(directory(zip) - 4)] = (byte) random.nextInt(256);
      }
      assertThat(read(damaged)).hasSize(3);
    }
  }

  @Test
  void isReadOrRefusedWhateverBytesOfItsDirectoryAreDamaged() throws IOException {
    byte[] zip = zip("a.cif", cif(4.1), "b.cif", cif(4.2));
    Random random = new Random(2);
    for (int k = 0; k < 150; k++) {
      byte[] damaged = Arrays.copyOf(zip, zip.length - random.nextInt(3) / 2);
      for (int blow = random.nextInt(3); blow >= 0; blow--) {
        int at = directory(zip) + random.nextInt(damaged.length - directory(zip));
        damaged[at] = (byte) random.nextInt(256);
      }
      try {
        assertThat(read(damaged)).hasSizeLessThan(3);
      } catch (UnreadableDumpException | FileNotFoundException | UnclearFormException e) {
        assertThat(e.getMessage()).contains("by_id.zip");
      }
    }
  }

  @Test
  void givesBytesThatAreAskedForNoneAtATimeOneByOne() throws IOException {
    String text = cif(4.1);
    Path file = folder.resolve("one.zip");
    Files.write(file, zip("a.cif", text));
    Configuration conf = new Configuration();
    DumpFile entry = DumpFiles.list(conf, file.toString(), Pattern.compile(".*")).get(0);
    StringBuilder read = new StringBuilder();
    try (InputStream in = DumpFiles.open(conf, entry)) {
      byte[] one = new byte[1];
      while (in.read(one, 0, 0) == 0 && in.read(one, 0, 1) > 0) {
        read.append((char) one[0]);
      }
    }
    assertThat(read.toString()).isEqualTo(text);
  }

  @Test
  void hasNamesWithoutDetours() throws IOException {
    assertThat(ids(read(zip("./", "", "./a.cif", cif(4), "x//./b.cif", cif(4), "x/./", ""))))
        .containsExactly("a", "x/b");
    assertRefused(zip("a.cif", cif(4), "./a.cif", cif(5)), "has two entries a.cif");
    assertRefused(zip("x/a.cif", cif(4), "x//a.cif", cif(5)), "has two entries x/a.cif");
    assertRefused(zip("a.cif", cif(4), "./x/.//../../a.cif", cif(5)), "no path below it");
  }

  private static int indexOf(byte[] zip, String text) {
    return new String(zip, StandardCharsets.ISO_8859_1).indexOf(text);
  }

  private static int directory(byte[] zip) {
    return indexOf(zip, "PK\1\2");
  }

  /** Returns a zip of one entry with another number in its directory. */
  private static byte[] changed(int offset, int size, int value) throws IOException {
    byte[] zip = zip("a.cif", cif(4));
    ByteBuffer header = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    if (size == Short.BYTES) {
      header.putShort(directory(zip) + offset, (short) value);
    } else {
      header.putInt(directory(zip) + offset, value);
    }
    return zip;
  }

  @Test
  void isNotJudgedByEntriesThatNobodyReads() throws IOException {
    for (String name : List.of("d.txt", "notes.pdf", "atom_init.json", ".a.cif")) {
      byte[] zip = zip("b.cif", cif(4), name, "x");
      int header = new String(zip, StandardCharsets.ISO_8859_1).lastIndexOf(name) - 46;
      zip[header + 8] |= 1; // encrypted
      assertThat(ids(read(zip))).containsExactly("b");
    }
  }

  private void assertRefused(byte[] zip, String why) {
    assertThatThrownBy(() -> read(zip))
        .isInstanceOf(UnreadableDumpException.class)
        .hasMessageContaining("by_id.zip ")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../a.cif",
        "a/../../b.cif",
        "a/..",
        "/etc/a.cif",
        "C:\\a.cif",
        "..\\a.cif",
        "a\nb.cif"
      })
  void isRefusedIfAnEntryLeadsOutOfIt(String name) throws IOException {
    assertRefused(zip("good.cif", cif(4), name, cif(4)), "which is no path below it");
  }

  @Test
  void isRefusedIfItCannotBeReadAsAWhole() throws IOException {
    byte[] zip = zip("a.cif", cif(4), "b.cif", cif(5));
    for (int length : new int[] {5, zip.length / 2, zip.length - 1}) {
      assertRefused(Arrays.copyOf(zip, length), "was it cut");
    }
    assertRefused(changed(8, Short.BYTES, 1), "has an encrypted entry a.cif");
    assertRefused(changed(10, Short.BYTES, 12), "packed by method 12");
    assertRefused(changed(42, Integer.BYTES, 1 << 20), "damaged directory");
    assertRefused(changed(28, Short.BYTES, 3000), "damaged directory");
    byte[] twice = zip("a.cif", cif(4), "b.cif", cif(4));
    twice[new String(twice, StandardCharsets.ISO_8859_1).lastIndexOf("b.cif")] = 'a';
    assertRefused(twice, "has two entries a.cif");
  }

  @Test
  void isRefusedWithinSecondsIfItExpandsWithoutEnd() throws IOException {
    byte[] newlines = "\n".repeat(100 << 20).getBytes(StandardCharsets.UTF_8);
    assertRefused(zip(Map.of("a.cif", newlines), false), "expands without end");

    Map<String, byte[]> many = new LinkedHashMap<>();
    for (int k = 0; k < 10; k++) {
      many.put(k + ".cif", Arrays.copyOf(newlines, 10 << 20));
    }
    assertRefused(zip(many, false), "bytes of it become");
    // A directory that says less than there is gets no more than it says.
    List<DumpRecord> short4 = read(changed(24, Integer.BYTES, 4));
    assertThat(Records.rejection(short4.get(0)).reason()).isEqualTo(RejectionReason.CORRUPT_FILE);
  }

  @Test
  void isRefusedIfItsEntriesShareTheirBytes() throws IOException {
    byte[] zip = zip("a.cif", cif(4));
    int at = directory(zip);
    ByteArrayOutputStream shared = new ByteArrayOutputStream();
    shared.write(zip, 0, at);
    byte[] header = Arrays.copyOfRange(zip, at, zip.length - 22);
    for (char name = 'a'; name < 'k'; name++) {
      header[46] = (byte) name;
      shared.writeBytes(header);
    }
    byte[] end = Arrays.copyOfRange(zip, zip.length - 22, zip.length);
    ByteBuffer.wrap(end)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(10, (short) 10)
        .putInt(12, 10 * header.length);
    shared.writeBytes(end);

    assertRefused(shared.toByteArray(), "has entries that overlap");
  }

  @Test
  void isRefusedAtOnceIfItHasAMillionEntries() {
    ByteBuffer zip = ByteBuffer.allocate(4 + 56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
    zip.putInt(0, 0x04034b50);
    zip.putInt(4, 0x06064b50).putLong(36, 1_000_000).putLong(44, 0).putLong(52, 4);
    zip.putInt(60, 0x07064b50).putLong(68, 4);
    zip.putInt(80, 0x06054b50).putShort(90, (short) 0xffff);

    assertRefused(zip.array(), "has 1,000,000 entries");
    assertRefused(zip.array(), "may have 800,000");
  }

  @Test
  void readsMoreEntriesThanItsSmallFormCanCount() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int k = 0; k < 70_000; k++) {
      entries.put("by_id/" + k + ".txt", new byte[0]);
    }
    entries.put("by_id/last.cif", cif(4).getBytes(StandardCharsets.UTF_8));

    assertThat(ids(read(zip(entries, false)))).containsExactly("by_id/last");
  }
}
