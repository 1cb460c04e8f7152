package org.latticework.trainer.state;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Zips that unpack to far more than a state has; {@link ResumedTrainingIT} has true states. */
class TrainingStateTest {
  private static final byte[] BLANKS = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);

  private static void load(byte[] zip) throws IOException {
    TrainingState.load(new ByteArrayInputStream(zip));
  }

  @Test
  void refusesARecordThatUnpacksWithoutEnd() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("state.json"));
      for (int k = 0; k < 65; k++) {
        zip.write(BLANKS);
      }
    }
    assertThatThrownBy(() -> load(bytes.toByteArray()))
        .isInstanceOf(IOException.class)
        .hasMessage("The state.json of a state has at most 67108864 bytes");
  }

  @Test
  void refusesNumbersThatUnpackWithoutEnd() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("state.json"));
      zip.write(
          "{\"format\": 3, \"position\": null, \"data\": null, \"record\": null}"
              .getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("networks.bin"));
      new DataOutputStream(zip).writeInt(1 << 28); // 1 GiB of one byte
      for (int k = 0; k < 64; k++) {
        zip.write(BLANKS);
      }
    }
    assertThatThrownBy(() -> load(bytes.toByteArray()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(" bytes unpack to more than ")
        .hasMessageEndingWith(": no network packs so well");
  }
}
