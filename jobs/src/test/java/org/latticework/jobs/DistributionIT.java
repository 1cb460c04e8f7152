package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder that Maven assembles, used as somebody would who has just unpacked it. */
class DistributionIT {
  private static final Path DISTRIBUTION = Path.of(System.getProperty("latticework.distribution"));
  private static final long LIMIT = 800_000_000; // bytes

  @TempDir private Path elsewhere;

  @Test
  void holdsSparkWithYarnKubernetesAndS3InLessThan800Megabytes() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(DISTRIBUTION)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    assertThat(bytes).isLessThan(LIMIT);
    assertThat(names("spark"))
        .anyMatch(name -> name.startsWith("spark-yarn_"))
        .anyMatch(name -> name.startsWith("spark-kubernetes_"));
    assertThat(names("lib"))
        .anyMatch(name -> name.startsWith("hadoop-aws-"))
        .anyMatch(name -> name.startsWith("latticework-jobs-"))
        .noneMatch(name -> name.startsWith("spark-core_"))
        .noneMatch(name -> name.matches("(opencv|ffmpeg|hdf5)-.*"));
  }

  @Test
  void printsItsHelpFromAnyFolder() throws Exception {
    Invocation call = run("--help");
    assertThat(call.code()).isZero();
    assertThat(call.out()).contains("Usage: latticework");
    assertThat(call.err()).isEmpty();
  }

  @Test
  void refusesBadSettingsWithOneLineAndCodeTwo() throws Exception {
    Invocation call = run("featurize", "--set", "featurize.cutoff=-1");
    assertThat(call.code()).isEqualTo(Job.MISCONFIGURED);
    assertThat(call.err())
        .isEqualTo("latticework: featurize: Need 0 < cutoff <= 1000.0 Å, got -1.0\n");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void exitsWithThreeWhereMoreIsRejectedThanAllowed() throws Exception {
    Path dump = Files.writeString(elsewhere.resolve("dump.jsonl"), "{\"material_id\": \n");
    Invocation call =
        run("ingest", "--input", dump.toString(), "--max-rejected", "0", "--master", "local[1]");
    assertThat(call.err()).isEmpty();
    assertThat(call.out()).contains("1 rejected");
    assertThat(call.code()).isEqualTo(Job.REJECTED);
    assertThat(elsewhere.resolve("work/logs/ingest.log")).isNotEmptyFile();
  }

  @Test
  void namesAnUnusableSparkHome() throws Exception {
    ProcessBuilder process = process("split");
    process.environment().put("SPARK_HOME", elsewhere.toString());
    Invocation call = run(process);
    assertThat(call.code()).isEqualTo(Job.MISCONFIGURED);
    assertThat(call.err()).startsWith("latticework: SPARK_HOME is " + elsewhere);
  }

  private Invocation run(String... arguments) throws Exception {
    return run(process(arguments));
  }

  private ProcessBuilder process(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(DISTRIBUTION.resolve("bin").resolve("latticework").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder process = new ProcessBuilder(command).directory(elsewhere.toFile());
    process.environment().remove("SPARK_HOME");
    return process;
  }

  private Invocation run(ProcessBuilder builder) throws Exception {
    Path out = Files.createTempFile("latticework", ".out");
    Process process = builder.redirectOutput(out.toFile()).start();
    process.getOutputStream().close();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    String text = Files.readString(out);
    Files.delete(out);
    return new Invocation(process.exitValue(), text, err);
  }

  private static List<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(DISTRIBUTION.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
