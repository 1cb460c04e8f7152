package org.latticework.trainer.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
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

  /** A state of an older build goes on: what it did not count is 0. */
  @Test
  void readsAnEpochWithoutStepsAndLearningRate() throws IOException {
    String epoch =
        """
        {"epoch": 1, "trainError": 0.5, "validationError": "NaN", "crystals": 8, "seconds": 2.0,
         "validationSeconds": 0.1}
        """;
    assertThat(new ObjectMapper().readValue(epoch, EpochMetrics.class))
        .isEqualTo(new EpochMetrics(1, 0.5, Double.NaN, 8, 2.0, 0.1, 0, 0));
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
