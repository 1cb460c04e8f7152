package org.latticework.jobs.workspace;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the log of a run goes; {@code conf/log4j2.properties} does the rest. */
public final class Logs {
  private static final String PROPERTY = "latticework.log";

  /** The same file as Log4j spells it where it looks for patterns. */
  private static final String PATTERN = "latticework.log.pattern";

  private Logs() {}

  /**
   * Chooses {@code <workspace>/logs/<job>.log}; {@code work/logs} here where the workspace is
   * remote.
   */
  public static void to(Location workspace, String job) {
    if (System.getProperty(PROPERTY) == null) {
      Path logs = workspace.local().orElse(Path.of("work")).resolve("logs");
      String file = logs.resolve(job + ".log").toAbsolutePath().toString();
      System.setProperty(PROPERTY, file);
      System.setProperty(PATTERN, pattern(file));
    }
  }

  /** Returns how a pattern of Log4j says a path that may have percent signs. */
  static String pattern(String file) {
    return file.replace("%", "%%");
  }

  /**
   * Returns where the logs of trainings go: {@code <workspace>/logs}; where the workspace is
   * remote, {@code work/logs/<workspace>} here, so that runs in several do not write to one file.
   */
  public static Path folder(Location workspace) {
    return workspace
        .local()
        .map(path -> path.resolve("logs"))
        .orElseGet(
            () -> Path.of("work", "logs", workspace.text().replaceAll("[^A-Za-z0-9._-]+", "-")));
  }

  /** Says where to read on: in our file, or where Spark's own configuration sends its log. */
  public static String place() {
    String file = System.getProperty(PROPERTY, "");
    return Files.exists(Path.of(file)) ? file : "in Spark's log";
  }
}
