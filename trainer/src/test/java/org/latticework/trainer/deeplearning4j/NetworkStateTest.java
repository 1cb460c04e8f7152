package org.latticework.trainer.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class NetworkStateTest {
  private static final float[] PARAMETERS = {1, -0.0f, Float.MIN_VALUE, 3.1415927f};

  private static byte[] written() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    NetworkState.of(PARAMETERS, new float[] {2}).write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static NetworkState read(byte[] bytes) throws IOException {
    return NetworkState.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  @Test
  void readsWhatItHasWritten() throws IOException {
    byte[] bytes = written();
    assertThat(bytes).hasSize(4 + 4 * 4 + 4 + 4);
    NetworkState state = read(bytes);
    assertThat(state.parameters()).isEqualTo(PARAMETERS); // by their bits: −0 is not 0
    assertThat(state.updaterState(0)).isEqualTo(2);
  }

  @Test
  void refusesALengthThatCannotBe() throws IOException {
    for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      byte[] bytes = ByteBuffer.wrap(written()).putInt(length).array();
      assertThatThrownBy(() -> read(bytes))
          .isInstanceOf(IOException.class)
          .hasMessage("An array of a network cannot have %d numbers".formatted(length));
    }
  }

  @Test
  void asksForNoMoreMemoryThanThereAreNumbers() throws IOException {
    byte[] bytes = ByteBuffer.wrap(written()).putInt(Integer.MAX_VALUE / 4).array(); // 2 GB
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(EOFException.class)
        .hasMessage("An array of 536870911 numbers ends after 24 bytes");
  }

  @Test
  void travelsToTheLastBit() throws Exception {
    float[] odd = {1, -0.0f, Float.MIN_VALUE, Float.intBitsToFloat(0x7fc12345), -1e38f};
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(NetworkState.of(odd, new float[] {2, 3}));
    }
    NetworkState arrived;
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      arrived = (NetworkState) in.readObject();
    }
    for (int k = 0; k < odd.length; k++) {
      assertThat(Float.floatToRawIntBits(arrived.parameter(k)))
          .isEqualTo(Float.floatToRawIntBits(odd[k]));
    }
    assertThat(arrived.length()).isEqualTo(odd.length);
    assertThat(arrived.updaterState(1)).isEqualTo(3);
  }
}
