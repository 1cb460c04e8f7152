package org.latticework.pipeline.ingest;

import static org.apache.spark.sql.functions.col;

import io.delta.tables.DeltaTable;
import java.io.FileNotFoundException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A Delta table whose columns are those of summary documents. Where it is partitioned by {@code
 * version}, as Materials Project's tables are, one release is read: that of the options, or the
 * latest, which is the greatest as text. Delta says which files count; they are read as Parquet, so
 * that a row is known by its file and its place in it.
 */
final class DeltaDump implements Dump {
  private static final String VERSION = "version";

  private final String path;
  private final Dataset<Row> table;
  private final List<String> partitioned; // names of columns
  private final List<String> versions; // sorted; empty where it is not partitioned by them
  private final long bytes;

  private DeltaDump(String path, Dataset<Row> table, Row detail) {
    this.path = path;
    this.table = table;
    this.partitioned = detail.getList(detail.fieldIndex("partitionColumns"));
    this.bytes = detail.getAs("sizeInBytes");
    this.versions = partitioned.contains(VERSION) ? versions(table) : List.of();
  }

  private static List<String> versions(Dataset<Row> table) {
    return table
        .select(version())
        .where(version().isNotNull())
        .distinct()
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  private static Column version() {
    return col(VERSION).cast("string");
  }

  /**
   * Finds the table.
   *
   * @throws FileNotFoundException if there is none
   * @throws IllegalArgumentException if its files do not say by themselves what its rows are
   */
  static DeltaDump open(SparkSession spark, String input) throws FileNotFoundException {
    if (!DeltaTable.isDeltaTable(spark, input)) {
      throw new FileNotFoundException("No Delta table in %s: nothing to ingest".formatted(input));
    }
    Row detail = DeltaTable.forPath(spark, input).detail().first();
    List<String> features = detail.getList(detail.fieldIndex("tableFeatures"));
    for (String feature : List.of("deletionVectors", "columnMapping")) {
      if (features.contains(feature)) {
        throw new IllegalArgumentException(
            "%s has Delta's feature %s, which is not read: write its rows to a plain table"
                .formatted(input, feature));
      }
    }
    return new DeltaDump(input, spark.read().format("delta").load(input), detail);
  }

  @Override
  public Dataset<Row> records(SparkSession spark, RecordRules rules) {
    Optional<String> release = release(rules);
    Dataset<Row> rows = release.isPresent() ? table.where(version().equalTo(release.get())) : table;
    Column[] columns =
        Stream.concat(
                Stream.of(col("_metadata.file_path"), col("_metadata.file_size")),
                partitioned.stream().map(name -> table.col("`" + name + "`")))
            .toArray(Column[]::new);
    List<DumpFile> files = new ArrayList<>();
    Map<String, Map<String, Object>> constants = new HashMap<>();
    for (Row row : rows.select(columns).distinct().collectAsList()) {
      DumpFile file =
          new DumpFile(new Path(URI.create(row.getString(0))).toString(), row.getLong(1));
      files.add(file);
      constants.put(file.path(), constants(row));
    }
    return new ParquetDump(files, constants).records(spark, rules);
  }

  /** Returns what holds for all rows of a file, since its folder says so. */
  private Map<String, Object> constants(Row row) {
    Map<String, Object> constants = new HashMap<>();
    for (int i = 0; i < partitioned.size(); i++) {
      if (!row.isNullAt(2 + i)) {
        boolean release = partitioned.get(i).equals(VERSION);
        constants.put(
            release ? "database_version" : partitioned.get(i),
            release ? row.get(2 + i).toString() : row.get(2 + i));
      }
    }
    return constants;
  }

  private Optional<String> release(RecordRules rules) {
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    if (rules.databaseVersion().isEmpty()) {
      return Optional.of(versions.get(versions.size() - 1));
    }
    if (!versions.contains(rules.databaseVersion())) {
      throw new IllegalArgumentException(
          "%s has no version %s, it has %s"
              .formatted(path, rules.databaseVersion(), String.join(", ", versions)));
    }
    return Optional.of(rules.databaseVersion());
  }

  @Override
  public long packedBytes() {
    return bytes / Math.max(1, versions.size());
  }

  @Override
  public String toString() {
    return "a Delta table with the versions " + versions;
  }
}
