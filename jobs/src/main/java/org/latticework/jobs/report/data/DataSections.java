package org.latticework.jobs.report.data;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.latticework.jobs.model.Provenance;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.report.data.DataSection;
import org.latticework.report.page.Section;
import org.latticework.report.split.SplitSection;

/** The sections of a report about a workspace's crystals and a split of them. */
public final class DataSections {
  private DataSections() {}

  /** Returns what the tables hold as they are: the section {@code workspace}. */
  public static List<Section> ofWorkspace(SparkSession spark, Workspace workspace) {
    return List.of(
        DataSection.of(new WorkspaceCounts(TablesRead.now(spark, workspace)).facts(List.of())));
  }

  /**
   * Returns the sections {@code workspace} and {@code split}: the tables as the training of a model
   * saw them, with its targets, and the split that it learned from. Graphs, rejections and leakage
   * are those of now. If the commits that it saw can no longer be read, all is of now, and says so.
   * A model that was trained elsewhere has no split.
   */
  public static List<Section> ofModel(SparkSession spark, Workspace workspace, Provenance model) {
    TablesRead tables = TablesRead.of(spark, workspace, model);
    Section data = DataSection.of(new WorkspaceCounts(tables).facts(model.targets()));
    return model.split().isEmpty()
        ? List.of(data)
        : List.of(data, SplitSection.of(SplitCounts.facts(tables, model.split())));
  }
}
