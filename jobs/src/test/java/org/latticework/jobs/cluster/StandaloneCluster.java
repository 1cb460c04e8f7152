package org.latticework.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Spark's own cluster: a master, and workers with one core each. It shares a secret with its jobs,
 * as docs/security.md has it.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Pattern URL = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern REGISTERED =
      Pattern.compile("Successfully registered with master (\\S+)");

  private static final String SECURITY =
      """
      spark.authenticate                       true
      spark.authenticate.secret                %s
      spark.network.crypto.enabled             true
      spark.network.crypto.authEngineVersion   2
      spark.io.encryption.enabled              true
      """;

  private final Path folder;
  private final Path security;
  private final Path options;
  private final List<ChildProcess> workers = new ArrayList<>();
  private final List<ChildProcess> all = new ArrayList<>();
  private final String url;

  /**
   * Starts it and waits until all workers are there.
   *
   * @param folder for its files
   * @param count of workers
   */
  StandaloneCluster(Path folder, int count) throws Exception {
    this.folder = folder;
    String lines = SECURITY.formatted(UUID.randomUUID());
    security = Files.writeString(folder.resolve("security.conf"), lines);
    options =
        Files.writeString(
            folder.resolve("java-options"), lines.replaceAll("(?m)^(\\S+) +", "-D$1="));
    try {
      url = start("master", "org.apache.spark.deploy.master.Master").await(URL);
      for (int w = 0; w < count; w++) {
        String name = "worker-" + w;
        workers.add(
            start(
                name,
                "org.apache.spark.deploy.worker.Worker",
                "--cores",
                "1",
                "--memory",
                "2g",
                "--work-dir",
                folder.resolve(name).toString(),
                url));
      }
      for (ChildProcess worker : workers) {
        worker.await(REGISTERED);
      }
    } catch (Exception | AssertionError e) {
      close();
      throw e;
    }
  }

  private ChildProcess start(String name, String type, String... arguments) throws Exception {
    List<String> words =
        new ArrayList<>(List.of(type, "--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
    words.addAll(List.of("--properties-file", security.toString()));
    words.addAll(List.of(arguments));
    ChildProcess process =
        ChildProcess.start(Distribution.java(folder, "", words), folder.resolve(name + ".log"));
    all.add(process);
    return process;
  }

  /** Returns what {@code --master} takes. */
  String url() {
    return url;
  }

  /** Returns what a job must be started with, for {@code LATTICEWORK_JAVA_OPTS}. */
  String options() {
    return "@" + options;
  }

  /** Returns the executors that run now, by what Spark calls them. */
  Map<String, ProcessHandle> executors() throws IOException {
    Map<String, ProcessHandle> executors = new TreeMap<>();
    for (ChildProcess worker : workers) {
      for (ProcessHandle child : worker.children()) {
        List<String> words = words(child);
        executors.put(words.get(words.indexOf("--executor-id") + 1), child);
      }
    }
    return executors;
  }

  /** Returns what a process was called with; Java gives it for short ones only. */
  static List<String> words(ProcessHandle process) throws IOException {
    return List.of(
        Files.readString(Path.of("/proc/%d/cmdline".formatted(process.pid()))).split("\0"));
  }

  @Override
  public void close() {
    all.forEach(ChildProcess::close);
  }
}
