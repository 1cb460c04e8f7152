package org.latticework.pipeline.ingest.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordSplitterTest {
  /** Gives between 1 and 5 bytes at a time, as networks do. */
  private static InputStream trickling(String text, Random random) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized int read(byte[] b, int off, int len) {
        return super.read(b, off, Math.min(len, 1 + random.nextInt(5)));
      }
    };
  }

  private static int lineEnd(byte[] bytes, int from, int to) {
    for (int k = from; k < to; k++) {
      if (bytes[k] == '\n') {
        return k + 1;
      }
    }
    return -1;
  }

  private static List<String> lines(String text, int limit, Random random) throws IOException {
    RecordSplitter splitter = new RecordSplitter(trickling(text, random), limit);
    List<String> lines = new ArrayList<>();
    while (splitter.next(RecordSplitterTest::lineEnd)) {
      lines.add(
          splitter.tooLong()
              ? "too long"
              : new String(
                  splitter.buffer(), splitter.start(), splitter.length(), StandardCharsets.UTF_8));
    }
    return lines;
  }

  @Test
  void agreesWithStringSplitOnAnyLinesInAnyPortions() throws IOException {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      List<String> expected = new ArrayList<>();
      int count = random.nextInt(12);
      for (int i = 0; i < count; i++) {
        String line = "x".repeat(random.nextInt(30)) + "é".repeat(random.nextInt(3));
        expected.add(line.getBytes(StandardCharsets.UTF_8).length > 20 ? "too long" : line);
        text.append(line).append(i % 3 == 0 ? "\r\n" : "\n");
      }
      assertThat(lines(text.toString(), 20, random)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void countsALastLineWithoutNewlineAndNoneAfterAFinalNewline() throws IOException {
    assertThat(lines("a\nb", 20, new Random(1))).containsExactly("a", "b");
    assertThat(lines("a\nb\n", 20, new Random(1))).containsExactly("a", "b");
    assertThat(lines("", 20, new Random(1))).isEmpty();
    assertThat(lines("y".repeat(99), 20, new Random(1))).containsExactly("too long");
  }
}
