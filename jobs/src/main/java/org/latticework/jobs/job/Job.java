package org.latticework.jobs.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.console.Version;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import org.latticework.jobs.workspace.Logs;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The frame of every job: settings and inputs are checked first, then the work is done and summed
 * up.
 */
public abstract class Job implements Callable<Integer> {
  /**
   * Exit codes: done; failed unexpectedly; wrong configuration or arguments; too much was rejected;
   * another run is writing to the workspace.
   */
  static final int DONE = 0;

  public static final int FAILED = 1;
  public static final int MISCONFIGURED = 2;
  public static final int REJECTED = 3;
  public static final int BUSY = 4;

  @Mixin private JobOptions options;
  @Spec private CommandSpec spec;

  /** Returns the settings with this job's own options over them. */
  protected Settings override(Settings settings) {
    return settings;
  }

  /** Returns the settings with values in the place of {@code auto}, as the job reads them. */
  protected Settings resolve(Settings settings) {
    return settings;
  }

  /**
   * Reads what the job needs and checks it; nothing has started yet.
   *
   * @throws ConfigurationException whose message the user sees
   */
  protected abstract Work prepare(Settings settings, Location workspace);

  /** Returns how many rejected records the user bears before the exit code says so. */
  protected long maxRejected() {
    return Long.MAX_VALUE;
  }

  /** Returns whether to wait while another run writes to the workspace. */
  protected boolean waits() {
    return false;
  }

  /** Returns the exit code of work that is done. */
  protected int exitCode(Summary summary) {
    return summary.count("rejected") > maxRejected() ? REJECTED : DONE;
  }

  @Override
  public final Integer call() throws IOException {
    long start = System.nanoTime();
    Settings settings = resolve(override(options.settings()).withPreset("train.preset"));
    Logs.to(options.workspace(), spec.name());
    Optional<Path> file = options.summary();
    Work work = prepare(settings, options.workspace());
    if (file.isPresent()) {
      Summary.requireWritable(file.get());
      Summary.remove(file.get());
    }
    LoggerFactory.getLogger(Job.class).info("{} with {}", spec.name(), settings.toJson());
    Summary summary = new Summary().put("job", spec.name()).put("version", Version.text());
    try (JobRun run = run()) {
      summary.putAll(work.run(run));
    }
    summary
        .put("seconds", (System.nanoTime() - start) / 1e9)
        .put("workspace", options.workspace().absolute())
        .put("configuration", Json.parse(settings.toJson(), Object.class));
    if (file.isPresent()) {
      summary.write(file.get());
    }
    return exitCode(summary);
  }

  private JobRun run() {
    Console console =
        new Console(spec.commandLine().getOut(), Boolean.getBoolean("latticework.terminal"));
    return new JobRun(spec.name(), options.workspace(), console, options.master(), waits());
  }
}
