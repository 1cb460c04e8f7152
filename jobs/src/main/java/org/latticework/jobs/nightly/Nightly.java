package org.latticework.jobs.nightly;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.featurize.FeaturizeJob;
import org.latticework.jobs.ingest.IngestJob;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.StageProgress;
import org.latticework.jobs.lock.RunLock;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.delta.LostVersionException;
import org.latticework.pipeline.ingest.dump.DumpRelease;
import org.latticework.pipeline.report.DataReport;
import org.latticework.pipeline.trainingset.TableVersions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes releases into the tables and reports what they brought. */
final class Nightly {
  private static final Logger LOG = LoggerFactory.getLogger(Nightly.class);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private final JobRun run;
  private final NightlyConfig config;
  private final RunLock lock;
  private TableVersions reportedOn;
  private final List<DumpRelease> unread = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final RecordCounts records = new RecordCounts();

  Nightly(JobRun run, NightlyConfig config, RunLock lock) {
    this.run = run;
    this.config = config;
    this.lock = lock;
    this.reportedOn = TableVersions.now(run.spark(), run.workspace());
  }

  /**
   * Returns what has been seen when {@link #take} is done: not the releases that it could make
   * nothing of.
   *
   * @param listed all releases
   */
  NightlyState seen(List<DumpRelease> listed) {
    List<DumpRelease> seen = new ArrayList<>(listed);
    seen.removeAll(unread);
    return NightlyState.seen(seen, config, reportedOn);
  }

  /**
   * Ingests releases in their order, makes the graphs that are missing, and writes the report.
   *
   * @param reported the commits that were reported on last; if empty, all that is there was
   * @throws IOException also if another run has taken the lock meanwhile
   */
  Summary take(List<DumpRelease> releases, Optional<TableVersions> reported) throws IOException {
    TableVersions before = before(reported);
    for (DumpRelease release : releases) {
      lock.requireHeld();
      ingest(release);
    }
    lock.requireHeld();
    Summary featurized = FeaturizeJob.featurize(run, config.graphs(), false);
    reportedOn =
        TableVersions.now(run.spark(), run.workspace()); // what comes later comes next time
    DataReport report =
        StageProgress.during(
            run,
            "Reporting",
            () -> DataReport.of(run.spark(), run.workspace(), before, config.graphs()));
    lock.requireHeld();
    Summary summary = summary(releases, featurized, report);
    String name = "nightly-" + TIME.format(Instant.now());
    Location page = run.location().child("reports").child(name + ".html");
    page.write(page(releases, featurized, report), run.hadoop());
    summary.put("report", page.absolute());
    run.location()
        .child("reports")
        .child(name + ".json")
        .write(Json.indented(summary.facts()), run.hadoop());
    run.console()
        .say(
            "Nightly    %,d new, %,d changed, %,d vanished, %,d rejected; %,d materials: %s",
            report.added(),
            report.changed(),
            records.counts().get("vanished"),
            records.counts().get("rejected"),
            report.materials(),
            page.text());
    return summary;
  }

  private void ingest(DumpRelease release) throws IOException {
    try {
      records.add(IngestJob.read(run, config.ingest().at(release)));
    } catch (Exception e) { // its files may be on their way still, or nobody may read them
      if (run.sparkContext().sc().isStopped()) {
        throw e;
      }
      LOG.error("Cannot read the release {}", release.name(), e);
      String complaint = (release.name().isEmpty() ? "" : release.name() + ": ") + e.getMessage();
      run.console().say("Unread     %s", complaint);
      unread.add(release);
      complaints.add(complaint);
    }
  }

  private TableVersions before(Optional<TableVersions> reported) {
    try {
      reported.ifPresent(last -> last.requireReportable(run.spark(), run.workspace()));
      return reported.orElse(reportedOn);
    } catch (LostVersionException e) {
      run.console()
          .say(
              "Cannot compare with the last report (%s); comparing with the current tables",
              e.getMessage());
      return reportedOn;
    }
  }

  private Summary summary(List<DumpRelease> releases, Summary featurized, DataReport report) {
    Summary summary =
        new Summary()
            .put("skipped", false)
            .put("new_releases", releases.stream().map(DumpRelease::name).toList())
            .put("unread_releases", List.copyOf(complaints));
    records.counts().forEach(summary::put);
    return summary
        .put("rejections_by_reason", records.reasons())
        .put("materials", report.materials())
        .put("new", report.added())
        .put("changed", report.changed())
        .put("featurize", featurized.facts())
        .put("shifts", shifts(report));
  }

  private static Map<String, Object> shifts(DataReport report) {
    Summary shifts = new Summary();
    report.distributions().forEach(d -> shifts.put(d.name(), d.shift()));
    return shifts.facts();
  }

  private String page(List<DumpRelease> releases, Summary featurized, DataReport report) {
    Map<String, Long> materials = new LinkedHashMap<>();
    materials.put("new", report.added());
    materials.put("changed", report.changed());
    materials.put("vanished", records.counts().get("vanished"));
    materials.put("all, now", report.materials());
    Map<String, Long> graphs = new LinkedHashMap<>();
    graphs.put("made in this run", featurized.count("featurized"));
    graphs.put("there before", featurized.count("unchanged"));
    graphs.put("materials without one", featurized.count("rejected"));
    return new NightlyPage(releases.stream().map(DumpRelease::name).toList())
        .unread(complaints)
        .counts("records", "Records", records.counts())
        .counts("rejections", "Rejected records, by reason", records.reasons())
        .counts("materials", "Materials", materials)
        .counts("graphs", "Graphs", graphs)
        .distributions(report.distributions())
        .html();
  }
}
