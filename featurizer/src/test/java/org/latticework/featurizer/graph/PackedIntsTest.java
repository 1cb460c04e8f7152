package org.latticework.featurizer.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedIntsTest {
  @ParameterizedTest
  @ValueSource(
      ints = {0, 127, 128, 255, 256, 32_767, 32_768, 65_535, 65_536, Integer.MAX_VALUE, -1})
  void holdsEveryNumberUpToTheLargest(int largest) throws IOException, ClassNotFoundException {
    int[] values = {0, largest / 3, largest, 1 & largest, largest / 2};

    PackedInts packed = sent(PackedInts.of(values));

    assertThat(packed.size()).isEqualTo(5);
    assertThat(packed.toArray()).isEqualTo(values);
    assertThat(packed.get(2)).isEqualTo(largest);
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 65_535, 65_536})
  void takesNoMoreBytesThanTheLargestNeeds(int largest) throws IOException {
    int[] values = new int[1_000];
    Arrays.fill(values, largest);
    int each = largest <= 255 ? 1 : largest <= 65_535 ? 2 : 4;

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(PackedInts.of(values));
    }

    assertThat(bytes.size()).isBetween(1_000 * each, 1_000 * each + 200); // the class's name
  }

  @Test
  void isOneObjectWhereThereIsNothing() throws IOException, ClassNotFoundException {
    assertThat(sent(PackedInts.of(new int[0]))).isSameAs(PackedInts.NONE);
  }

  private static PackedInts sent(PackedInts packed) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(packed);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (PackedInts) in.readObject();
    }
  }
}
