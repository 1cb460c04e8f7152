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
import org.latticework.jobs.workspace.Location;
import org.latticework.report.page.ReportPage;
import org.latticework.report.page.Section;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers, composes and writes a report. */
public final class Report {
  private static final Logger LOG = LoggerFactory.getLogger(Report.class);

  private Report() {}

  /** Writes the page, whole or not at all, and then the figures that are asked for as files. */
  static Summary write(JobRun run, ReportConfig config) throws IOException {
    List<ReportedModel> models = new ArrayList<>();
    for (String model : config.models()) {
      models.add(
          StageProgress.during(
              run, "Gathering", () -> ModelGathering.of(run, model, config.maxEdges())));
    }
    ReportPage page = page(run, config, models);
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

  private static ReportPage page(JobRun run, ReportConfig config, List<ReportedModel> models)
      throws IOException {
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
    for (Section section : ReportSections.of(run, config, models)) {
      page.add(section);
    }
    return page;
  }
}
