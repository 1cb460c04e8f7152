package org.latticework.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.latticework.jobs.spark.SparkSessions;

class ComplaintTest {
  /** As Spark itself says it, which may change with its version. */
  @Test
  void tellsATasksWordsAndNotThoseOfItsStage() {
    SparkSession spark = SparkSessions.open("ComplaintTest", Optional.of("local[1]"));
    try {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      context.parallelize(List.of(1), 1).foreach(ComplaintTest::fail);
      throw new AssertionError("the task has not failed");
    } catch (Exception e) {
      assertThat(e).isInstanceOf(SparkException.class).hasMessageContaining("stage failure");
      assertThat(Complaint.of(e)).isEqualTo("Atom 5 has no charge");
      assertThat(Complaint.of(new IllegalStateException("the step", e))).isEqualTo("the step");
    } finally {
      spark.stop();
    }
  }

  private static void fail(int number) {
    throw new IllegalArgumentException("Atom 5 has no charge\nand more in the log");
  }

  @Test
  void readsATasksWordsOutOfTheStagesWhereTheExceptionDidNotComeBack() {
    SparkException stage =
        new SparkException(
            "Job aborted due to stage failure: Task 0 in stage 3.0 failed 4 times, most recent failure:"
                + " Lost task 0.3 in stage 3.0 (TID 9) (10.0.0.7 executor 2):"
                + " org.example.OddException: The file is torn\n\tat org.example.Main");
    assertThat(Complaint.of(stage)).isEqualTo("The file is torn");
  }

  @Test
  void looksThroughWhatOnlyWraps() {
    IOException torn = new IOException("The disk is full");
    assertThat(Complaint.of(new UncheckedIOException(torn))).isEqualTo("The disk is full");
    assertThat(Complaint.of(new Error(torn))).isEqualTo("The disk is full");
    assertThat(Complaint.of(new UncheckedIOException("Cannot write a", torn)))
        .isEqualTo("Cannot write a: The disk is full");
    assertThat(Complaint.of(new NoSuchFileException("/a/b")))
        .isEqualTo("NoSuchFileException: /a/b");
    assertThat(Complaint.of(new IllegalStateException())).isEqualTo("IllegalStateException");
  }
}
