package org.latticework.jobs.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.latticework.jobs.console.Complaint;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.console.Version;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.StageProgress;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.report.data.TablesRead;
import org.latticework.jobs.report.sweep.SweepSections;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.workspace.Location;
import org.latticework.report.page.ReportPage;
import org.latticework.report.page.Section;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers, composes and writes a report. */
public final class Report {
  private static final Logger LOG = LoggerFactory.getLogger(Report.class);

  private Report() {}

  /**
   * Writes the page, whole or not at all, and then the figures that are asked for as files.
   *
   * @throws ConfigurationException if there is no such sweep, or a table is gone
   */
  static Summary write(JobRun run, ReportConfig config) throws IOException {
    requireTables(run, config);
    List<Section> sweep = sweep(run, config);
    List<ReportedModel> models = new ArrayList<>();
    for (String model : config.models()) {
      models.add(
          StageProgress.during(
              run, "Gathering", () -> ModelGathering.of(run, model, config.maxEdges())));
    }
    ReportPage page = page(config, models, sweep);
    byte[] html = page.html().getBytes(StandardCharsets.UTF_8);
    config.output().writeBesideOthers(html, run.hadoop());
    long crystals = models.stream().mapToLong(ReportedModel::judged).sum();
    run.console()
        .say(
            "Report     %,d figures, %,d crystals, %.1f MB: %s",
            page.figures().size(), crystals, html.length / 1e6, config.output().text());
    Summary summary =
        new Summary()
            .put("models", config.models())
            .put("crystals", crystals)
            .put("figures", page.figures().size())
            .put("output", config.output().absolute())
            .put("bytes", html.length);
    return config.figures().isEmpty()
        ? summary
        : summary.putAll(
            FigureFiles.write(run.console(), run.hadoop(), page.figures(), config.figures().get()));
  }

  /** Checks that the tables are there; Spark need not start for that. */
  private static void requireTables(JobRun run, ReportConfig config) throws IOException {
    for (String model : config.models()) {
      ModelVersion version = ModelFolder.of(run.location(), model).current(run.hadoop());
      TablesRead.require(run.location(), version.provenance(run.hadoop()));
    }
  }

  /** Returns what is said of the sweep; it may not be there, which is soon seen. */
  private static List<Section> sweep(JobRun run, ReportConfig config) {
    return config
        .sweep()
        .map(name -> SweepSections.of(run.spark(), run.workspace(), name, config.resamples()))
        .orElse(List.of());
  }

  /**
   * Reports on a model at the end of something else, which does not fail with the report: a line
   * says so.
   *
   * @param maxEdges most edges of a crystal that the network is looked into with
   */
  public static Summary afterwards(JobRun run, String model, int maxEdges) {
    try {
      return write(run, ReportConfig.of(model, maxEdges, run.location()));
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      LOG.error("No report of {}", model, e);
      run.console().say("Report     failed: %s", Complaint.of(e));
      return new Summary().put("failed", Complaint.of(e));
    }
  }

  /** Returns where {@link #afterwards} writes. */
  public static Location place(Location workspace, String model) {
    return ReportConfig.of(model, Integer.MAX_VALUE, workspace).output();
  }

  private static ReportPage page(
      ReportConfig config, List<ReportedModel> models, List<Section> sweep) throws IOException {
    ReportPage page =
        new ReportPage(
            "Report on " + String.join(", ", config.models()),
            "What %s said of crystals, by Latticework %s.%s"
                .formatted(
                    models.size() == 1 ? "a model" : "models",
                    Version.text(),
                    models.stream().anyMatch(ReportedModel::isSynthetic)
                        ? " Crystals named syn-… and their values are synthetic: latticework generate has made them up."
                        : ""));
    for (Section section : ReportSections.of(models, sweep)) {
      page.add(section);
    }
    return page;
  }
}
