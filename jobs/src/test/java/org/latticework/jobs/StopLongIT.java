package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each job, told to end by SIGTERM while it works, and repeated. */
class StopLongIT extends OneWorkspace {
  private static List<String> each() {
    return TwoAtOnce.JOBS;
  }

  @ParameterizedTest
  @MethodSource("each")
  void endsAtOnceAndGoesOnWhenItIsRepeated(String job) throws Exception {
    Path workspace = jobs.copy("stop-" + job);
    Path err = folder.resolve("stopped-%s.txt".formatted(job)); // a pipe is closed with the process
    Process process = start(err, jobs.command(job, workspace.toString(), job + "-0"));
    try {
      awaitWork(process, workspace, job);
      process.destroy();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(128 + 15);
    assertThat(err).content().contains("latticework: %s was stopped by a signal".formatted(job));
    jobs.start(workspace.toString(), List.of(job));
  }

  /** Waits until a job holds a lock; one that takes none for long, until Spark writes its log. */
  private static void awaitWork(Process process, Path workspace, String job) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    boolean holds = !List.of("evaluate", "export").contains(job);
    while (holds ? !someLock(workspace) : !Files.exists(workspace.resolve("logs"))) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(20);
    }
    Thread.sleep(500);
  }

  private static boolean someLock(Path workspace) throws IOException {
    try (Stream<Path> files = Files.list(Files.createDirectories(workspace.resolve("locks")))) {
      for (Path lock : files.toList()) {
        if (Files.readString(lock).contains("\"process\":" + ProcessHandle.current().pid() + ",")) {
          continue; // of the preparation
        }
        return true;
      }
    }
    return false;
  }

  private static Process start(Path err, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Latticework.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(folder.resolve("out.txt").toFile())
        .redirectError(err.toFile())
        .start();
  }
}
