package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.console.Version;
import org.latticework.jobs.job.Job;

/** The script {@code bin/latticework}: what it builds, which Spark it starts, and with what. */
class LauncherIT {
  private static final Path DISTRIBUTION = Path.of(System.getProperty("latticework.distribution"));

  @TempDir private Path folder;

  @Test
  void buildsACheckoutOnceAndFromAnyFolder() throws Exception {
    Path checkout = checkout();
    Path bin =
        stub(
            "stub",
            "mvn",
            "echo \"$PWD $*\" >> '%s/calls'".formatted(folder),
            "mkdir -p jobs/target",
            "ln -s '%s' jobs/target/latticework-0".formatted(DISTRIBUTION));
    for (int call = 0; call < 2; call++) {
      Invocation version = Invocation.of(process(checkout, bin, "--version"));
      assertThat(version.out()).isEqualTo("latticework " + Version.text() + "\n");
      assertThat(version.code()).isZero();
      assertThat(version.err()).hasLineCount(call == 0 ? 1 : 0);
    }
    assertThat(folder.resolve("calls"))
        .hasContent(checkout.toRealPath() + " -q -B -C -DskipTests package");
  }

  @Test
  void takesTheNewestWholeDistributionThatNeedsNoGpu() throws Exception {
    Path checkout = checkout();
    Path target = Files.createDirectories(checkout.resolve("jobs/target"));
    for (String folder : List.of("latticework-1", "latticework-cuda-1")) {
      stub("check out/jobs/target/" + folder + "/bin", "latticework", "exit 9");
    }
    // The first is a build that was broken off.
    Files.createFile(
        Files.createDirectory(target.resolve("latticework-cuda-1/lib"))
            .resolve("latticework-jobs-1.jar"));
    Files.createSymbolicLink(target.resolve("latticework-0"), DISTRIBUTION);
    Invocation version =
        Invocation.of(process(checkout, stub("stub", "mvn", "exit 1"), "--version"));
    assertThat(version.err()).isEmpty();
    assertThat(version.out()).isEqualTo("latticework " + Version.text() + "\n");
  }

  @Test
  void saysThatTheFirstBuildFailed() throws Exception {
    Invocation call = Invocation.of(process(checkout(), stub("stub", "mvn", "exit 1"), "demo"));
    assertThat(call.code()).isEqualTo(Job.FAILED);
    assertThat(call.err()).endsWith("latticework: the build failed; see above.\n");
  }

  @Test
  void namesAnUnusableSparkHome() throws Exception {
    Invocation call = Invocation.of(withSpark(folder, "split"));
    assertThat(call.code()).isEqualTo(Job.MISCONFIGURED);
    assertThat(call.err()).startsWith("latticework: SPARK_HOME is " + folder);
  }

  @Test
  void handsAJobToTheSparkOfSparkHome() throws Exception {
    Path spark = sparkHome("printf '%%s\\n' \"$@\" > '%s/arguments'".formatted(folder));
    String[] arguments = {"split", "--name", "help", "--master=local[1]", "--workspace", "a b"};
    assertThat(Invocation.of(withSpark(spark, arguments)).code()).isZero();
    List<String> given = Files.readAllLines(folder.resolve("arguments"));
    assertThat(given)
        .startsWith("--master", "local[1]", "--class", "org.latticework.jobs.Latticework", "--jars")
        .endsWith(arguments);
    assertThat(given.get(5))
        .contains("/delta-spark_", "/aws-java-sdk-s3-")
        .doesNotContain("/latticework-jobs-", "/spark-core_");
    assertThat(given.get(given.indexOf("--driver-java-options") + 1))
        .contains("\"--add-modules=jdk.incubator.vector\"")
        .contains("\"-Dlatticework.log=%s/a b/logs/split.log\"".formatted(folder.toRealPath()));
    assertThat(given.get(given.size() - arguments.length - 1)).contains("/lib/latticework-jobs-");
  }

