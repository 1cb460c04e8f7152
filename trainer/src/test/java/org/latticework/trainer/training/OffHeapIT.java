package org.latticework.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.trainer.ChildJvm;

class OffHeapIT {
  private static final int EPOCHS = 16;
  private static final long MB = 1 << 20;

  @TempDir private Path folder;

  /**
   * Three rounds an epoch, two workers, batches of some 2800 edges: of the nd4j kernel's matrices
   * alone a round has 2 · 30 of 0.7 MB, which the 36 rounds in question would make 1500 MB. All of
   * the heap is resident from the beginning, so that the rest is seen by itself; what may grow in
   * there is the compiler's code and the arenas of malloc.
   */
  @ParameterizedTest
  @ValueSource(strings = {"fused", "nd4j"})
  void staysTheSameOverManyRounds(String kernel) throws IOException, InterruptedException {
    List<Long> bytes =
        ChildJvm.run(
                folder,
                option -> !option.startsWith("-Xmx"),
                List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"),
                ManyRounds.class,
                kernel,
                Integer.toString(EPOCHS))
            .stream()
            .map(Long::valueOf)
            .toList();
    assertThat(bytes).hasSize(EPOCHS);
    assertThat((bytes.get(EPOCHS - 1) - bytes.get(3)) / MB).as("%s", bytes).isLessThan(100);
  }
}
