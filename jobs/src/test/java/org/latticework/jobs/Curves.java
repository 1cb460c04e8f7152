package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads what TensorBoard would: TFRecords of protobuf's Event messages. Checksums are not read. */
final class Curves {
  private static final int CHECKSUM = 4; // bytes

  private Curves() {}

  /** Returns where on the axis a curve has points: for each file of a folder, by its name. */
  static List<List<Long>> steps(Path folder, String tag) throws IOException {
    List<List<Long>> steps = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        steps.add(stepsOf(ByteBuffer.wrap(Files.readAllBytes(file)), tag));
      }
    }
    return steps;
  }

  private static List<Long> stepsOf(ByteBuffer records, String tag) {
    records.order(ByteOrder.LITTLE_ENDIAN);
    List<Long> steps = new ArrayList<>();
    while (records.hasRemaining()) {
      int length = (int) records.getLong();
      records.position(records.position() + CHECKSUM);
      Event event = event(slice(records, length));
      records.position(records.position() + CHECKSUM);
      if (event.tag().equals(tag)) {
        steps.add(event.step());
      }
    }
    return steps;
  }

  private record Event(long step, String tag) {}

  /** Reads the fields that we write, each a key (field · 8 + wire type) and a value. */
  private static Event event(ByteBuffer message) {
    long step = 0;
    String tag = "";
    while (message.hasRemaining()) {
      int key = (int) varint(message);
      switch (key) {
        case (1 << 3) | 1 -> message.getDouble(); // time
        case 2 << 3 -> step = varint(message);
        case (3 << 3) | 2 -> slice(message, (int) varint(message)); // version
        case (5 << 3) | 2 -> tag = tag(slice(message, (int) varint(message)));
        default -> throw new IllegalStateException("No field of ours: " + key);
      }
    }
    return new Event(step, tag);
  }

  /** Reads the tag of a summary, which begins the one value in it. */
  private static String tag(ByteBuffer summary) {
    assertThat(varint(summary)).isEqualTo((1 << 3) | 2);
    varint(summary);
    assertThat(varint(summary)).isEqualTo((1 << 3) | 2);
    return StandardCharsets.UTF_8.decode(slice(summary, (int) varint(summary))).toString();
  }

  private static ByteBuffer slice(ByteBuffer from, int length) {
    ByteBuffer slice = from.slice(from.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    from.position(from.position() + length);
    return slice;
  }

  private static long varint(ByteBuffer from) {
    long number = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = from.get();
      number |= (next & 127L) << shift;
      if (next >= 0) {
        return number;
      }
    }
  }
}
