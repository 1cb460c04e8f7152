package org.latticework.jobs.ingest;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.RejectionLimit;
import org.latticework.jobs.job.StageProgress;
import org.latticework.jobs.job.WaitOption;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.job.WorkspaceLock;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.ingest.Ingest;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.ingest.IngestResult;
import org.latticework.pipeline.ingest.form.UnclearFormException;
import org.latticework.pipeline.ingest.reconcile.Vanished;
import org.latticework.pipeline.ingest.record.UnreadableDumpException;
import org.latticework.pipeline.material.RejectionReason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads a dump into the tables materials, releases and rejections. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = {
      "Read a dump into the table materials; each record that is refused becomes a row of rejections.",
      "Reads JSON of Materials Project, OPTIMADE, JARVIS, Alexandria and Matbench, CIF and POSCAR with id_prop.csv,",
      "extended XYZ, CSV with a column cif, each plain, packed (gzip, bzip2, xz, zstd) or in a zip; Delta tables and",
      "Parquet with the same fields. One file, a folder, or a whole tree. Fields of other names: ingest.columns.",
      "Example: latticework ingest --input collections/2026-01-15/summary"
    })
public final class IngestJob extends Job {
  @Option(names = "--input", paramLabel = "PATH", required = true, description = "The dump.")
  private String input;

  @Option(names = "--format", paramLabel = "FORM", description = "Its form (ingest.format).")
  private Optional<String> format;

  @Option(
      names = "--database-version",
      paramLabel = "RELEASE",
      description = "Release of all its records (ingest.database-version).")
  private Optional<String> databaseVersion;

  @Mixin private RejectionLimit limit;
  @Mixin private WaitOption wait;

  @Override
  protected Settings override(Settings settings) {
    return settings.with("ingest.format", format).with("ingest.database-version", databaseVersion);
  }

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    IngestOptions options = IngestConfig.options(settings, new Location(input));
    return run -> WorkspaceLock.ofTables(run).hold(lock -> ingest(run, options));
  }

  @Override
  protected boolean waits() {
    return wait.waits();
  }

  @Override
  protected long maxRejected() {
    return limit.maxRejected();
  }

  public static Summary ingest(JobRun run, IngestOptions options) throws IOException {
    return facts(read(run, options));
  }

  /** Ingests and says what came of it. */
  public static IngestResult read(JobRun run, IngestOptions options) throws IOException {
    IngestResult result;
    try {
      result =
          StageProgress.during(
              run, "Ingesting", () -> Ingest.run(run.spark(), run.workspace(), options));
    } catch (FileNotFoundException | UnclearFormException | UnreadableDumpException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
    run.console()
        .say(
            "Ingested   %,d records: %,d accepted, %,d unchanged, %,d superseded, %,d rejected",
            result.read(),
            result.accepted(),
            result.unchanged(),
            result.superseded(),
            result.rejected());
    sayVanished(run.console(), result.vanished());
    result.rejectionsByReason().entrySet().stream()
        .sorted(Map.Entry.<RejectionReason, Long>comparingByValue(Comparator.reverseOrder()))
        .forEach(e -> run.console().say("%,17d  %s", e.getValue(), e.getKey().meaning()));
    return result;
  }

  private static void sayVanished(Console console, Vanished vanished) {
    if (vanished.count() > 0) {
      console.say(
          "%,17d  Materials of the release before are gone: %s%s",
          vanished.count(),
          String.join(", ", vanished.first()),
          vanished.count() > vanished.first().size() ? ", …" : "");
    }
  }

  private static Summary facts(IngestResult result) {
    Map<String, Long> reasons = new TreeMap<>();
    result.rejectionsByReason().forEach((reason, count) -> reasons.put(reason.name(), count));
    return new Summary()
        .put("read", result.read())
        .put("accepted", result.accepted())
        .put("rejected", result.rejected())
        .put("superseded", result.superseded())
        .put("unchanged", result.unchanged())
        .put("vanished", result.vanished().count())
        .put("rejections_by_reason", reasons)
        .put("database_version", result.databaseVersion());
  }
}
