package org.latticework.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line of conf/schedule/crontab, run by the shell as cron would, with the distribution. */
class ScheduleIT {
  private static final Path DISTRIBUTION = Path.of(System.getProperty("latticework.distribution"));

  @TempDir private Path folder;

  @BeforeEach
  void requireFlock() {
    assumeThat(Path.of("/usr/bin/flock")).as("flock is here").isExecutable();
  }

  @Test
  void takesInADumpByTheLineOfTheCrontab() throws Exception {
    Invocation dump =
        Invocation.of("generate", "--count=10", "--output=" + folder.resolve("my dump"));
    assertThat(dump.code()).isZero();
    Invocation night = Invocation.of(cron());
    assertThat(night.err()).isEmpty();
    assertThat(night.code()).isZero();
    JsonNode summary = summary();
    assertThat(summary.get("read").asInt()).isEqualTo(10);
    assertThat(summary.get("new").asInt()).isEqualTo(10);
    assertThat(summary.get("featurize").get("featurized").asInt()).isEqualTo(10);
    assertThat(folder.resolve("my work.cron.log")).content().contains("10 new");
  }

  @Test
  void doesNotEvenStartWhileFlockIsHeld() throws Exception {
    Process held =
        new ProcessBuilder(
                "flock", folder.resolve("my work.cron.lock").toString(), "sh", "-c", "echo; cat")
            .start();
    try {
      assertThat(held.inputReader(UTF_8).readLine()).isEmpty();
      Invocation second = Invocation.of(cron());
      assertThat(second.code()).isEqualTo(1);
      assertThat(second.out() + second.err()).isEmpty();
      assertThat(folder.resolve("my work")).doesNotExist();
      assertThat(folder.resolve("my work.cron.log")).isEmptyFile();
    } finally {
      held.getOutputStream().close(); // cat ends
      held.waitFor();
    }
  }

  /** Returns what cron does at the time of the line, with paths of this test. */
  private ProcessBuilder cron() throws IOException {
    String line =
        Files.readAllLines(DISTRIBUTION.resolve("conf/schedule/crontab")).stream()
            .filter(text -> text.matches("\\d.*"))
            .reduce((a, b) -> a + "\n" + b)
            .orElseThrow();
    String command = line.replaceFirst("^(\\S+\\s+){5}", ""); // the time of day
    assertThat(command).doesNotContain("%", "\n"); // cron would end it there
    ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", command).directory(folder.toFile());
    shell.environment().remove("SPARK_HOME");
    shell.environment().put("LATTICEWORK", DISTRIBUTION.toString());
    shell.environment().put("DUMP", folder.resolve("my dump").toString());
    shell.environment().put("WORKSPACE", folder.resolve("my work").toString());
    return shell;
  }

  private JsonNode summary() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("my work/nightly-summary.json").toFile());
  }
}
