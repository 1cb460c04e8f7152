package org.latticework.trainer.shard;

import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.latticework.trainer.LocalSpark;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.training.StepBenchmark;

/** What {@link CachedCrystalsIT} runs in a JVM of its own: prints bytes a crystal, twice. */
final class CachedSample {
  private static final int CRYSTALS = 10_000;
  private static final int MOST_ATOMS = 51;
  private static final long SETTLING = 200; // ms
  private static final long NOTHING = CRYSTALS; // a byte of each

  private CachedSample() {}

  /** Deals synthetic crystals to two workers; prints what heap they took, and the estimate. */
  public static void main(String[] arguments) throws InterruptedException {
    try (JavaSparkContext spark = LocalSpark.context()) {
      deal(spark, 100).close(); // Spark's own things are there now
      long before = usedHeap();
      try (Shards shards = deal(spark, CRYSTALS)) {
        System.out.println("measured: " + (double) (usedHeap() - before) / CRYSTALS);
        System.out.println("estimated: " + (double) shards.bytes() / CRYSTALS);
      }
    }
  }

  private static Shards deal(JavaSparkContext spark, int crystals) {
    JavaRDD<Example> examples =
        spark
            .parallelize(IntStream.range(0, crystals).boxed().toList(), 4)
            .map(CachedSample::example);
    return Shards.deal(examples, new GraphBatcher(64, 1), 2);
  }

  /** From 1 to 51 atoms, 26 on average, as Materials Project's; 12 neighbors each. */
  private static Example example(int number) {
    Random random = new Random(number);
    int atoms = 1 + random.nextInt(MOST_ATOMS);
    return new Example("mp-" + number, StepBenchmark.crystal(atoms, random), random.nextDouble());
  }

  /** Heap in use once it no longer falls: Spark frees what it no longer needs in its own time. */
  private static long usedHeap() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int unchanged = 0; unchanged < 5; unchanged++) {
      System.gc();
      Thread.sleep(SETTLING);
      long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
      if (used < least - NOTHING) {
        unchanged = 0;
      }
      least = Math.min(least, used);
    }
    return least;
  }
}
