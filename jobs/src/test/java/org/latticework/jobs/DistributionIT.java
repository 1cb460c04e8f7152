package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.s3.S3Server;

/** The folder that Maven assembles, used as somebody would who has just unpacked it. */
class DistributionIT {
  private static final Path DISTRIBUTION = Path.of(System.getProperty("latticework.distribution"));
  private static final long LIMIT = 480_000_000; // bytes
  private static final long DRAWING =
      65_000_000; // bytes; only the driver of one command reads them (ADR 32)
  private static final long SENT = 180_000_000; // bytes

  @TempDir private Path elsewhere;

  @Test
  void holdsSparkWithYarnKubernetesAndS3InLessThan480Megabytes() throws IOException {
    assertThat(bytes("") - bytes("figures")).isLessThan(LIMIT);
    assertThat(bytes("figures")).as("what draws figures as files").isLessThan(DRAWING);
    assertThat(bytes("lib")).as("what a cluster is sent for a job").isLessThan(SENT);
    assertThat(names("spark/jars"))
        .anyMatch(name -> name.startsWith("spark-yarn_"))
        .anyMatch(name -> name.startsWith("spark-kubernetes_"))
        .anyMatch(name -> name.startsWith("scala-library-"));
    assertThat(names("lib"))
        .anyMatch(name -> name.startsWith("hadoop-aws-"))
        .anyMatch(name -> name.startsWith("latticework-jobs-"))
        .noneMatch(name -> name.matches("(spark-core_|scala-library-|slf4j-api-).*"))
        .noneMatch(name -> name.matches("(opencv|ffmpeg|hdf5|aws-java-sdk-bundle)-.*"));
  }

  private static long bytes(String folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(DISTRIBUTION.resolve(folder))) {
      for (Path file : files.filter(DistributionIT::isShipped).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  /**
   * The class data archive is made for this machine, and is not part of what is carried elsewhere.
   */
  private static boolean isShipped(Path file) {
    return Files.isRegularFile(file) && !file.startsWith(DISTRIBUTION.resolve("archive"));
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
    ProcessBuilder ingest =
        process(
            "ingest", "--input", dump.toString(), "--max-rejected", "0", "--master", "local[1]");
    ingest.command().addAll(0, List.of("bash", "-c", "umask 027; exec \"$@\"", "bash"));
    Invocation call = Invocation.of(ingest);
    assertThat(call.err()).isEmpty();
    assertThat(call.out()).contains("1 rejected");
    assertThat(call.code()).isEqualTo(Job.REJECTED);
    assertThat(elsewhere.resolve("work/logs/ingest.log")).isNotEmptyFile();
    try (Stream<Path> files = Files.walk(elsewhere.resolve("work"))) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as("others may not read what a umask of 027 keeps from them: " + file)
            .matches("rw[x-]r-[x-]---");
      }
    }
  }

  @Test
  void exitsWithOneAndKeepsTheStackForTheLogWhereATableIsBroken() throws Exception {
    Path log = Files.createDirectories(elsewhere.resolve("work/tables/materials/_delta_log"));
    Files.writeString(log.resolve("00000000000000000000.json"), "{ no commit");
    Invocation call = run("featurize", "--master", "local[1]");
    assertThat(call.code()).isEqualTo(Job.FAILED);
    assertThat(call.out()).doesNotContain("\tat ");
    assertThat(call.err().lines())
        .satisfiesExactly(
            reason -> assertThat(reason).startsWith("latticework: featurize failed: "),
            place -> assertThat(place).startsWith("Details: ").endsWith("featurize.log"));
    assertThat(elsewhere.resolve("work/logs/featurize.log"))
        .content()
        .contains("featurize failed", "\tat org.latticework.");
  }

  @Test
  void readsAndWritesThisMachineWhereHadoopsDefaultIsAnother() throws Exception {
    Path hadoop = Files.createDirectory(elsewhere.resolve("hadoop"));
    Files.writeString(
        hadoop.resolve("core-site.xml"),
        "<configuration><property><name>fs.defaultFS</name>"
            + "<value>hdfs://127.0.0.1:1</value></property></configuration>");
    Path dump = Files.writeString(elsewhere.resolve("dump.jsonl"), "{\"material_id\": \n");
    ProcessBuilder local = process("ingest", "--input", dump.toString(), "--master", "local[1]");
    local.environment().put("HADOOP_CONF_DIR", hadoop.toString());
    Invocation call = Invocation.of(local);
    assertThat(call.err()).isEmpty();
    assertThat(call.out()).contains("1 rejected");
    assertThat(elsewhere.resolve("work/tables/rejections/_delta_log")).isDirectory();

    ProcessBuilder remote = process("featurize", "--workspace", "hdfs:///work");
    remote.environment().put("HADOOP_CONF_DIR", hadoop.toString());
    Invocation refused = Invocation.of(remote);
    assertThat(refused.code()).isEqualTo(Job.MISCONFIGURED);
    assertThat(refused.err())
        .isEqualTo(
            "latticework: Cannot look into hdfs:///work/tables/materials: "
                + "ConnectException: Connection refused\n");
  }

  @Test
  void ingestsFromAnOpenBucketIntoOneOfOurOwn() throws Exception {
    try (S3Server server = new S3Server()) {
      Path dump = Files.writeString(elsewhere.resolve("dump.jsonl"), "{\"material_id\": \n");
      server.createBucket("materialsproject-build");
      server.put("materialsproject-build", "collections/2026-01-15/dump.jsonl", dump);
      server.open("materialsproject-build");
      server.createBucket("mine");
      ProcessBuilder ingest =
          process(
              "ingest",
              "--input=s3a://materialsproject-build/collections",
              "--workspace=s3a://mine/work",
              "--master=local[1]");
      ingest
          .environment()
          .put(
              "LATTICEWORK_JAVA_OPTS",
              ("-Dspark.hadoop.fs.s3a.endpoint=%1$s -Dspark.hadoop.fs.s3a.path.style.access=true"
                      + " -Dspark.hadoop.fs.s3a.bucket.materialsproject-build.endpoint=%1$s")
                  .formatted(server.endpoint()));
      ingest.environment().put("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY);
      ingest.environment().put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
      Invocation call = Invocation.of(ingest);
      assertThat(call.err()).isEmpty();
      assertThat(call.out()).contains("1 rejected");
      assertThat(server.keys("mine"))
          .contains("work/tables/rejections/_delta_log/00000000000000000000.json");
    }
  }

  private Invocation run(String... arguments) throws Exception {
    return Invocation.of(process(arguments));
  }

  private ProcessBuilder process(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(DISTRIBUTION.resolve("bin").resolve("latticework").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder process = new ProcessBuilder(command).directory(elsewhere.toFile());
    process.environment().remove("SPARK_HOME");
    return process;
  }

  private static List<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(DISTRIBUTION.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
