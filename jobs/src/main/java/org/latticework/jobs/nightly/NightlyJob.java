package org.latticework.jobs.nightly;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.RejectionLimit;
import org.latticework.jobs.job.WaitOption;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.job.WorkspaceLock;
import org.latticework.jobs.lock.BusyException;
import org.latticework.jobs.lock.RunLock;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.ingest.dump.DumpRelease;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes in what is new at the location of a dump. */
@Command(
    name = "nightly",
    mixinStandardHelpOptions = true,
    description = {
      "Ingest and featurize what has come to a dump's location since the last run, and report what it brought.",
      "Made to be scheduled: cheap when nothing is new, one run at a time, safe to repeat after a crash.",
      "Writes <workspace>/reports/nightly-<time>.html; conf/schedule/ has cron, systemd, Kubernetes, Airflow.",
      "Example: latticework nightly --input s3a://materialsproject-build/collections"
    })
public final class NightlyJob extends Job {
  @Option(
      names = "--input",
      paramLabel = "PATH",
      required = true,
      description = "Where releases appear: a folder of collections/<release>/, or one dump.")
  private String input;

  @Option(
      names = "--stale",
      paramLabel = "HOURS",
      defaultValue = "24",
      description =
          "Fail if the nightly run in progress has taken longer, or shows no sign of life, instead "
              + "of exiting with 0 (default: ${DEFAULT-VALUE}).")
  private double stale;

  @Mixin private WaitOption wait;
  @Mixin private RejectionLimit limit;
  @Spec private CommandSpec spec;

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    NightlyConfig config = NightlyConfig.from(settings, new Location(input));
    return run -> locked(run, config);
  }

  @Override
  protected long maxRejected() {
    return limit.maxRejected();
  }

  /** Fails where releases could not be read, after all others have been. */
  @Override
  protected int exitCode(Summary summary) {
    List<String> unread = summary.texts("unread_releases");
    if (unread.isEmpty()) {
      return super.exitCode(summary);
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("latticework: nightly could not read: " + String.join("; ", unread));
    err.flush();
    return FAILED;
  }

  @Override
  protected boolean waits() {
    return wait.waits();
  }

  private Summary locked(JobRun run, NightlyConfig config) throws IOException {
    try {
      return WorkspaceLock.ofTables(run).hold(lock -> nightly(run, config, lock));
    } catch (BusyException e) {
      if (e.isStale(Duration.ofMinutes(Math.round(stale * 60)))) {
        throw new IOException("%s: does it hang?".formatted(e.getMessage()), e);
      }
      run.console().say("Skipped    %s", e.getMessage());
      return new Summary().put("skipped", true);
    }
  }

  private static Summary nightly(JobRun run, NightlyConfig config, RunLock lock)
      throws IOException {
    Optional<NightlyState> last = NightlyState.read(run);
    List<DumpRelease> listed = DumpRelease.list(run.hadoop(), config.input());
    List<DumpRelease> unseen =
        listed.stream()
            .filter(release -> last.filter(state -> state.saw(release, config)).isEmpty())
            .toList();
    if (unseen.isEmpty()) {
      run.console().say("Nothing new   %s: %,d releases, all seen", config.input(), listed.size());
      return new Summary().put("skipped", false).put("new_releases", List.of());
    }
    Nightly nightly = new Nightly(run, config, lock);
    Summary summary = nightly.take(unseen, last.map(NightlyState::tables));
    nightly.seen(listed).write(run);
    return summary;
  }
}
