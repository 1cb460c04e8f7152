package org.latticework.jobs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.latticework.pipeline.ingest.DumpRelease;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
final class NightlyJob extends Job {
  @Option(
      names = "--input",
      paramLabel = "PATH",
      required = true,
      description = "Where releases appear: a folder of collections/<release>/, or one dump.")
  private String input;

  @Option(
      names = "--wait",
      description = "Wait while another nightly run is at work here, instead of leaving it to it.")
  private boolean wait;

  @Mixin private RejectionLimit limit;

  @Override
  Work prepare(Settings settings, Location workspace) {
    NightlyConfig config = NightlyConfig.from(settings, new Location(input));
    return run -> locked(run, config);
  }

  @Override
  long maxRejected() {
    return limit.maxRejected();
  }

  private Summary locked(JobRun run, NightlyConfig config) throws IOException {
    Optional<RunLock> lock = RunLock.tryTake(run.location(), run.hadoop());
    if (lock.isEmpty()) {
      run.console().say("Another nightly run is at work in %s", run.location().text());
      if (!wait) {
        return new Summary().put("skipped", true);
      }
      lock = Optional.of(RunLock.await(run.location(), run.hadoop()));
    }
    try {
      return nightly(run, config);
    } finally {
      lock.get().close();
    }
  }

  private static Summary nightly(JobRun run, NightlyConfig config) throws IOException {
    Location file = run.location().child(NightlyState.FILE);
    NightlyState last =
        file.missing()
            ? NightlyState.nothing()
            : Json.parse(file.read(run.hadoop()), NightlyState.class);
    List<DumpRelease> listed = DumpRelease.list(run.hadoop(), config.input());
    List<DumpRelease> unseen = last.unseen(listed, config);
    if (unseen.isEmpty()) {
      run.console().say("Nothing new   %s: %,d releases, all seen", config.input(), listed.size());
      return new Summary().put("skipped", false).put("new_releases", List.of());
    }
    Summary summary = new Nightly(run, config).take(unseen);
    file.write(Json.indented(NightlyState.seen(listed, config)), run.hadoop());
    return summary;
  }
}
