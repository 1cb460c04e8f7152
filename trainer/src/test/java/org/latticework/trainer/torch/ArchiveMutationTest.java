package org.latticework.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * An archive with some bytes changed, left out or doubled, before it was packed or after, is read,
 * or refused with a reason; nothing else comes of it, and not much memory or time. {@code
 * -Dlatticework.mutations=100000} for more than a build has time for.
 */
class ArchiveMutationTest {
  private static final int MUTATIONS =
      Math.max(20_000, Integer.getInteger("latticework.mutations", 0));
  private static final long MOST_BYTES = 256L << 20;
  private static final long MOST_NANOSECONDS = TimeUnit.SECONDS.toNanos(1);

  private final Random random = new Random(11);

  private byte[] mutated(byte[] whole) {
    byte[] bytes = whole.clone();
    int changes = 1 + random.nextInt(3);
    for (int k = 0; k < changes && bytes.length > 0; k++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1, 2 -> bytes[at] = (byte) random.nextInt(256);
        case 3 -> bytes[at] = bytes[random.nextInt(bytes.length)];
        case 4 -> {
          int end = Math.min(bytes.length, at + 1 + random.nextInt(40));
          byte[] doubled = Arrays.copyOf(bytes, bytes.length + end - at);
          System.arraycopy(bytes, at, doubled, end, bytes.length - at);
          bytes = doubled;
        }
        default -> bytes = random.nextInt(8) == 0 ? Arrays.copyOf(bytes, at + 1) : bytes;
      }
    }
    return bytes;
  }

  /** Every other one is changed before it is packed, so that sizes and checksums hold. */
  private byte[] archive(int number) throws IOException {
    Map<String, byte[]> entries = Zips.modelEntries();
    boolean stored = random.nextBoolean();
    if (number % 2 == 0) {
      return mutated(Zips.zip(entries, stored));
    }
    List<String> names = List.copyOf(entries.keySet());
    String changed = random.nextInt(8) == 0 ? names.get(random.nextInt(4)) : "x/data.pkl";
    entries.put(changed, mutated(entries.get(changed)));
    return Zips.zip(entries, stored);
  }

  @Test
  void isReadOrRefusedWithAReason() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int read = 0;
    int slow = 0;
    for (int k = 0; k < MUTATIONS; k++) {
      byte[] bytes = archive(k);
      long allocated = threads.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      try {
        TorchFile file = TorchFile.read(bytes);
        file.number("epoch");
        file.tensors("model");
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
