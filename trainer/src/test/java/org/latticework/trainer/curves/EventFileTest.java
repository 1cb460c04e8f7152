package org.latticework.trainer.curves;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EventFileTest {
  /** Written by TensorBoard 2.21's own RecordWriter from protobuf's Event messages. */
  private static final String OF_TENSORBOARD =
      "1800000000000000a37f4b2209000020402049da411a0d627261696e2e4576656e743a32835d4826"
          + "200000000000000029eda95009000050402049da4110ac022a120a100a09747261696e2f6d6165"
          + "150000803e866d7f78";

  @Test
  void writesWhatTensorBoardWritesByteForByte() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (EventFile events = new EventFile(bytes, 1764000000.5)) {
      events.scalar(1764000001.25, 300, "train/mae", 0.25f);
    }
    assertThat(HexFormat.of().formatHex(bytes.toByteArray())).isEqualTo(OF_TENSORBOARD);
  }
}
