package org.latticework.jobs;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.latticework.pipeline.ingest.DumpRelease;
import org.latticework.pipeline.report.DataReport;
import org.latticework.pipeline.report.ReportPage;
import org.latticework.pipeline.table.TableVersions;

/** Takes releases into the tables and reports what they brought. */
final class Nightly {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private final JobRun run;
  private final NightlyConfig config;
  private final RecordCounts records = new RecordCounts();

  Nightly(JobRun run, NightlyConfig config) {
    this.run = run;
    this.config = config;
  }

  /** Ingests releases in their order, makes the graphs that are missing, and writes the report. */
  Summary take(List<DumpRelease> releases) throws IOException {
    TableVersions before = TableVersions.now(run.spark(), run.workspace());
    for (DumpRelease release : releases) {
      records.add(IngestJob.read(run, config.ingest().at(release.input())));
    }
    Summary featurized = FeaturizeJob.featurize(run, config.graphs(), false);
    DataReport report =
        StageProgress.during(
            run,
            "Reporting",
            () -> DataReport.of(run.spark(), run.workspace(), before, config.graphs()));
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

  private Summary summary(List<DumpRelease> releases, Summary featurized, DataReport report) {
    Summary summary =
        new Summary()
            .put("skipped", false)
            .put("new_releases", releases.stream().map(DumpRelease::name).toList());
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
    String names = String.join(", ", releases.stream().map(DumpRelease::name).toList());
    return new ReportPage("Data report %s".formatted(names).strip())
        .counts("Records", records.counts())
        .counts("Rejected records, by reason", records.reasons())
        .counts("Materials", materials)
        .counts("Graphs", graphs)
        .distributions("What arrived, beside what was there", report.distributions())
        .html();
  }
}
