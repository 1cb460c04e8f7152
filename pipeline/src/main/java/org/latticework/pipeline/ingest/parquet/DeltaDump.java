package org.latticework.pipeline.ingest.parquet;

import static org.apache.spark.sql.functions.col;

import io.delta.tables.DeltaTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.types.StructType;
import org.latticework.pipeline.delta.DeltaSnapshots;
import org.latticework.pipeline.ingest.dump.Dump;
import org.latticework.pipeline.ingest.dump.DumpFiles;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.ingest.record.UnreadableDumpException;
import org.latticework.pipeline.table.ReleaseOrder;
import org.latticework.pipeline.table.ReleaseTable;

/**
 * A Delta table whose columns are those of summary documents. Where it is partitioned by {@code
 * version}, as Materials Project's tables are, one release is read: that of the options, or the
 * latest, as {@link ReleaseOrder} has it. Delta's log says which files count and what their folders
 * stand for, and no file is opened for that, so that a damaged one costs its own rows alone. The
 * files are read as Parquet, so that a row is known by its file and its place in it.
 */
public final class DeltaDump implements Dump {
  private static final String VERSION = "version";
  private static final int VALUES = 1; // columns of #files before the values of partitions

  private final DeltaReading reading;
  private final Path path;
  private final Dataset<Row> files; // path, and a column for each that is partitioned by
  private final List<String> partitioned; // names of columns
  private final List<String> versions; // the first one first; empty if not partitioned by them
  private final long bytes;

  private DeltaDump(Snapshot snapshot, Row detail, DeltaReading reading) {
    this.reading = reading;
    this.path = snapshot.deltaLog().dataPath();
    this.partitioned = detail.getList(detail.fieldIndex("partitionColumns"));
    this.bytes = detail.getAs("sizeInBytes");
    this.files = files(snapshot, partitioned);
    this.versions = partitioned.contains(VERSION) ? versions(files) : List.of();
  }

  private static Dataset<Row> files(Snapshot snapshot, List<String> partitioned) {
    StructType schema = snapshot.metadata().schema();
    Stream<Column> values =
        partitioned.stream()
            .map(
                name ->
                    col("partitionValues")
                        .getItem(name)
                        .cast(schema.apply(name).dataType())
                        .as(name));
    return snapshot
        .allFiles()
        .toDF()
        .select(Stream.concat(Stream.of(col("path")), values).toArray(Column[]::new));
  }

  private static List<String> versions(Dataset<Row> files) {
    return ReleaseTable.names(
        files.where(version().isNotNull()).select(version().as(ReleaseTable.DATABASE_VERSION)));
  }

  private static Column version() {
    return col(VERSION).cast("string");
  }

  /**
   * Finds the table.
   *
   * @throws FileNotFoundException if there is none
   * @throws UnreadableDumpException if its files do not say by themselves what its rows are, or it
   *     asks for a newer reader
   * @throws UncheckedIOException if its log cannot be read
   */
  public static DeltaDump open(SparkSession spark, String input) throws FileNotFoundException {
    DeltaReading reading = new DeltaReading(spark, new Path(input));
    if (!reading.of(() -> DeltaTable.isDeltaTable(spark, input))) {
      throw new FileNotFoundException("No Delta table in %s: nothing to ingest".formatted(input));
    }
    return reading.of(() -> opened(spark, input, reading));
  }

  private static DeltaDump opened(SparkSession spark, String input, DeltaReading reading) {
    Row detail = DeltaTable.forPath(spark, input).detail().first();
    List<String> features = detail.getList(detail.fieldIndex("tableFeatures"));
    for (String feature : List.of("deletionVectors", "columnMapping")) {
      if (features.contains(feature)) {
        throw new UnreadableDumpException(
            "%s has Delta's feature %s, which is not read: write its rows to a plain table"
                .formatted(input, feature));
      }
    }
    Snapshot snapshot = DeltaSnapshots.latest(spark, input);
    return new DeltaDump(snapshot, detail, reading);
  }

  @Override
  public Dataset<Row> records(SparkSession spark, RecordRules rules) {
    Optional<String> release = release(rules);
    Dataset<Row> read = release.isPresent() ? files.where(version().equalTo(release.get())) : files;
    Map<String, Map<String, Object>> constants = new HashMap<>();
    for (Row row : reading.of(read::collectAsList)) {
      constants.put(located(row).toString(), constants(row));
    }
    return new ParquetDump(stored(spark, constants.keySet()), constants).records(spark, rules);
  }

  /** Returns where a file is that the log names: below the table, or anywhere. */
  private Path located(Row row) {
    return new Path(path, new Path(URI.create(row.getString(0))));
  }

  @Override
  public void requireInside() {
    String folder = path.toUri().getPath() + "/";
    for (Row row : reading.of(files::collectAsList)) {
      URI file = new Path(located(row).toString()).toUri(); // without .. in it
      boolean inside =
          Objects.equals(file.getScheme(), path.toUri().getScheme())
              && Objects.equals(file.getAuthority(), path.toUri().getAuthority())
              && file.getPath().startsWith(folder);
      if (!inside) {
        throw new UnreadableDumpException(
            ("The log of the Delta table %s names the file %s, outside of the table: to read it, set"
                    + " ingest.allow-outside=true")
                .formatted(path, row.getString(0)));
      }
    }
  }

  /** Returns files with the lengths that they have: the log's are those that they should have. */
  private List<DumpFile> stored(SparkSession spark, Set<String> counting) {
    Configuration conf = spark.sessionState().newHadoopConf();
    try {
      List<DumpFile> found = new ArrayList<>();
      for (DumpFile file : DumpFiles.list(conf, path.toString(), ParquetDump.NAMES)) {
        if (counting.contains(file.path())) {
          found.add(file);
        }
      }
      Set<String> elsewhere = new TreeSet<>(counting);
      found.forEach(file -> elsewhere.remove(file.path()));
      for (String other : elsewhere) {
        Path file = new Path(other);
        long length = file.getFileSystem(conf).getFileStatus(file).getLen();
        found.add(new DumpFile(other, length));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for the files of " + path, e);
    }
  }

  /** Returns what holds for all rows of a file, since its folder says so. */
  private Map<String, Object> constants(Row row) {
    Map<String, Object> constants = new HashMap<>();
    for (int i = 0; i < partitioned.size(); i++) {
      if (!row.isNullAt(VALUES + i)) {
        boolean release = partitioned.get(i).equals(VERSION);
        constants.put(
            release ? "database_version" : partitioned.get(i),
            release ? row.get(VALUES + i).toString() : row.get(VALUES + i));
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
