package org.latticework.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.latticework.trainer.torch.Pickles.OLD_TENSOR;
import static org.latticework.trainer.torch.Pickles.pickle;
import static org.latticework.trainer.torch.Pickles.text;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchCheckpointTest {
  /** A checkpoint of one number and of the matrix ((1, 2), (3, 4)). */
  private static byte[] checkpoint(String tensor) {
    String magic = "\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019";
    String content = "}(" + text("n") + "K\u0003" + text("w") + tensor + "u";
    byte[][] parts = {
      pickle(magic),
      pickle("M\u00e9\u0003"),
      pickle("}"),
      pickle(content),
      pickle("](" + text("0") + "e")
    };
    ByteBuffer all = ByteBuffer.allocate(10_000).order(ByteOrder.LITTLE_ENDIAN);
    for (byte[] part : parts) {
      all.put(part);
    }
    all.putLong(4).putFloat(1).putFloat(2).putFloat(3).putFloat(4);
    return Arrays.copyOf(all.array(), all.position());
  }

  private static TorchFile read(byte[] file) throws IOException {
    return TorchFile.read(file);
  }

  private static Object unpickled(String instructions) throws IOException {
    return Unpickler.read(new DataInputStream(new ByteArrayInputStream(pickle(instructions))));
  }

  @Test
  void readsNumbersAndTensors() throws IOException {
    TorchFile checkpoint = read(checkpoint(OLD_TENSOR));

    assertThat(checkpoint.number("n")).isEqualTo(3);
    assertThat(checkpoint.tensor("w").floats()).containsExactly(1, 2, 3, 4);
    assertThat(checkpoint.tensor("w").type().shape()).containsExactly(2L, 2L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "J\u00ff\u00ff\u00ff\u00ff", // offset −1
        "K\u0001", // one float too far
        "\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f", // 2⁶³ − 1
        "N",
        "G@\0\0\0\0\0\0\0"
      })
  void refusesOffsetsOutsideOfTheStorage(String offset) throws IOException {
    TorchFile checkpoint = read(checkpoint(OLD_TENSOR.replace("tQK\0", "tQ" + offset)));

    assertThatThrownBy(() -> checkpoint.tensor("w"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("of w ");
  }

  @Test
  void refusesAShapeWhoseProductOverflows() throws IOException {
    // 2³³ × 2³¹ floats: their product, 2⁶⁴, is 0 in 64 bits.
    TorchFile checkpoint =
        read(
            checkpoint(
                OLD_TENSOR.replace(
                    "K\u0002K\u0002\u0086K\u0002K\u0001\u0086",
                    "\u008a\u0005\0\0\0\0\u0002\u008a\u0005\0\0\0\u0080\0\u0086"
                        + "\u008a\u0005\0\0\0\u0080\0K\u0001\u0086")));

    assertThatThrownBy(() -> checkpoint.tensor("w"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("w is too large: its shape is [8589934592, 2147483648]");
  }

  /** t1 = (t0, t0), t2 = (t1, t1) …: the hash of t40 would take 2⁴⁰ steps. */
  @Test
  @Timeout(10)
  void hashesNothingThatHoldsOthers() {
    StringBuilder nested = new StringBuilder(")q\0");
    for (int k = 0; k < 40; k++) {
      nested.append("h").append((char) k).append("h").append((char) k);
      nested.append("\u0086q").append((char) (k + 1));
    }
    assertThatThrownBy(() -> unpickled(nested + "}h" + (char) 40 + "K\u0001s"))
        .isInstanceOf(IOException.class)
        .hasRootCauseMessage(
            "A dictionary's key is a text, a number or a truth value, got a ArrayList");
  }

  @Test
  void refusesAnObjectThatHoldsItself() {
    for (String self : new String[] {"]q\0h\0a", "}q\0" + text("k") + "h\0s"}) {
      assertThatThrownBy(() -> unpickled(self))
          .isInstanceOf(IOException.class)
          .hasMessage("A pickle's object holds itself, or more than 64 within each other");
    }
  }

  @Test
  void boundsDepthInstructionsAndTexts() throws IOException {
    assertThat(unpickled(")" + "\u0085".repeat(64))).isNotNull();
    assertThatThrownBy(() -> unpickled(")" + "\u0085".repeat(65)))
        .hasMessageContaining("more than 64 within each other");
    assertThatThrownBy(() -> unpickled("N".repeat(1_000_001)))
        .hasMessage("A pickle has at most 1000000 instructions, this one has more");
    assertThatThrownBy(() -> unpickled("X\0\0\0\u007f"))
        .hasMessage("The texts of a pickle have at most 67108864 bytes");
  }

  @Test
  void isReadOrRefusedHoweverItWasChanged() {
    byte[] file = checkpoint(OLD_TENSOR);
    Random random = new Random(43);
    int[] read = {0};
    assertTimeout(
        Duration.ofMinutes(1),
        () -> {
          for (int k = 0; k < 20_000; k++) {
            byte[] changed = file.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
              int place = random.nextInt(changed.length);
              changed[place] =
                  random.nextBoolean()
                      ? (byte) random.nextInt(256)
                      : changed[random.nextInt(changed.length)];
            }
            try {
              TorchFile checkpoint =
                  read(
                      random.nextInt(8) > 0
                          ? changed
                          : Arrays.copyOf(changed, random.nextInt(changed.length)));
              checkpoint.number("n");
              checkpoint.tensor("w");
              read[0]++;
            } catch (IOException e) {
              assertThat(e.getMessage() == null ? "" : e.getMessage()).hasSizeLessThan(500);
            }
          }
        });
    assertThat(read[0]).isPositive();
  }
}
