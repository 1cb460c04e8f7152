package org.latticework.trainer.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.trainer.ChildJvm;

class CachedCrystalsIT {
  private static final int MATERIALS_PROJECT = 150_000;
  private static final double GB = 1L << 30;

  @TempDir private Path folder;

  @Test
  void fitAnExecutorOf8GbForAllOfMaterialsProject() throws IOException, InterruptedException {
    List<String> lines =
        ChildJvm.run(folder, option -> true, List.of("-XX:+UseSerialGC"), CachedSample.class);
    double measured = number(lines, "measured: ");
    // Of the heap beyond 300 MB Spark gives 0.6 to data, and half of that it never takes from what
    // is cached.
    double kept = (8 * GB - 300e6) * 0.6 * 0.5;
    assertThat(measured * MATERIALS_PROJECT).as("%s", lines).isLessThan(kept);
    // What is measured has also what the driver notes down of each crystal to deal it, 200 to 300
    // bytes in this JVM, and what Spark does meanwhile, some tens of bytes a crystal.
    assertThat(number(lines, "estimated: ")).isBetween(measured - 500, measured + 50);
  }

  private static double number(List<String> lines, String label) {
    return lines.stream()
        .filter(line -> line.startsWith(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(label.length())))
        .findFirst()
        .orElseThrow();
  }
}
