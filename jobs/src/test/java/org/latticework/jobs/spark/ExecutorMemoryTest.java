package org.latticework.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.latticework.jobs.settings.ConfigurationException;

class ExecutorMemoryTest {
  private static SparkConf bounded(String... pairs) {
    SparkConf conf = new SparkConf(false);
    for (int k = 0; k < pairs.length; k += 2) {
      conf.set(pairs[k], pairs[k + 1]);
    }
    ExecutorMemory.of(conf).ifPresent(memory -> memory.bound(conf));
    return conf;
  }

  @Test
  void asksTheClusterForWhatNd4jMayTakeAndForTheJvm() {
    SparkConf conf =
        bounded(
            ExecutorMemory.OFF_HEAP,
            "2g",
            "spark.executor.memory",
            "4g",
            "spark.executor.extraJavaOptions",
            "-Dmine=1");
    assertThat(conf.get("spark.executor.memoryOverhead")).isEqualTo("2432m"); // 2048 + 384
    assertThat(conf.get("spark.executor.extraJavaOptions"))
        .isEqualTo(
            "-Dmine=1 -Dorg.bytedeco.javacpp.maxbytes=2048m"
                + " -Dorg.bytedeco.javacpp.maxphysicalbytes=6528m"); // 4096 + 2432
  }

  @Test
  void leavesWhatIsSetByHand() {
    SparkConf conf =
        bounded(
            ExecutorMemory.OFF_HEAP,
            "2g",
            "spark.executor.memoryOverhead",
            "3g",
            "spark.executor.extraJavaOptions",
            "-Dorg.bytedeco.javacpp.maxbytes=1g");
    assertThat(conf.get("spark.executor.memoryOverhead")).isEqualTo("3g");
    assertThat(conf.get("spark.executor.extraJavaOptions"))
        .isEqualTo(
            "-Dorg.bytedeco.javacpp.maxbytes=1g -Dorg.bytedeco.javacpp.maxphysicalbytes=4096m");
    assertThat(bounded().contains("spark.executor.memoryOverhead")).isFalse();
  }

  @Test
  void leavesTheOverheadToTheShareOfTheHeapThatIsAskedFor() {
    SparkConf conf =
        bounded(ExecutorMemory.OFF_HEAP, "1g", "spark.executor.memoryOverheadFactor", "0.4");
    assertThat(conf.contains("spark.executor.memoryOverhead")).isFalse();
    assertThat(conf.get("spark.executor.extraJavaOptions"))
        .isEqualTo("-Dorg.bytedeco.javacpp.maxbytes=1024m");
  }

  @Test
  void isOneGibibyteUnlessSet() {
    SparkConf shipped = SparkSessions.conf(Optional.of("local[1]"));
    assertThat(shipped.get("spark.executor.memoryOverhead")).isEqualTo("1408m");
    assertThat(shipped.get("spark.executor.extraJavaOptions"))
        .isEqualTo(
            "--add-modules=jdk.incubator.vector -Dorg.bytedeco.javacpp.maxbytes=1024m"
                + " -Dorg.bytedeco.javacpp.maxphysicalbytes=2432m");
  }

  @Test
  void refusesWhatIsNoSize() {
    assertThatThrownBy(() -> bounded(ExecutorMemory.OFF_HEAP, "much"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "spark.latticework.executor.offHeap must be a size such as 2g or 1500m, got much");
    assertThatThrownBy(() -> bounded(ExecutorMemory.OFF_HEAP, "0"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("must be at least 1m");
  }
}
