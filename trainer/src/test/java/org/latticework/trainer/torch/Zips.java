package org.latticework.trainer.torch;

import static org.latticework.trainer.torch.Pickles.pickle;
import static org.latticework.trainer.torch.Pickles.storage;
import static org.latticework.trainer.torch.Pickles.tensor;
import static org.latticework.trainer.torch.Pickles.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zip archives, as Java writes them. */
public final class Zips {
  private static final String MODEL =
      "}(%s}(%s%s%s%su%sK\u0005u"
          .formatted(
              text("model"),
              text("weight"),
              tensor(storage("FloatStorage", "0", 6), 0, new int[] {2, 3}, new int[] {1, 2}),
              text("steps"),
              tensor(storage("LongStorage", "1", 2), 0, new int[] {1}, new int[] {1}),
              text("epoch"));

  private Zips() {}

  /** Returns the entries of a PyTorch archive whose object is made by a pickle's instructions. */
  static Map<String, byte[]> entries(String instructions) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("x/data.pkl", pickle(instructions));
    ByteBuffer floats = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.rangeClosed(1, 6).forEach(k -> floats.putFloat(k));
    entries.put("x/data/0", floats.array());
    ByteBuffer longs = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    entries.put("x/data/1", longs.putLong(-7).putLong((1L << 53) + 1).array());
    entries.put("x/version", "3\n".getBytes(StandardCharsets.ISO_8859_1));
    return entries;
  }

  /** Returns those of a dictionary "model", of a 2 × 3 matrix turned over and a number, and 5. */
  static Map<String, byte[]> modelEntries() {
    return entries(MODEL);
  }

  /** Returns the archive of {@link #modelEntries}. */
  public static byte[] model() throws IOException {
    return zip(modelEntries(), true);
  }

  /**
   * Writes an archive.
   *
   * @param entries by name, in their order
   * @param stored whether they are stored, or deflated
   */
  public static byte[] zip(Map<String, byte[]> entries, boolean stored) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
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
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }
}
