package org.latticework.jobs.workspace;

import java.util.Locale;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.export.Export;

/** The tables of a workspace, each with the job that writes it. */
public enum WorkspaceTable {
  MATERIALS("ingest"),
  RELEASES("ingest"),
  REJECTIONS("ingest"),
  GRAPHS("featurize"),
  FINGERPRINTS("split"),
  LEVELS("split"),
  SPLITS("split"),
  LEAKAGE("split"),
  NEAREST("split"),
  RUNS("sweep"),
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
  public static WorkspaceTable ofWord(String word) {
    return valueOf(Export.table(word).name().toUpperCase(Locale.ROOT));
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public StoredTable stored() {
    return Export.table(word());
  }

  /**
   * Checks that the table has been written.
   *
   * @throws ConfigurationException if not; it says which job to run first
   */
  public void require(Location workspace) {
    new Location(new Workspace(workspace.text()).table(word()))
        .requireExisting(
            "The workspace %s has no table %s yet: run latticework %s first"
                .formatted(workspace.text(), word(), writer));
  }
}
