package org.latticework.jobs.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  private static final HeartbeatLock.Pace QUICK =
      new HeartbeatLock.Pace(Duration.ofMillis(50), Duration.ofSeconds(60), Duration.ofMillis(20));

  private static final String HEARTBEAT = "heartbeat";

  @TempDir private Path folder;

  @Test
  void letsOneRunOfThisProcessIn() throws IOException {
    Path file = folder.resolve("locks/write.lock");
    Holder holder = Holder.here("ingest");
    RunLock first = local(file, holder);
    assertThatThrownBy(() -> local(file, Holder.here("split")))
        .isInstanceOf(BusyException.class)
        .hasMessageStartingWith(holder.toString() + " is at work here (")
        .hasMessageContaining("latticework ingest of ");
    first.close();
    local(file, Holder.here("split")).close();
  }

  @Test
  void seesTheLockOfAnotherProcessAndTakesItBackWhenThatIsKilled() throws Exception {
    Path file = folder.resolve("write.lock");
    Process other = Other.start(file.toUri().getPath());
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("held, and not twice");
      assertThatThrownBy(() -> local(file, Holder.here("split")))
          .isInstanceOf(BusyException.class)
          .hasMessageContaining("latticework other of ")
          .hasMessageContaining("(process %d), since ".formatted(other.pid()));
    } finally {
      other.destroyForcibly().waitFor();
    }
    local(file, Holder.here("split")).close();
  }

  @Test
  void givesBackWhatAProcessHeldThatIsToldToEnd() throws Exception {
    Path file = folder.resolve("write.lock");
    Process other = Other.start(HEARTBEAT, file.toUri().getPath());
    assertThat(other.inputReader().readLine()).isEqualTo("held, and not twice");
    assertThat(file).exists();
    other.destroy(); // SIGTERM
    assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(file).doesNotExist();
  }

  /** A process that takes the lock and never gives it back. */
  static final class Other {
    private Other() {}

    static Process start(String... args) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), Other.class.getName()));
      command.addAll(List.of(args));
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    public static void main(String[] args) throws Exception {
      String file = args[args.length - 1];
      RunLock lock =
          args[0].equals(HEARTBEAT)
              ? HeldToTheEnd.of(
                  () ->
                      HeartbeatLock.take(
                          "file:" + file,
                          unchecked(RawLocalFileSystem.class),
                          Holder.here("other"),
                          QUICK,
                          () -> {}))
              : local(Path.of(file), Holder.here("other"));
      lock.requireHeld();
      // A channel that is opened for the second and closed would take the first one's lock along.
      String second;
      try {
        local(Path.of(file + (args[0].equals(HEARTBEAT) ? ".2" : "")), Holder.here("other"));
        second = args[0].equals(HEARTBEAT) ? ", and not twice" : ", twice";
      } catch (BusyException e) {
        second = ", and not twice";
      }
      System.out.println("held" + second);
      Thread.sleep(Duration.ofMinutes(5).toMillis());
    }
  }

  @Test
  void tellsAHolderThatHangsFromOneThatWorks() throws IOException {
    Path file = folder.resolve("write.lock");
    try (RunLock held = heartbeat()) {
      held.requireHeld();
      BusyException busy = catchThrowableOfType(BusyException.class, this::heartbeat);
      assertThat(busy.isStale(Duration.ofHours(1))).isFalse();
      assertThat(busy.isStale(Duration.ofSeconds(-5))).isTrue(); // at work for longer than that
    }
    Instant now = Instant.now();
    Holder hangs = new Holder("nightly", "anna", "node7", 4711, now.minusSeconds(900), "id");
    BusyException silent =
        new BusyException(file.toString(), Optional.of(hangs), Duration.ofMinutes(15));
    assertThat(silent.isStale(Duration.ofHours(24))).isTrue();
    assertThat(silent)
        .hasMessageContaining("latticework nightly of anna on node7 (process 4711), since ")
        .hasMessageEndingWith("and has given no sign of life for 15 minutes");
  }

  @Test
  void letsOneRunInWhereTheStoreKnowsNoLocks() throws IOException {
    RunLock first = heartbeat();
    assertThatThrownBy(this::heartbeat).isInstanceOf(BusyException.class);
    first.close();
    assertThat(folder.resolve("write.lock")).doesNotExist();
    heartbeat().close();
  }

  @Test
  void keepsTheFileYoungWhileItsHolderLives() throws Exception {
    Path file = folder.resolve("write.lock");
    try (RunLock held = heartbeat()) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
      awaitBeat(file);
      held.requireHeld();
      assertThatThrownBy(this::heartbeat).isInstanceOf(BusyException.class);
    }
  }

  @Test
  void takesOverFromAHolderThatFellSilent() throws IOException {
    Path file = folder.resolve("write.lock");
    Files.writeString(file, "a run that died");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(61)));
    heartbeat().close();
    assertThat(file).doesNotExist();
    assertThat(folder).isEmptyDirectory(); // what showed the store's clock is gone
  }

  /**
   * This machine's clock has nothing to say: a virtual machine that wakes up is ahead or behind.
   */
  @Test
  void measuresSilenceByTheStoresClock() throws IOException {
    try (RunLock held = heartbeat(LateStore.class)) { // its clock is two hours behind
      held.requireHeld();
      assertThatThrownBy(() -> heartbeat(LateStore.class)).isInstanceOf(BusyException.class);
    }
  }

  @Test
  void leavesTheFileToWhoeverTookItOver() throws IOException {
    Path file = folder.resolve("write.lock");
    RunLock overslept = heartbeat();
    overslept.requireHeld();
    Files.writeString(file, "another run");
    assertThatThrownBy(overslept::requireHeld)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Another run has taken the lock file:" + file);
    overslept.close();
    assertThat(file).hasContent("another run");
  }

  @Test
  void tellsARunThatHasLostItsLock() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    Configuration hadoop = unchecked(RawLocalFileSystem.class);
    String file = "file:" + folder.resolve("write.lock");
    try (RunLock lock =
        HeartbeatLock.take(file, hadoop, Holder.here("ingest"), QUICK, told::countDown)) {
      lock.requireHeld();
      Files.writeString(folder.resolve("write.lock"), "another run");
      assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void beatsOnAfterTheStoreHasThrown() throws Exception {
    Path file = folder.resolve("write.lock");
    try (RunLock held = heartbeat(FlakyStore.class)) {
      FlakyStore.broken = true;
      Thread.sleep(200); // four beats
      FlakyStore.broken = false;
      held.requireHeld();
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
      awaitBeat(file);
    } finally {
      FlakyStore.broken = false;
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void leavesNoFileWhereItCannotBeTaken() throws IOException {
    FlakyStore.failures = 1; // as it looks whether it is alone
    assertThatThrownBy(() -> heartbeat(FlakyStore.class)).isInstanceOf(IllegalStateException.class);
    assertThat(folder.resolve("write.lock")).doesNotExist();
  }

  @Test
  void givesBackWithoutAWordAgainstTheRunWhereTheStoreFails() throws IOException {
    RunLock held = heartbeat(FlakyStore.class);
    FlakyStore.broken = true;
    try {
      held.close();
    } finally {
      FlakyStore.broken = false;
    }
    assertThat(folder.resolve("write.lock")).exists(); // a dead run's, in time
  }

  /** A store whose clock is behind. */
  static final class LateStore extends RawLocalFileSystem {
    @Override
    public FileStatus getFileStatus(org.apache.hadoop.fs.Path file) throws IOException {
      FileStatus status = super.getFileStatus(file);
      return new FileStatus(
          status.getLen(),
          false,
          1,
          status.getBlockSize(),
          status.getModificationTime() - Duration.ofHours(2).toMillis(),
          file);
    }
  }

  /** A store that fails to open files now and then, with what Hadoop's clients throw unchecked. */
  static final class FlakyStore extends RawLocalFileSystem {
    private static volatile boolean broken;
    private static volatile int failures;

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path file, int bufferSize)
        throws IOException {
      if (broken || failures > 0) {
        failures = Math.max(0, failures - 1);
        throw new IllegalStateException("The store is broken");
      }
      return super.open(file, bufferSize);
    }
  }

  private static void awaitBeat(Path file) throws Exception {
    Instant deadline = Instant.now().plusSeconds(20);
    while (age(file).compareTo(Duration.ofSeconds(60)) > 0 && Instant.now().isBefore(deadline)) {
      Thread.sleep(20);
    }
    assertThat(age(file)).isLessThan(Duration.ofSeconds(60));
  }

  private static RunLock local(Path file, Holder holder) throws IOException {
    return ProcessLock.take(file, new Configuration(), holder, () -> {});
  }

  private RunLock heartbeat() throws IOException {
    return heartbeat(RawLocalFileSystem.class);
  }

  private RunLock heartbeat(Class<? extends FileSystem> store) throws IOException {
    return HeartbeatLock.take(
        "file:" + folder.resolve("write.lock"),
        unchecked(store),
        Holder.here("ingest"),
        QUICK,
        () -> {});
  }

  /** Without Hadoop's checksum files, which would notice that a test writes the file itself. */
  private static Configuration unchecked(Class<? extends FileSystem> store) {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.file.impl", store.getName());
    hadoop.setBoolean("fs.file.impl.disable.cache", true);
    return hadoop;
  }

  private static Duration age(Path file) throws IOException {
    return Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
  }
}
