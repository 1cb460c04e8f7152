package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.latticework.jobs.Trainings.done;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.spark.SparkSessions;

/**
 * Workspaces on a disk that is full, or that can only be read. The disk is a small one in memory,
 * which takes the right to mount; without it these tests are skipped.
 */
class BadDiskIT {
  private static final int COUNT = 80;

  @TempDir private static Path folder;
  private static Path disk;
  private static Path filler;
  private static SparkSession spark;

  @BeforeAll
  static void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    filler = disk.resolve("filler");
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=16m", "none", disk.toString()),
        "no right to mount a disk");
    spark = SparkSessions.open("BadDiskIT", Optional.of("local[2]"));
    done("generate", "--count=" + COUNT, "--output=" + folder.resolve("dump"));
  }

  @AfterAll
  static void unmount() throws Exception {
    if (spark != null) {
      spark.stop();
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  @BeforeEach
  void makeRoom() throws IOException {
    Files.deleteIfExists(filler);
  }

  private static boolean run(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such command
    }
  }

  /** Leaves some bytes of the disk. */
  private static void fill(long left) throws IOException {
    byte[] block = new byte[1 << 10];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (disk.toFile().getUsableSpace() > left) {
        out.write(block);
        out.flush();
      }
    }
  }

  private static String[] on(String workspace, String job, String... more) {
    return Trainings.with(
        new String[] {job, "--workspace=" + disk.resolve(workspace), "--master=local[2]"}, more);
  }

  private static String[] train(String workspace, String name) {
    return on(
        workspace,
        "train",
        "--name=" + name,
        "--epochs=2",
        "--set=train.network.cgcnn.width=8",
        "--resume");
  }

  private static void requireFullDisk(Invocation call) {
    assertThat(call.code()).as(call.err() + call.out()).isEqualTo(Job.FAILED);
    assertThat(call.err()).contains("No space left on device");
  }

  @Test
  void goesOnOnceThereIsRoomOnADiskThatWasFull() throws Exception {
    String input = "--input=" + folder.resolve("dump");
    fill(16 << 10);
    requireFullDisk(Invocation.of(on("full", "ingest", input)));
    Files.delete(filler);
    assertThat(done(on("full", "ingest", input)).out())
        .contains("Ingested   %d records: %d accepted".formatted(COUNT, COUNT));

    fill(16 << 10);
    requireFullDisk(Invocation.of(on("full", "featurize")));
    requireFullDisk(Invocation.of(on("full", "split")));
    Files.delete(filler);
    assertThat(done(on("full", "featurize")).out())
        .contains("Featurized %d of %d materials".formatted(COUNT, COUNT));
    done(on("full", "split", "--set=split.validation=0.2", "--set=split.test=0.2"));

    fill(4 << 10);
    requireFullDisk(Invocation.of(train("full", "model")));
    assertThat(disk.resolve("full/models/model/current.json")).doesNotExist();
    Files.delete(filler);
    done(train("full", "model"));
    fill(4 << 10);
    requireFullDisk(Invocation.of(on("full", "evaluate", "--model=model")));
    Files.delete(filler);
    done(on("full", "evaluate", "--model=model"));
  }

  @Test
  void saysThatAWorkspaceCanOnlyBeReadAndReadsIt() throws Exception {
    done(on("read", "ingest", "--input=" + folder.resolve("dump")));
    assertThat(run("mount", "-o", "remount,ro", disk.toString())).isTrue();
    try {
      for (String job : List.of("featurize", "split", "maintain")) {
        Invocation call = Invocation.of(on("read", job));
        assertThat(call.code()).as(call.err()).isEqualTo(Job.MISCONFIGURED);
        assertThat(call.err())
            .startsWith("latticework: Cannot write to the workspace " + disk.resolve("read") + ": ")
            .contains("Read-only file system");
      }
      Path csv = folder.resolve("materials.csv");
      done(on("read", "export", "--table=materials", "--output=" + csv));
      assertThat(Files.readAllLines(csv)).hasSize(COUNT + 1);
    } finally {
      assertThat(run("mount", "-o", "remount,rw", disk.toString())).isTrue();
    }
  }
}
