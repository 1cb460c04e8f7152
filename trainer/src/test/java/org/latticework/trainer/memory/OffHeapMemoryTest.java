package org.latticework.trainer.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OffHeapMemoryTest {
  private static final double MB = 1 << 20;

  @Test
  void seesAnArrayComeAndGo() {
    double before = OffHeapMemory.bytes() / MB;
    INDArray array = Nd4j.ones(DataType.FLOAT, 64 << 20); // 256 MB, every page written
    double with = OffHeapMemory.bytes() / MB;
    array.close();
    double after = OffHeapMemory.bytes() / MB;
    // Other threads of this JVM, and pages of its heap that are committed and not yet touched.
    assertThat(with - before).isCloseTo(256, within(64.0));
    assertThat(with - after).isCloseTo(256, within(64.0));
  }
}
