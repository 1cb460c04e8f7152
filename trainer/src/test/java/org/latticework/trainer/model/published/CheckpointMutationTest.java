package org.latticework.trainer.model.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.graph.AtomFeatures;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A published checkpoint with some bytes changed, left out or doubled is read, or refused with a
 * reason; nothing else comes of it, and not much memory or time. {@code
 * -Dlatticework.mutations=100000} for more than a build has time for.
 */
class CheckpointMutationTest {
  private static final Path CHECKPOINT =
      Path.of("../../shared/data/cgcnn-pretrained/band-gap.pth.tar");
  private static final int MUTATIONS = Integer.getInteger("latticework.mutations", 1000);
  private static final int PICKLES = 6000; // bytes at the beginning; then come the numbers
  private static final long MOST_BYTES = 256L << 20;
  private static final long MOST_NANOSECONDS = TimeUnit.SECONDS.toNanos(1);

  private final Random random = new Random(7);

  private byte[] mutated(byte[] whole) {
    byte[] bytes = whole.clone();
    int changes = 1 + random.nextInt(3);
    for (int k = 0; k < changes; k++) {
      int end = random.nextInt(10) == 0 ? bytes.length : Math.min(PICKLES, bytes.length);
      int at = random.nextInt(Math.max(1, end));
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1, 2 -> bytes[at] = (byte) random.nextInt(256);
        case 3 -> bytes = spliced(bytes, at, at + 1 + random.nextInt(8), 0);
        case 4 -> bytes = spliced(bytes, at, at, 1 + random.nextInt(200));
        default -> bytes = random.nextInt(8) == 0 ? Arrays.copyOf(bytes, at + 1) : bytes;
      }
    }
    return bytes;
  }

  /** Leaves out the bytes from one place to another, and puts as many as asked for there again. */
  private static byte[] spliced(byte[] bytes, int from, int to, int again) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + again);
    out.write(bytes, 0, from);
    out.write(bytes, from, Math.min(again, bytes.length - from));
    int rest = Math.min(to, bytes.length);
    out.write(bytes, rest, bytes.length - rest);
    return out.toByteArray();
  }

  @Test
  void isReadOrRefusedWithAReason() throws IOException {
    assumeTrue(Files.exists(CHECKPOINT), "Skipped: there is no " + CHECKPOINT);
    byte[] whole = Files.readAllBytes(CHECKPOINT);
    AtomFeatures features;
    try (var json = Files.newInputStream(CHECKPOINT.resolveSibling("atom_init.json"))) {
      features = PublishedModel.features(json);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    PublishedModel.read(whole, features, "x", DataType.FLOAT).close();
    int read = 0;
    long slow = 0;
    for (int k = 0; k < MUTATIONS; k++) {
      byte[] bytes = mutated(whole);
      long allocated = threads.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      try {
        PublishedModel.read(bytes, features, "x", DataType.FLOAT).close();
        read++;
      } catch (IOException e) {
        assertThat(e.getMessage()).as("mutation %d", k).isNotBlank().hasSizeLessThan(1000);
      }
      slow += System.nanoTime() - start > MOST_NANOSECONDS ? 1 : 0;
      assertThat(threads.getCurrentThreadAllocatedBytes() - allocated)
          .as("bytes for mutation %d", k)
          .isLessThan(MOST_BYTES);
    }
    assertThat(read).isBetween(MUTATIONS / 100, MUTATIONS / 2); // some bytes are but numbers
    assertThat(slow).isLessThanOrEqualTo(MUTATIONS / 1000); // the machine may pause
  }
}
