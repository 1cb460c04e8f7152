package org.latticework.jobs.maintain;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.StageProgress;
import org.latticework.jobs.job.WaitOption;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.job.WorkspaceLock;
import org.latticework.jobs.lock.RunLock;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import org.latticework.jobs.workspace.WorkspaceTable;
import org.latticework.pipeline.delta.Maintenance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps the tables small and quick to read. */
@Command(
    name = "maintain",
    mixinStandardHelpOptions = true,
    description = {
      "Put small files of the tables together, and remove those that nothing reads any more: of rows that were",
      "replaced, and of runs that were killed. What a model, a stopped training or the last nightly report names",
      "stays readable, however old. Use this in place of Delta's VACUUM, which does not know of them.",
      "Example: latticework maintain --dry-run"
    })
public final class MaintainJob extends Job {
  @Option(
      names = "--older-than",
      paramLabel = "HOURS",
      defaultValue = "168",
      description =
          "Spare what was part of a table within that time, which a job that began then may read "
              + "still, and files that are younger (default: ${DEFAULT-VALUE}).")
  private double hours;

  @Option(names = "--dry-run", description = "Say what would be removed, and change nothing.")
  private boolean dry;

  @Mixin private WaitOption wait;

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    if (!(hours >= 0)) {
      throw new ConfigurationException("--older-than must not be negative, got " + hours);
    }
    WorkspaceTable.MATERIALS.require(workspace);
    Duration age = Duration.ofSeconds(Math.round(hours * 3600));
    return run -> WorkspaceLock.ofTables(run).hold(lock -> maintain(run, age, lock));
  }

  @Override
  protected boolean waits() {
    return wait.waits();
  }

  private Summary maintain(JobRun run, Duration age, RunLock lock) throws IOException {
    PinnedVersions pinned = PinnedVersions.of(run);
    Summary summary = new Summary().put("dry_run", dry);
    for (WorkspaceTable table : WorkspaceTable.values()) {
      lock.requireHeld();
      if (table.stored().exists(run.spark(), run.workspace())) {
        // Commits to predictions and runs take a lock of their own.
        Summary facts =
            table == WorkspaceTable.PREDICTIONS || table == WorkspaceTable.RUNS
                ? WorkspaceLock.ofPredictions(run).await(own -> maintain(run, table, pinned, age))
                : maintain(run, table, pinned, age);
        summary.put(table.word(), facts.facts());
      }
    }
    return summary;
  }

  private Summary maintain(JobRun run, WorkspaceTable table, PinnedVersions pinned, Duration age)
      throws IOException {
    Maintenance maintenance =
        new Maintenance(run.spark(), run.workspace().table(table.stored().name()));
    Maintenance.Removed removed =
        StageProgress.during(
            run, "Maintaining", () -> maintenance.vacuum(pinned.of(table), age, dry));
    List<Long> files =
        StageProgress.during(run, "Maintaining", () -> files(run, table, maintenance));
    run.console()
        .say(
            "%-12s %,d files%s; %s %,d files, %,.1f MB",
            table.word(),
            files.get(0),
            dry ? "" : ", now %,d".formatted(files.get(1)),
            dry ? "would remove" : "removed",
            removed.files(),
            removed.bytes() / 1e6);
    return new Summary()
        .put("files_before", files.get(0))
        .put("files", files.get(1))
        .put("removed_files", removed.files())
        .put("removed_bytes", removed.bytes())
        .put("named_versions", pinned.of(table).size());
  }

  private List<Long> files(JobRun run, WorkspaceTable table, Maintenance maintenance) {
    long before = table.stored().files(run.spark(), run.workspace());
    return List.of(before, dry ? before : maintenance.compact());
  }
}
