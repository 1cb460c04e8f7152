package org.latticework.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A job that does what a test asks for, and keeps what came of it. */
@Command(name = "probe")
final class RunProbe<T> extends Job {
  private final Asked<T> asked;
  private Optional<T> result = Optional.empty();

  private RunProbe(Asked<T> asked) {
    this.asked = asked;
  }

  /** What a test asks of a run. */
  interface Asked<T> {
    T of(JobRun run) throws IOException;
  }

  static <T> T in(Path workspace, Asked<T> asked) {
    RunProbe<T> probe = new RunProbe<>(asked);
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(probe)
            .setErr(new PrintWriter(err, true))
            .execute("--workspace=" + workspace, "--master=local[2]");
    assertThat(code).as(err.toString()).isZero();
    return probe.result.orElseThrow();
  }

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    return run -> {
      result = Optional.of(asked.of(run));
      return new Summary();
    };
  }
}
