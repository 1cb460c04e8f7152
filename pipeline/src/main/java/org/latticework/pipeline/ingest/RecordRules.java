package org.latticework.pipeline.ingest;

import java.io.Serializable;
import java.util.List;
import org.latticework.pipeline.table.Target;

/**
 * What a reader on an executor must know of the options.
 *
 * @param databaseVersion release of all records; empty to take it from path or document
 * @param includeDeprecated whether to let in what the source has withdrawn
 * @param includeNoncommercial whether to let in what a license keeps from commercial use
 * @param extraFields fields of the documents to keep beyond the known ones, with dots inside
 *     objects
 */
record RecordRules(
    String databaseVersion,
    boolean includeDeprecated,
    boolean includeNoncommercial,
    List<String> extraFields)
    implements Serializable {
  RecordRules {
    extraFields = List.copyOf(extraFields);
  }

  /** Makes rules that keep the known fields. */
  RecordRules(String databaseVersion, boolean includeDeprecated, boolean includeNoncommercial) {
    this(databaseVersion, includeDeprecated, includeNoncommercial, List.of());
  }

  static RecordRules of(IngestOptions options) {
    return new RecordRules(
        options.databaseVersion().orElse(""),
        options.includeDeprecated(),
        options.includeNoncommercial(),
        options.extraTargets());
  }

  /** Returns the targets that the extra fields become. */
  List<Target> extraTargets() {
    return extraFields.stream().map(Target::extra).toList();
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
