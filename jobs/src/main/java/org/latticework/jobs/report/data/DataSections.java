package org.latticework.jobs.report.data;

import java.util.List;
import org.latticework.jobs.model.Provenance;
import org.latticework.report.data.DataSection;
import org.latticework.report.page.Section;
import org.latticework.report.split.SplitSection;

/** The sections of a report about the crystals and the split that a model was made of. */
public final class DataSections {
  private DataSections() {}

  /**
   * Returns the sections {@code workspace} and {@code split}: the tables with the model's targets,
   * and the split that it learned from. Graphs, rejections and leakage are those of now. A model
   * that was trained elsewhere has no split.
   */
  public static List<Section> of(TablesRead tables, Provenance model) {
    Section data = DataSection.of(new WorkspaceCounts(tables).facts(model.targets()));
    return model.split().isEmpty()
        ? List.of(data)
        : List.of(data, SplitSection.of(SplitCounts.facts(tables, model.split())));
  }
}
