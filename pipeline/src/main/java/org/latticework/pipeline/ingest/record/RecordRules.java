package org.latticework.pipeline.ingest.record;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.latticework.pipeline.material.Origin;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.ReleaseTable;

/**
 * What a reader on an executor must know of the options.
 *
 * @param databaseVersion release of all records; empty to take it from path or document
 * @param includeDeprecated whether to let in what the source has withdrawn
 * @param includeNoncommercial whether to let in what a license keeps from commercial use
 * @param extraFields fields of the documents to keep beyond the known ones, with dots inside
 *     objects
 * @param target column that a property without a known name becomes; empty for none
 * @param structuresOnly whether only names, formulas and structures are read, as for predictions;
 *     the other fields are skipped
 * @param columns where the source has what we call by our names
 */
public record RecordRules(
    String databaseVersion,
    boolean includeDeprecated,
    boolean includeNoncommercial,
    List<String> extraFields,
    String target,
    boolean structuresOnly,
    ColumnMap columns)
    implements Serializable {
  /** BY-NC as Materials Project writes it, and its like: by-nc, CC BY-NC-SA 4.0. */
  private static final Pattern NONCOMMERCIAL =
      Pattern.compile("(?i)(?<![a-z])(?:nc|non-?commercial)(?![a-z])");

  public RecordRules {
    extraFields = List.copyOf(extraFields);
  }

  /** Makes rules by which all that is known of a record is read. */
  public RecordRules(
      String databaseVersion,
      boolean includeDeprecated,
      boolean includeNoncommercial,
      List<String> extraFields,
      String target) {
    this(
        databaseVersion,
        includeDeprecated,
        includeNoncommercial,
        extraFields,
        target,
        false,
        ColumnMap.none());
  }

  /** Returns rules by which every crystal is read, whatever else its record holds. */
  public static RecordRules ofStructures(ColumnMap columns) {
    return new RecordRules("", true, true, List.of(), "", true, columns);
  }

  /** Returns the same rules for a source that has the names that its form should have. */
  public RecordRules withoutColumns() {
    return new RecordRules(
        databaseVersion,
        includeDeprecated,
        includeNoncommercial,
        extraFields,
        target,
        structuresOnly,
        ColumnMap.none());
  }

  /** Returns the targets that the extra fields become. */
  public List<Target> extraTargets() {
    return extraFields.stream().map(MaterialTable::extraTarget).toList();
  }

  /** Returns the release of a record: the option, else the path's, else the document's. */
  public String versionOf(DumpFile file, String documentVersion) {
    if (!databaseVersion.isEmpty()) {
      return databaseVersion;
    }
    String pathVersion = file.databaseVersion();
    if (!pathVersion.isEmpty()) {
      return pathVersion;
    }
    return documentVersion.isEmpty() ? ReleaseTable.UNVERSIONED : documentVersion;
  }

  /** Returns what keeps a record out that is not wanted, whatever else it holds. */
  public Optional<Fault> keptOut(String license, boolean deprecated) {
    if (NONCOMMERCIAL.matcher(license).find() && !includeNoncommercial) {
      return Optional.of(new Fault(RejectionReason.NONCOMMERCIAL, "license is " + license));
    }
    return deprecated && !includeDeprecated
        ? Optional.of(new Fault(RejectionReason.DEPRECATED, "deprecated is true"))
        : Optional.empty();
  }

  /** Returns the target that a field of a document becomes, if it becomes one. */
  public Optional<Target> targetOf(String field) {
    if (structuresOnly) {
      return Optional.empty();
    }
    return extraFields.contains(field)
        ? Optional.of(MaterialTable.extraTarget(field))
        : Target.ofColumn(field);
  }

  /** Returns the column that a nameless property becomes. */
  public String targetOr(String column) {
    return target.isEmpty() ? column : target;
  }

  /** Returns the rejection of what has no name and names no release. */
  public DumpRecord.Refused refuse(DumpFile file, Place place, Fault fault) {
    return refuse(file, place, "", "", fault);
  }

  /**
   * Returns a rejection.
   *
   * @param materialId the record's name; empty if it has none
   * @param documentVersion release that the record names; empty if none
   */
  public DumpRecord.Refused refuse(
      DumpFile file, Place place, String materialId, String documentVersion, Fault fault) {
    return new DumpRecord.Refused(
        place.position(),
        new Rejection(
            versionOf(file, documentVersion),
            new Origin(file.source(), place.record()),
            materialId.isBlank() ? Optional.empty() : Optional.of(materialId),
            fault.reason(),
            fault.detail(),
            Optional.empty()));
  }
}
