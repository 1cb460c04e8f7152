package org.latticework.jobs.spark;

import java.util.Optional;
import org.apache.spark.SparkConf;
import org.latticework.jobs.settings.ConfigurationException;

/**
 * The memory of an executor outside of its heap, which one setting decides: what Spark asks a
 * cluster for, and what ND4J may take of it. Executors start with it, so it must be known before
 * Spark starts.
 *
 * @param offHeap for ND4J's arrays, MiB; positive
 */
record ExecutorMemory(long offHeap) {
  static final String OFF_HEAP = "spark.latticework.executor.offHeap";

  /** For the JVM itself and its libraries, MiB: the least that Spark takes. */
  private static final long JVM = 384;

  private static final String OVERHEAD = "spark.executor.memoryOverhead";
  private static final String FACTOR = "spark.executor.memoryOverheadFactor";
  private static final String OPTIONS = "spark.executor.extraJavaOptions";
  private static final String ARRAYS = "-Dorg.bytedeco.javacpp.maxbytes=";
  private static final String PROCESS = "-Dorg.bytedeco.javacpp.maxphysicalbytes=";

  ExecutorMemory {
    if (!(offHeap > 0)) {
      throw new ConfigurationException("%s must be at least 1m".formatted(OFF_HEAP));
    }
  }

  /**
   * Returns the memory that the settings ask for; empty where they leave it to Spark.
   *
   * @throws ConfigurationException if it is no size
   */
  static Optional<ExecutorMemory> of(SparkConf conf) {
    if (!conf.contains(OFF_HEAP)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ExecutorMemory(conf.getSizeAsMb(OFF_HEAP)));
    } catch (IllegalArgumentException e) { // not a number, or not one that Spark reads
      throw new ConfigurationException(
          "%s must be a size such as 2g or 1500m, got %s".formatted(OFF_HEAP, conf.get(OFF_HEAP)),
          e);
    }
  }

  /**
   * Sets what follows from it, where that is not set, also by Spark's memoryOverheadFactor: the
   * overhead of an executor is ND4J's memory and the JVM's own; ND4J's arrays may take theirs; and
   * the process may take heap and overhead, so that ND4J says so before a cluster ends the executor
   * without a word.
   */
  void bound(SparkConf conf) {
    if (!conf.contains(FACTOR)) {
      conf.setIfMissing(OVERHEAD, offHeap + JVM + "m");
    }
    bound(conf, ARRAYS, offHeap);
    if (conf.contains(OVERHEAD)) {
      bound(
          conf,
          PROCESS,
          conf.getSizeAsMb("spark.executor.memory", "1g") + conf.getSizeAsMb(OVERHEAD));
    }
  }

  private static void bound(SparkConf conf, String option, long mebibytes) {
    String options = conf.get(OPTIONS, "");
    if (!options.contains(option)) {
      conf.set(OPTIONS, (options + " " + option + mebibytes + "m").strip());
    }
  }
}
