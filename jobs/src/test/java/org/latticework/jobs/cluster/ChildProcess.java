package org.latticework.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A process that a test has started, with what it says in a file. Closing it ends it, and all that
 * it has started itself.
 */
final class ChildProcess implements AutoCloseable {
  private static final long PATIENCE = 600; // s; the machine may be busy
  private static final long PAUSE = 100; // ms

  private final Process process;
  private final Path log;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static ChildProcess start(ProcessBuilder command, Path log) throws IOException {
    Process process = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    return new ChildProcess(process, log);
  }

  /**
   * Waits until it has said something.
   *
   * @param words to find; has one group
   * @return what the group found
   */
  String await(Pattern words) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
    while (true) {
      boolean alive = process.isAlive();
      Matcher said = words.matcher(log());
      if (said.find()) {
        return said.group(1);
      }
      assertThat(alive && System.nanoTime() < end).as("%s in %s", words, log()).isTrue();
      Thread.sleep(PAUSE);
    }
  }

  /** Waits for its end, which must be a good one. */
  void succeed() throws Exception {
    assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).as(log()).isTrue();
    assertThat(process.exitValue()).as(log()).isZero();
  }

  /** Returns the processes that it has started and that still run. */
  List<ProcessHandle> children() {
    return process.children().toList();
  }

  private String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    for (ProcessHandle each : all) { // it first, so that it starts no others
      each.destroyForcibly();
      each.onExit().orTimeout(PATIENCE, TimeUnit.SECONDS).join();
    }
  }
}
