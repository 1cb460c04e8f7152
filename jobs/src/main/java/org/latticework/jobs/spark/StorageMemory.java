package org.latticework.jobs.spark;

import org.apache.spark.api.java.JavaSparkContext;
import org.latticework.jobs.console.Console;
import org.latticework.trainer.training.TrainingListener;
import org.latticework.trainer.training.TrainingPlan;
import scala.collection.JavaConverters;

/**
 * Says so where the crystals of a training do not fit into what Spark's executors keep in memory:
 * every round would then read some of them from disk.
 *
 * @param spark whose executors hold the crystals
 * @param console where it is said
 */
public record StorageMemory(JavaSparkContext spark, Console console) implements TrainingListener {
  private static final double MIB = 1 << 20;

  @Override
  public void started(TrainingPlan plan) {
    long there =
        JavaConverters.mapAsJavaMap(spark.sc().getExecutorMemoryStatus()).values().stream()
            .mapToLong(memory -> (long) memory._1())
            .sum();
    if (plan.crystals().bytes() > there) {
      console.say(
          "Warning    the crystals take %,.0f MiB, and executors keep %,.0f MiB in memory:",
          plan.crystals().bytes() / MIB, there / MIB);
      console.sayBelow(
          "rounds read the rest from disk. More or larger executors (spark.executor.memory) are"
              + " faster");
    }
  }
}
