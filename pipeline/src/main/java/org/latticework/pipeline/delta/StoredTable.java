package org.latticework.pipeline.delta;

import io.delta.tables.DeltaTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A Delta table of the workspace: Parquet files and a log of which of them count. Every write is
 * one commit, seen whole or not at all.
 *
 * @param name of the table and its folder
 * @param schema columns, with comments
 * @param key columns that together name a row; empty where rows have no name
 * @param partitions columns whose values become folders
 */
public record StoredTable(
    String name, StructType schema, List<String> key, List<String> partitions) {
  // Delta forgets old versions after 30 days unless told otherwise; a model names those it saw.
  private static final String LOG_RETENTION = "interval 36500 days";

  public StoredTable {
    key = List.copyOf(key);
    partitions = List.copyOf(partitions);
  }

  /** Returns the same table with other columns. */
  public StoredTable withColumns(StructType columns) {
    return new StoredTable(name, columns, key, partitions);
  }

  /** Returns whether the workspace holds the table. */
  public boolean exists(SparkSession spark, Workspace workspace) {
    return latest(spark, workspace).version() >= 0;
  }

  private Snapshot latest(SparkSession spark, Workspace workspace) {
    return DeltaSnapshots.latest(spark, workspace.table(name));
  }

  /**
   * Returns the rows as of now; none where the table has not been written yet. A column that a
   * table of an older build lacks is null.
   */
  public Dataset<Row> read(SparkSession spark, Workspace workspace) {
    Snapshot latest = latest(spark, workspace);
    return latest.version() < 0
        ? spark.createDataFrame(List.of(), schema)
        : filled(DeltaSnapshots.rows(spark, latest), schema);
  }

  /**
   * Returns the rows as a commit left them, whatever came later; none where the table had not been
   * written yet. Columns as in {@link #read(SparkSession, Workspace)}.
   *
   * @param version number of the commit, as {@link #version} told it then
   */
  public Dataset<Row> read(SparkSession spark, Workspace workspace, long version) {
    if (version < 0) {
      return spark.createDataFrame(List.of(), schema);
    }
    String folder = workspace.table(name);
    Dataset<Row> rows =
        DeltaSnapshots.rows(spark, folder, version)
            .orElseGet(
                () -> spark.read().format("delta").option("versionAsOf", version).load(folder));
    return filled(rows, schema);
  }

  /**
   * Checks that a commit can still be read: neither has its log expired nor were its files
   * vacuumed.
   *
   * @param rows those that are to be read; only files that Delta would open for them are looked for
   * @throws LostVersionException if not
   */
  public void requireVersion(SparkSession spark, Workspace workspace, long version, Column rows) {
    if (version < 0) {
      return;
    }
    Configuration hadoop = spark.sessionState().newHadoopConf();
    String folder = workspace.table(name);
    latest(spark, workspace); // is the last one seen from now on
    Optional<List<Path>> all = DeltaSnapshots.files(spark, folder, version);
    if (all.isPresent() && all.get().stream().allMatch(file -> isThere(file, hadoop))) {
      return;
    }
    for (Path file : files(spark, folder, version, rows)) {
      if (!isThere(file, hadoop)) {
        throw new LostVersionException(name, version, new FileNotFoundException(file.toString()));
      }
    }
  }

  /** Returns the files that Delta would open, by what its log knows of their contents. */
  private List<Path> files(SparkSession spark, String folder, long version, Column rows) {
    try {
      Dataset<Row> stored =
          spark.read().format("delta").option("versionAsOf", version).load(folder);
      return Stream.of(stored.where(rows).inputFiles()).map(URI::create).map(Path::new).toList();
    } catch (Exception e) {
      if (e instanceof AnalysisException) { // checked, but Scala does not declare it
        throw new LostVersionException(name, version, e);
      }
      throw e;
    }
  }

  private static boolean isThere(Path file, Configuration hadoop) {
    try {
      return file.getFileSystem(hadoop).exists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for " + file, e);
    }
  }

  /**
   * Returns the values of the first column whose values become folders, of the rows as of now.
   *
   * @return none where it takes a query to know
   */
  public Optional<Set<String>> folders(SparkSession spark, Workspace workspace) {
    Snapshot latest = latest(spark, workspace);
    return latest.version() < 0 ? Optional.of(Set.of()) : DeltaSnapshots.folders(latest);
  }

  /**
   * Returns the rows as of now, and still these when they are used after later commits; none where
   * the table has not been written yet.
   */
  public Dataset<Row> snapshot(SparkSession spark, Workspace workspace) {
    return read(spark, workspace, version(spark, workspace));
  }

  /** Returns the number of the last commit; −1 where the table has not been written yet. */
  public long version(SparkSession spark, Workspace workspace) {
    return latest(spark, workspace).version();
  }

  /** Returns whether rows have changed since a commit. */
  public boolean changedSince(SparkSession spark, Workspace workspace, long version) {
    Snapshot latest = latest(spark, workspace);
    return latest.version() != version
        && (latest.version() < version || DeltaSnapshots.changed(latest, version));
  }

  /** Returns how many Parquet files the last version has. */
  public long files(SparkSession spark, Workspace workspace) {
    return latest(spark, workspace).numOfFiles();
  }

  /** Returns the size of the Parquet files that the last commit added, whoever made it. */
  public long lastCommitBytes(SparkSession spark, Workspace workspace) {
    return DeltaSnapshots.added(latest(spark, workspace)).stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the properties of the table, by key. */
  public Map<String, String> properties(SparkSession spark, Workspace workspace) {
    Snapshot latest = latest(spark, workspace);
    return latest.version() < 0 ? Map.of() : DeltaSnapshots.properties(latest);
  }

  /** Writes a property of the table; no commit if it has that value already. */
  public void setProperty(SparkSession spark, Workspace workspace, String key, String value) {
    create(spark, workspace, Map.of(key, value));
    if (!value.equals(properties(spark, workspace).get(key))) {
      String path = workspace.table(name).replace("`", "``");
      spark.sql(
          "ALTER TABLE delta.`%s` SET TBLPROPERTIES (%s = %s)"
              .formatted(path, literal(key), literal(value)));
    }
  }

  /**
   * Adds rows in one commit; their columns are found by name. A column that the stored table lacks
   * is added to it, null in the rows before.
   */
  public void append(Workspace workspace, Dataset<Row> rows) {
    create(rows.sparkSession(), workspace);
    columns(rows)
        .write()
        .format("delta")
        .mode("append")
        .option("mergeSchema", "true")
        .save(workspace.table(name));
  }

  /**
   * Adds rows in one commit; a row whose key is there already takes the place of the old one. The
   * rows must not share a key. Columns as in {@link #append}.
   */
  public void upsert(Workspace workspace, Dataset<Row> rows) {
    create(rows.sparkSession(), workspace);
    Column sameKey = functions.lit(true);
    for (String column : key) {
      sameKey = sameKey.and(functions.expr("stored." + column + " = fresh." + column));
    }
    DeltaTable stored = DeltaTable.forPath(rows.sparkSession(), workspace.table(name));
    stored
        .as("stored")
        .merge(filled(columns(rows), stored.toDF().schema()).as("fresh"), sameKey)
        .withSchemaEvolution()
        .whenMatched()
        .updateAll()
        .whenNotMatched()
        .insertAll()
        .execute();
  }

  /**
   * Puts rows in the place of all rows that meet a condition, in one commit. Columns as in {@link
   * #append}.
   *
   * @param condition SQL; every new row must meet it
   */
  public void replace(Workspace workspace, Dataset<Row> rows, String condition) {
    create(rows.sparkSession(), workspace);
    columns(rows)
        .write()
        .format("delta")
        .mode("overwrite")
        .option("replaceWhere", condition)
        .option("mergeSchema", "true")
        .save(workspace.table(name));
  }

  /**
   * The same where all rows in question have one value in the first column whose values become
   * folders. Where no row has it yet, nothing is looked for; so two who write the same must not do
   * so at the same time.
   *
   * @param folder that value
   * @param condition SQL; every new row must meet it and have the value
   */
  public void replaceWithin(
      Workspace workspace, Dataset<Row> rows, String folder, String condition) {
    Optional<Set<String>> folders = folders(rows.sparkSession(), workspace);
    String within = "%s = %s AND (%s)".formatted(partitions.get(0), literal(folder), condition);
    if (folders.isPresent() && !folders.get().contains(folder)) {
      append(workspace, rows);
    } else {
      replace(workspace, rows, within);
    }
  }

  /**
   * Removes the rows that meet a condition, in one commit; none where no row does.
   *
   * @param condition SQL
   */
  public void delete(SparkSession spark, Workspace workspace, String condition) {
    if (exists(spark, workspace)) {
      Checksums.removeStray(spark, workspace.table(name));
      DeltaTable.forPath(spark, workspace.table(name)).delete(condition);
    }
  }

  /** Returns a string as SQL writes it, for conditions. */
  public static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** Makes the table without rows, in one commit; no commit where it is there. */
  public void create(SparkSession spark, Workspace workspace) {
    create(spark, workspace, Map.of());
  }

  private void create(SparkSession spark, Workspace workspace, Map<String, String> properties) {
    Checksums.removeStray(spark, workspace.table(name));
    if (exists(spark, workspace)) {
      return;
    }
    Map<String, String> all = new TreeMap<>(properties);
    all.put("delta.logRetentionDuration", LOG_RETENTION);
    all.put(
        "delta.deletedFileRetentionDuration", LOG_RETENTION); // else Delta forgets when they went
    FirstCommit.write(spark, workspace.table(name), schema, partitions, all);
  }

  private Dataset<Row> columns(Dataset<Row> rows) {
    return rows.select(
        List.of(schema.fieldNames()).stream().map(functions::col).toArray(Column[]::new));
  }

  /** Adds, as nulls, the columns that rows lack: an old value must not stay among new ones. */
  private static Dataset<Row> filled(Dataset<Row> rows, StructType wanted) {
    Dataset<Row> filled = rows;
    for (StructField field : wanted.fields()) {
      if (rows.schema().getFieldIndex(field.name()).isEmpty()) {
        filled = filled.withColumn(field.name(), functions.lit(null).cast(field.dataType()));
      }
    }
    return filled;
  }
}
