package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  private static final HeartbeatLock.Pace QUICK =
      new HeartbeatLock.Pace(Duration.ofMillis(50), Duration.ofSeconds(60), Duration.ofMillis(20));

  @TempDir private Path folder;

  @Test
  void letsOneRunOfThisProcessIn() throws IOException {
    Path file = folder.resolve("work/nightly.lock");
    Optional<RunLock> first = FileLock.tryTake(file);
    assertThat(first).isPresent();
    assertThat(FileLock.tryTake(file)).isEmpty();
    first.get().close();
    Optional<RunLock> next = FileLock.tryTake(file);
    assertThat(next).isPresent();
    next.get().close();
  }

  @Test
  void seesTheLockOfAnotherProcessAndTakesItBackWhenThatIsKilled() throws Exception {
    Path file = folder.resolve("nightly.lock");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("held, and not twice");
      assertThat(FileLock.tryTake(file)).isEmpty();
    } finally {
      other.destroyForcibly().waitFor();
    }
    Optional<RunLock> lock = FileLock.tryTake(file);
    assertThat(lock).isPresent();
    lock.get().close();
  }

  /** A process that takes the lock and never gives it back. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws Exception {
      Path file = new File(args[0]).toPath();
      String first = FileLock.tryTake(file).isPresent() ? "held" : "no";
      // A channel that is opened for the second and closed would take the first one's lock along.
      System.out.println(
          first + (FileLock.tryTake(file).isPresent() ? ", twice" : ", and not twice"));
      Thread.sleep(Duration.ofMinutes(5).toMillis());
    }
  }

  @Test
  void letsOneRunInWhereTheStoreKnowsNoLocks() throws IOException {
    Optional<RunLock> first = heartbeat();
    assertThat(first).isPresent();
    assertThat(heartbeat()).isEmpty();
    first.get().close();
    assertThat(folder.resolve("nightly.lock")).doesNotExist();
    Optional<RunLock> next = heartbeat();
    assertThat(next).isPresent();
    next.get().close();
  }

  @Test
  void keepsTheFileYoungWhileItsHolderLives() throws Exception {
    Path file = folder.resolve("nightly.lock");
    try (RunLock held = heartbeat().orElseThrow()) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
      awaitBeat(file);
      held.requireHeld();
      assertThat(heartbeat()).isEmpty();
    }
  }

  @Test
  void takesOverFromAHolderThatFellSilent() throws IOException {
    Path file = folder.resolve("nightly.lock");
    Files.writeString(file, "a run that died");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(61)));
    Optional<RunLock> lock = heartbeat();
    assertThat(lock).isPresent();
    lock.get().close();
  }

  @Test
  void leavesTheFileToWhoeverTookItOver() throws IOException {
    Path file = folder.resolve("nightly.lock");
    RunLock overslept = heartbeat().orElseThrow();
    overslept.requireHeld();
    Files.writeString(file, "another run");
    assertThatThrownBy(overslept::requireHeld)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Another run has taken the lock file:" + file);
    overslept.close();
    assertThat(file).hasContent("another run");
  }

  @Test
  void beatsOnAfterTheStoreHasThrown() throws Exception {
    Path file = folder.resolve("nightly.lock");
    try (RunLock held = heartbeat(FlakyStore.class).orElseThrow()) {
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
    assertThat(folder.resolve("nightly.lock")).doesNotExist();
  }

  @Test
  void givesBackWithoutAWordAgainstTheRunWhereTheStoreFails() throws IOException {
    RunLock held = heartbeat(FlakyStore.class).orElseThrow();
    FlakyStore.broken = true;
    try {
      held.close();
    } finally {
      FlakyStore.broken = false;
    }
    assertThat(folder.resolve("nightly.lock")).exists(); // a dead run's, in time
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

  private Optional<RunLock> heartbeat() throws IOException {
    return heartbeat(RawLocalFileSystem.class);
  }

  private Optional<RunLock> heartbeat(Class<? extends FileSystem> store) throws IOException {
    Configuration hadoop = new Configuration();
    // Without Hadoop's checksum files, which would notice that a test writes the file itself.
    hadoop.set("fs.file.impl", store.getName());
    hadoop.setBoolean("fs.file.impl.disable.cache", true);
    return HeartbeatLock.tryTake("file:" + folder.resolve("nightly.lock"), hadoop, QUICK);
  }

  private static Duration age(Path file) throws IOException {
    return Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
  }
}
