package org.latticework.pipeline.ingest;

import java.io.Serializable;

/**
 * What a reader on an executor must know of the options.
 *
 * @param databaseVersion release of all records; empty to take it from path or document
 * @param includeDeprecated whether to let in what the source has withdrawn
 * @param includeNoncommercial whether to let in what a license keeps from commercial use
 */
record RecordRules(String databaseVersion, boolean includeDeprecated, boolean includeNoncommercial)
    implements Serializable {
  static RecordRules of(IngestOptions options) {
    return new RecordRules(
        options.databaseVersion().orElse(""),
        options.includeDeprecated(),
        options.includeNoncommercial());
  }

  /** Returns the release of a record: the option, else the path's, else the document's. */
  String versionOf(DumpFile file, String documentVersion) {
    if (!databaseVersion.isEmpty()) {
      return databaseVersion;
    }
    String pathVersion = file.databaseVersion();
    if (!pathVersion.isEmpty()) {
      return pathVersion;
    }
    return documentVersion.isEmpty() ? IngestOptions.UNVERSIONED : documentVersion;
  }
}
