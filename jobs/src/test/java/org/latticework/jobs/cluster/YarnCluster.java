package org.latticework.jobs.cluster;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Hadoop's YARN with two nodes, in a process of its own. */
final class YarnCluster implements AutoCloseable {
  private final Path configuration;
  private final ChildProcess process;

  /**
   * Starts it and waits until both nodes are there.
   *
   * @param folder for its files
   */
  YarnCluster(Path folder) throws Exception {
    configuration = Files.createDirectory(folder.resolve("conf"));
    process = ChildProcess.start(command(folder), folder.resolve("yarn.log"));
    try {
      process.await(Pattern.compile("(" + MiniYarn.RUNS + ")"));
    } catch (Exception | AssertionError e) {
      close();
      throw e;
    }
  }

  private ProcessBuilder command(Path folder) throws Exception {
    // It listens where this machine's name leads to.
    Path hosts =
        Files.writeString(
            folder.resolve("hosts"),
            "127.0.0.1 localhost %s%n".formatted(InetAddress.getLocalHost().getHostName()));
    Path tests =
        Path.of(MiniYarn.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return Distribution.java(
        folder,
        "%s/*:%s:".formatted(System.getProperty("latticework.yarn"), tests),
        List.of(
            "-Djdk.net.hosts.file=" + hosts,
            "--add-opens=java.base/java.lang=ALL-UNNAMED", // for its libraries
            MiniYarn.class.getName(),
            configuration.resolve("yarn-site.xml").toString()));
  }

  /** Returns the folder that {@code HADOOP_CONF_DIR} takes. */
  Path configuration() {
    return configuration;
  }

  @Override
  public void close() {
    process.close();
  }
}
