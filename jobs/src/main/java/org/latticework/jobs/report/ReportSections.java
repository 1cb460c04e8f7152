package org.latticework.jobs.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.latticework.jobs.job.JobRun;
import org.latticework.report.page.Section;

/** The sections of a report, in their order. */
final class ReportSections {
  private ReportSections() {}

  /** Composes all sections; one without parts is left out of the page. */
  static List<Section> of(JobRun run, ReportConfig config, List<ReportedModel> models)
      throws IOException {
    List<Section> sections = new ArrayList<>();
    sections.add(ModelSection.of(models));
    if (config.sweep().isPresent()) {
      sections.add(SweepSection.of(run, config.sweep().get()));
    }
    sections.add(ProvenanceSection.of(models));
    return sections;
  }
}
