package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.job.StageProgress;

class StageProgressIT {
  private final StringWriter text = new StringWriter();
  private Console console = new Console(new PrintWriter(text), false);

  @Test
  void countsTheTasksOfEachStep() throws IOException {
    assertThat(shown(Duration.ZERO))
        .hasSize(6) // the last task of a step needs no line: the next step says it is over
        .allMatch(
            line -> line.matches("Testing    step [12]: [123] of 4 tasks, \\d+:\\d\\d left in it"))
        .allMatch(line -> line.length() <= Console.COLUMNS)
        .extracting(line -> line.substring(0, line.indexOf(" of")))
        .containsExactly(
            "Testing    step 1: 1",
            "Testing    step 1: 2",
            "Testing    step 1: 3",
            "Testing    step 2: 1",
            "Testing    step 2: 2",
            "Testing    step 2: 3");
  }

  @Test
  void staysSilentWhileAJobIsShort() throws IOException {
    assertThat(shown(Duration.ofMinutes(1))).isEmpty();
  }

  @Test
  void drawsABarOnATerminalAndClearsIt() throws IOException {
    console = new Console(new PrintWriter(text), true);
    shown(Duration.ZERO);
    String drawn = text.toString();
    assertThat(drawn).contains("Testing    step 1", "Testing    step 2").doesNotContain("\n");
    assertThat(Pattern.compile("\r").splitAsStream(drawn))
        .allMatch(line -> line.length() <= Console.COLUMNS);
    assertThat(drawn).endsWith("\r" + " ".repeat(Console.COLUMNS) + "\r");
  }

  /** Runs two steps of four tasks, then one more that is not watched. */
  private List<String> shown(Duration interval) throws IOException {
    SparkConf conf =
        new SparkConf().setMaster("local[1]").setAppName("test").set("spark.ui.enabled", "false");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      StageProgress.during(
          spark.sc(),
          console,
          "Testing",
          interval,
          () -> {
            fourTasks(spark);
            return fourTasks(spark);
          });
      fourTasks(spark);
    }
    return text.toString().lines().toList();
  }

  private static long fourTasks(JavaSparkContext spark) {
    long count = spark.parallelize(List.of(1, 2, 3, 4), 4).count();
    try {
      spark.sc().listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
    return count;
  }
}
