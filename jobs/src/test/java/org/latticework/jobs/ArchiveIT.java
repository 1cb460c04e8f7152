package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.job.Job;

/**
 * The class data archive that {@code bin/latticework} keeps. A script stands in for the JVM where
 * it would make one, which takes the time of a demonstration: what it writes is no archive, and the
 * JVM that is given it for one must not mind.
 */
class ArchiveIT {
  private static final Path DISTRIBUTION = Path.of(System.getProperty("latticework.distribution"));
  private static final String USES = "-XX:SharedArchiveFile=";

  @TempDir private Path folder;
  private Path distribution;

  @BeforeEach
  void distribution() throws IOException {
    distribution = Files.createDirectories(folder.resolve("distribution"));
    Files.createDirectories(distribution.resolve("bin"));
    Files.copy(DISTRIBUTION.resolve("bin/latticework"), distribution.resolve("bin/latticework"));
    assertThat(distribution.resolve("bin/latticework").toFile().setExecutable(true)).isTrue();
    for (String part : List.of("conf", "spark")) {
      Files.createSymbolicLink(distribution.resolve(part), DISTRIBUTION.resolve(part));
    }
    Files.createDirectory(distribution.resolve("lib"));
    try (Stream<Path> jars = Files.list(DISTRIBUTION.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        Files.createSymbolicLink(distribution.resolve("lib").resolve(jar.getFileName()), jar);
      }
    }
    Path java = Files.createDirectories(folder.resolve("jvm/bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/usr/bin/env bash
        for option in "$@"; do
          if [[ $option = -XX:ArchiveClassesAtExit=* ]]; then
            echo made >> '%1$s/made'
            sleep 0.5
            echo 'no archive' > "${option#*=}"
            exit
          fi
        done
        printf '%%s\\n' "$@" > '%1$s/options.'$$
        exec '%2$s' "$@"
        """
            .formatted(folder, Path.of(System.getProperty("java.home"), "bin/java")));
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  private Process start() throws IOException {
    ProcessBuilder job =
        new ProcessBuilder(
                distribution.resolve("bin/latticework").toString(), "split", "--workspace", "none")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    job.environment().keySet().removeAll(List.of("SPARK_HOME", "XDG_CACHE_HOME"));
    job.environment().put("JAVA_HOME", folder.resolve("jvm").toString());
    job.environment().put("HOME", folder.resolve("home").toString());
    return job.start();
  }

  /** Waits for a job that finds no tables, as it should with an archive or without. */
  private void await(Process job) throws Exception {
    String said = new String(job.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(job.waitFor()).as(said).isEqualTo(Job.MISCONFIGURED);
    assertThat(said).hasLineCount(1).contains("none");
  }

  private void run() throws Exception {
    await(start());
  }

  /** Returns the archives in a folder, once one is there. */
  private static List<Path> archives(Path place) throws Exception {
    for (int tries = 0; tries < 100; tries++) {
      List<Path> found = jsa(place);
      if (!found.isEmpty()) {
        return found;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return List.of();
  }

  private static List<Path> jsa(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }

  /** Returns the archives that JVMs were given, in no order. */
  private List<String> used() throws IOException {
    List<String> used = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(name -> name.toString().contains("options.")).toList()) {
        Files.readAllLines(file).stream()
            .filter(option -> option.startsWith(USES))
            .forEach(option -> used.add(option.substring(USES.length())));
      }
    }
    return used;
  }

  @Test
  void isMadeBesideTheFirstJobAndUsedByTheNextEvenIfItIsNone() throws Exception {
    run();
    assertThat(used()).isEmpty();
    List<Path> made = archives(distribution.resolve("archive"));
    assertThat(made).hasSize(1);
    run(); // the JVM is given what is no archive
    assertThat(used()).containsExactly(made.get(0).toRealPath().toString());
    assertThat(folder.resolve("made")).hasContent("made");
  }

  @Test
  void isMadeOnceByTwoFirstJobsAtOnce() throws Exception {
    Process one = start();
    Process other = start();
    await(one);
    await(other);
    assertThat(archives(distribution.resolve("archive"))).hasSize(1);
    assertThat(folder.resolve("made")).hasContent("made");
    for (int tries = 0; tries < 100 && making().findAny().isPresent(); tries++) {
      TimeUnit.MILLISECONDS.sleep(100); // the folder goes after the archive is there
    }
    assertThat(making()).isEmpty();
  }

  private Stream<File> making() {
    return Stream.of(distribution.resolve("archive").toFile().listFiles())
        .filter(file -> file.getName().startsWith("making."));
  }

  @Test
  void isMadeAnewWhereAJarIsAnother() throws Exception {
    run();
    List<Path> made = archives(distribution.resolve("archive"));
    for (int change = 1; change <= 2; change++) {
      Path jar = Files.writeString(distribution.resolve("lib/changed.jar"), "");
      Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH.plusSeconds(change)));
      run();
      assertThat(used()).isEmpty();
      List<Path> before = made;
      for (int tries = 0; tries < 100 && before.containsAll(made); tries++) {
        TimeUnit.MILLISECONDS.sleep(100);
        made = jsa(distribution.resolve("archive"));
      }
      assertThat(made).as("an archive for the jars of now").isNotEqualTo(before);
    }
    for (int tries = 0; tries < 100 && jsa(distribution.resolve("archive")).size() > 2; tries++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(jsa(distribution.resolve("archive"))).as("the oldest goes").hasSize(2);
  }

  @Test
  void isMadeInTheHomeFolderWhereTheDistributionTakesNone() throws Exception {
    Files.writeString(distribution.resolve("archive"), "no folder");
    run();
    assertThat(archives(folder.resolve("home/.cache/latticework"))).hasSize(1);
    run();
    assertThat(used()).hasSize(1).first().asString().contains("home/.cache/latticework");
  }

  @Test
  void isDoneWithoutWhereNoFolderTakesOne() throws Exception {
    Files.writeString(distribution.resolve("archive"), "no folder");
    Files.writeString(folder.resolve("home"), "no folder");
    run();
    run();
    assertThat(used()).isEmpty();
    assertThat(folder.resolve("made")).doesNotExist();
  }
}
