package org.latticework.trainer.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class HostMemoryTest {
  private final INDArray matrix =
      HostMemory.floats(new long[] {3, 4}, out -> IntStream.range(0, 12).forEach(out::put));

  private static float[] floats(INDArray array) {
    FloatBuffer buffer = HostMemory.inPlace(array).orElseThrow().asFloatBuffer();
    float[] floats = new float[buffer.capacity()];
    buffer.get(floats);
    return floats;
  }

  @Test
  void makesArraysRowByRow() {
    assertThat(matrix.getFloat(1, 0)).isEqualTo(4);
    assertThat(floats(matrix)).isEqualTo(matrix.reshape(12).toFloatVector());
    assertThat(HostMemory.ints(3, out -> out.put(5).put(6).put(7)).toIntVector())
        .containsExactly(5, 6, 7);
    assertThat(HostMemory.ints(0, out -> {}).isEmpty()).isTrue();
  }

  @Test
  void seesSingleRowsAndNumbersAndViewsWithoutGaps() {
    assertThat(floats(HostMemory.floats(new long[] {1, 1}, out -> out.put(9)))).containsExactly(9);
    assertThat(floats(HostMemory.floats(new long[] {1, 2}, out -> out.put(8).put(9))))
        .containsExactly(8, 9);
    INDArray row = matrix.reshape(12).get(NDArrayIndex.interval(4, 8)).reshape('c', 1, 4);
    assertThat(floats(row)).containsExactly(4, 5, 6, 7);
  }

  @Test
  void seesNothingThatLiesOtherwise() {
    INDArray column = matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 2));
    for (INDArray other : new INDArray[] {matrix.dup('f'), matrix.transpose(), column}) {
      assertThat(HostMemory.inPlace(other)).isEmpty();
    }
    INDArray rows = matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2));
    assertThat(HostMemory.inPlace(rows)).isEmpty();
  }

  @Test
  void readsNumbersWhateverTheirOrder() {
    int[] numbers = new int[5];
    INDArray array = Nd4j.createFromArray(new int[][] {{1, 2}, {3, 4}});
    HostMemory.read(array, numbers);
    assertThat(numbers).containsExactly(1, 2, 3, 4, 0);
    HostMemory.read(array.dup('f').addi(1), numbers);
    assertThat(numbers).containsExactly(2, 3, 4, 5, 0);
    HostMemory.read(Nd4j.empty(DataType.INT32), numbers);
    assertThat(numbers).containsExactly(2, 3, 4, 5, 0);
  }
}
