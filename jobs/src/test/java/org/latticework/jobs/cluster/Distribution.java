package org.latticework.jobs.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a user does with the folder that Maven assembles, on the loopback interface alone. */
final class Distribution {
  private static final Path FOLDER = Path.of(System.getProperty("latticework.distribution"));
  private static final Path SPARK = FOLDER.resolve("spark");
  private static final String JAVA_HOME = System.getProperty("java.home");

  private Distribution() {}

  /** Returns a call of {@code bin/latticework}. */
  static ProcessBuilder command(Path folder, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(FOLDER.resolve("bin/latticework").toString()));
    command.addAll(arguments);
    return process(folder, command);
  }

  /** Returns a JVM with Spark's jars on its class path, and others before them. */
  static ProcessBuilder java(Path folder, String classPath, List<String> options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                JAVA_HOME + "/bin/java",
                "-Xmx768m",
                "-cp",
                classPath + SPARK.resolve("jars").resolve("*")));
    command.addAll(options);
    ProcessBuilder process = process(folder, command);
    process.environment().put("SPARK_HOME", SPARK.toString());
    return process;
  }

  private static ProcessBuilder process(Path folder, List<String> command) {
    ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = process.environment();
    environment.keySet().removeIf(name -> name.matches("(SPARK|HADOOP|YARN|AWS)_.*"));
    environment.put("JAVA_HOME", JAVA_HOME);
    environment.put("OMP_NUM_THREADS", "1");
    environment.put("SPARK_LOCAL_DIRS", folder.resolve("local").toString());
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("SPARK_SCALA_VERSION", "2.12"); // Spark's scripts set it
    return process;
  }

  /** Makes a Spark as one has it installed: the same jars, and Spark's own launcher. */
  static Path sparkInstallation(Path folder) throws Exception {
    Path spark = Files.createDirectory(folder.resolve("spark"));
    Files.createSymbolicLink(spark.resolve("jars"), SPARK.resolve("jars"));
    Path script = Files.createDirectory(spark.resolve("bin")).resolve("spark-submit");
    Files.writeString(
        script,
        """
        #!/usr/bin/env bash
        launcher=(java -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main)
        submit=org.apache.spark.deploy.SparkSubmit
        mapfile -d '' -t words < <("${launcher[@]}" "$submit" "$@" | tail -c +3) # less a greeting
        exec "${words[@]}"
        """);
    if (!script.toFile().setExecutable(true)) {
      throw new IllegalStateException("Cannot make a script of " + script);
    }
    return spark;
  }
}
