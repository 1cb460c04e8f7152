package org.latticework.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Spark's own cluster: a master, and workers with one core each. */
final class StandaloneCluster implements AutoCloseable {
  private static final Pattern URL = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern REGISTERED =
      Pattern.compile("Successfully registered with master (\\S+)");

  private final Path folder;
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
    List<String> options =
        Stream.concat(
                Stream.of(type, "--host", "127.0.0.1", "--port", "0", "--webui-port", "0"),
                Stream.of(arguments))
            .toList();
    ChildProcess process =
        ChildProcess.start(Distribution.java(folder, "", options), folder.resolve(name + ".log"));
    all.add(process);
    return process;
  }

  /** Returns what {@code --master} takes. */
  String url() {
    return url;
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
