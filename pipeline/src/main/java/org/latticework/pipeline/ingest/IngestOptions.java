package org.latticework.pipeline.ingest;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.ingest.dump.Dump;
import org.latticework.pipeline.ingest.dump.DumpFiles;
import org.latticework.pipeline.ingest.dump.DumpRelease;
import org.latticework.pipeline.ingest.form.DumpFormat;
import org.latticework.pipeline.ingest.form.Recognition;
import org.latticework.pipeline.ingest.record.ColumnMap;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.ReleaseTable;

/**
 * What to read and what to let in.
 *
 * @param input a file, a folder or a tree; any address that Hadoop's file systems understand
 * @param format form of the dump; recognized by looking where empty
 * @param databaseVersion release of all records; where empty it is taken from the path ({@code
 *     collections/<release>/…}), else from each document, else it is {@link
 *     ReleaseTable#UNVERSIONED}
 * @param includeDeprecated whether to let in what the source has withdrawn
 * @param includeNoncommercial whether to let in what a license keeps from commercial use
 * @param extraTargets numeric fields of the documents to keep beyond the known ones, each in a
 *     column of its own; {@link MaterialTable#extraTarget} says how they are named
 * @param target column that a property becomes which has no name, as in {@code id_prop.csv}, or a
 *     name that is not known, as in some Matbench files; where empty, the formation energy and none
 * @param allowOutside whether links in a folder, and the log of a Delta table, may name files
 *     outside of the input
 * @param columns where the source has what we call by our names
 */
public record IngestOptions(
    String input,
    Optional<DumpFormat> format,
    Optional<String> databaseVersion,
    boolean includeDeprecated,
    boolean includeNoncommercial,
    List<String> extraTargets,
    Optional<String> target,
    boolean allowOutside,
    ColumnMap columns) {
  public IngestOptions {
    if (input.isBlank()) {
      throw new IllegalArgumentException("Ingest needs an input path, got an empty one");
    }
    if (databaseVersion.isPresent() && !ReleaseTable.isName(databaseVersion.get())) {
      throw new IllegalArgumentException(
          "A database version must be %s, got '%s'"
              .formatted(ReleaseTable.NAME_RULE, databaseVersion.get()));
    }
    extraTargets = List.copyOf(extraTargets);
    requireDistinctColumns(extraTargets, columns);
    if (target.isPresent()
        && Target.ofColumn(target.get()).isEmpty()
        && !extraTargets.contains(target.get())) {
      throw new IllegalArgumentException(
          "target must be auto or a property of the table materials, got " + target.get());
    }
  }

  /** Makes options for a source that has the names that its form should have. */
  public IngestOptions(
      String input,
      Optional<DumpFormat> format,
      Optional<String> databaseVersion,
      boolean includeDeprecated,
      boolean includeNoncommercial,
      List<String> extraTargets,
      Optional<String> target,
      boolean allowOutside) {
    this(
        input,
        format,
        databaseVersion,
        includeDeprecated,
        includeNoncommercial,
        extraTargets,
        target,
        allowOutside,
        ColumnMap.none());
  }

  private static void requireDistinctColumns(List<String> fields, ColumnMap map) {
    Set<String> columns = new HashSet<>();
    for (String field : fields) {
      if (map.inStructure(field)) {
        throw new IllegalArgumentException(
            "An extra target cannot lie inside the structure, got %s".formatted(field));
      }
      if (!columns.add(MaterialTable.extraTarget(field).column().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "Two extra targets need the same column: %s".formatted(field));
      }
    }
  }

  /**
   * Finds what is to be read.
   *
   * @param conf what Hadoop's file systems need to know
   * @param spark asked for where only Spark can find it
   * @throws java.io.FileNotFoundException if there is nothing to read at the input
   * @throws org.latticework.pipeline.ingest.form.UnclearFormException if it could be read in
   *     several ways
   * @throws org.latticework.pipeline.ingest.record.UnreadableDumpException if a file cannot be
   *     read, or lies outside
   */
  public Dump open(Configuration conf, Supplier<SparkSession> spark) throws IOException {
    DumpFiles.requireWhole(conf, input, allowOutside);
    DumpFormat form = format.isPresent() ? format.get() : Recognition.of(conf, input);
    Dump dump = form.open(conf, spark, input);
    if (!allowOutside) {
      dump.requireInside();
    }
    return dump;
  }

  /** Returns what readers must know of these options. */
  public RecordRules rules() {
    return new RecordRules(
        databaseVersion.orElse(""),
        includeDeprecated,
        includeNoncommercial,
        extraTargets,
        target.orElse(""),
        false,
        columns);
  }

  /** Returns what readers must know of these options where only structures are wanted. */
  public RecordRules structureRules() {
    return RecordRules.ofStructures(columns);
  }

  /** Returns the same options for a release. */
  public IngestOptions at(DumpRelease release) {
    boolean isVersion = release.ofTable() && !release.name().isEmpty();
    return new IngestOptions(
        release.input(),
        format,
        isVersion ? Optional.of(release.name()) : databaseVersion,
        includeDeprecated,
        includeNoncommercial,
        extraTargets,
        target,
        allowOutside,
        columns);
  }

  /** Returns the defaults: everything recognized, nothing deprecated, nothing noncommercial. */
  public static IngestOptions of(String input) {
    return new IngestOptions(
        input,
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        List.of(),
        Optional.empty(),
        false);
  }
}
