package org.latticework.trainer.vector;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Random;
import java.util.function.LongSupplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What one thread of this machine reaches in products of float matrices: operations a second of the
 * thread's processor time, the best of some.
 */
public final class MachinePeak {
  private static final int SIZE = 1024; // of a matrix: 4 MB
  private static final int DEPTH = 64;
  private static final int REPETITIONS = 20;

  private MachinePeak() {}

  /**
   * Multiplies square matrices with ND4J, that is with OpenBLAS, which must be kept to one thread.
   */
  public static double product() {
    INDArray a = Nd4j.rand(DataType.FLOAT, SIZE, SIZE).dup('f');
    INDArray b = Nd4j.rand(DataType.FLOAT, SIZE, SIZE).dup('f');
    INDArray c = Nd4j.create(DataType.FLOAT, new long[] {SIZE, SIZE}, 'f');
    return best(
        () -> {
          Nd4j.gemm(a, b, c, false, false, 1, 0);
          return 2L * SIZE * SIZE * SIZE;
        });
  }

  /**
   * Repeats one tile of registers over operands in the nearest cache: sixteen sums, and nothing to
   * wait for but the units that multiply and add. No product can be faster.
   */
  public static double tile() {
    Random random = new Random(1);
    float[] a = numbers(VectorProduct.TILE_ROWS * DEPTH, random);
    float[] b = numbers(DEPTH * VectorProduct.TILE_COLUMNS, random);
    float[] c = new float[VectorProduct.TILE_ROWS * VectorProduct.TILE_COLUMNS];
    VectorProduct product = new VectorProduct(DEPTH, 1, VectorProduct.TILE_COLUMNS);
    int times = 100_000;
    return best(
        () -> {
          for (int k = 0; k < times; k++) {
            product.tile(a, 0, b, 0, DEPTH, c, 0);
          }
          return 2L * times * DEPTH * c.length;
        });
  }

  private static float[] numbers(int length, Random random) {
    float[] numbers = new float[length];
    for (int k = 0; k < length; k++) {
      numbers[k] = random.nextFloat() * 1e-6f;
    }
    return numbers;
  }

  private static double best(LongSupplier work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double best = 0;
    for (int k = 0; k < REPETITIONS; k++) {
      long start = threads.getCurrentThreadCpuTime();
      long operations = work.getAsLong();
      best = Math.max(best, operations / ((threads.getCurrentThreadCpuTime() - start) * 1e-9));
    }
    return best;
  }
}