  /** What the scripts of a Spark installation do, with the Spark of the distribution. */
  @Test
  void writesItsLogBesideTheWorkspaceUnderSparkSubmitToo() throws Exception {
    Path spark =
        sparkHome(
            "export SPARK_SCALA_VERSION=2.12 SPARK_HOME='%s/spark'".formatted(folder),
            "java -cp \"$SPARK_HOME/jars/*\" org.apache.spark.launcher.Main"
                + " org.apache.spark.deploy.SparkSubmit \"$@\" > '%s/command'".formatted(folder),
            "mapfile -d '' -t words < <(tail -c +3 '%s/command')".formatted(folder),
            "exec \"${words[@]}\"");
    Path dump = Files.writeString(folder.resolve("dump.jsonl"), "{\"material_id\": \n");
    Invocation call =
        Invocation.of(
            withSpark(
                spark,
                "ingest",
                "--input=" + dump,
                "--workspace=my work",
                "--master=local[1]",
                "--max-rejected=0"));
    assertThat(call.out()).contains("1 rejected");
    assertThat(call.code()).isEqualTo(Job.REJECTED);
    assertThat(folder.resolve("my work/logs/ingest.log")).isNotEmptyFile();
    assertThat(folder.resolve("work")).doesNotExist();
  }

  /** Somebody else's library would be run from there. */
  @Test
  void unpacksLibrariesWhereNobodyElseCanWrite() throws Exception {
    Path spark = sparkHome("printf '%%s\n' \"$@\" > '%s/arguments'".formatted(folder));
    Path home = Files.createDirectory(folder.resolve("home"));
    assertThat(Invocation.of(withHome(spark, home)).code()).isZero();
    Path natives = home.resolve(".cache/latticework/javacpp");
    assertThat(folder.resolve("arguments"))
        .content()
        .contains("\"-Dorg.bytedeco.javacpp.cachedir=%s\"".formatted(natives));
    assertThat(mode(natives)).isEqualTo("rwx------");

    Path none = folder.resolve("none"); // a file: no home at all
    Files.createFile(none);
    assertThat(Invocation.of(withHome(spark, none)).code()).isZero();
    Path shared = only(Files.createDirectories(folder.resolve("tmp")));
    assertThat(mode(shared)).isEqualTo("rwx------");
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    Invocation refused = Invocation.of(withHome(spark, none));
    assertThat(refused.code()).isEqualTo(Job.MISCONFIGURED);
    assertThat(refused.err()).contains(shared + " must be a folder of yours with mode 700");
  }

  private ProcessBuilder withHome(Path spark, Path home) throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    ProcessBuilder process = withSpark(spark, "split");
    process.environment().remove("XDG_CACHE_HOME");
    process.environment().put("HOME", home.toString());
    process.environment().put("TMPDIR", temporary.toString());
    return process;
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().contains("latticework-")).findAny().orElseThrow();
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private Path checkout() throws IOException {
    Path checkout = Files.createDirectories(folder.resolve("check out"));
    Files.createDirectory(checkout.resolve("bin"));
    Files.copy(
        DISTRIBUTION.resolve("bin/latticework"),
        checkout.resolve("bin/latticework"),
        StandardCopyOption.COPY_ATTRIBUTES);
    Files.createSymbolicLink(checkout.resolve("conf"), DISTRIBUTION.resolve("conf"));
    return checkout;
  }

  private Path sparkHome(String... lines) throws IOException {
    Path spark = stub("spark/bin", "spark-submit", lines).getParent();
    Files.createSymbolicLink(spark.resolve("jars"), DISTRIBUTION.resolve("spark/jars"));
    return spark;
  }

  /** Writes an executable script and returns its folder. */
  private Path stub(String bin, String name, String... lines) throws IOException {
    Path script = Files.createDirectories(folder.resolve(bin)).resolve(name);
    Files.writeString(script, "#!/usr/bin/env bash\n" + String.join("\n", lines) + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script.getParent();
  }

  private ProcessBuilder process(Path home, Path bin, String... arguments) {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/latticework").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
    process.environment().remove("SPARK_HOME");
    process.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
    return process;
  }

  private ProcessBuilder withSpark(Path spark, String... arguments) {
    ProcessBuilder process = process(DISTRIBUTION, folder, arguments);
    process.environment().put("SPARK_HOME", spark.toString());
    return process;
  }
}
