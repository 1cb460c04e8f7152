package org.latticework.jobs;

import java.util.Locale;
import org.latticework.pipeline.table.Export;
import org.latticework.pipeline.table.StoredTable;
import org.latticework.pipeline.table.Workspace;

/** The tables of a workspace, each with the job that writes it. */
enum WorkspaceTable {
  MATERIALS("ingest"),
  RELEASES("ingest"),
  REJECTIONS("ingest"),
  GRAPHS("featurize"),
  SPLITS("split"),
  PREDICTIONS("evaluate");

  private final String writer;

  WorkspaceTable(String writer) {
    this.writer = writer;
  }

  /**
   * Returns the table of a name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  static WorkspaceTable ofWord(String word) {
    return valueOf(Export.table(word).name().toUpperCase(Locale.ROOT));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  StoredTable stored() {
    return Export.table(word());
  }

  /**
   * Checks that the table has been written.
   *
   * @throws ConfigurationException if not; it says which job to run first
   */
  void require(Location workspace) {
    new Location(new Workspace(workspace.text()).table(word()))
        .requireExisting(
            "The workspace %s has no table %s yet: run latticework %s first"
                .formatted(workspace.text(), word(), writer));
  }
}
