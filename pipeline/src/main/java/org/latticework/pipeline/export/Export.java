package org.latticework.pipeline.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.level.Levels;
import org.latticework.pipeline.table.FingerprintTable;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.LeakageTable;
import org.latticework.pipeline.table.LevelTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.NearestTable;
import org.latticework.pipeline.table.RejectionTable;
import org.latticework.pipeline.table.ReleaseTable;
import org.latticework.pipeline.table.SplitTable;
import org.latticework.pipeline.table.model.PredictionTable;
import org.latticework.pipeline.table.model.RunTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a table, sorted by its key, into one file for other tools. The driver holds one partition
 * at a time. The file appears when it is complete.
 */
public final class Export {
  private static final Logger LOG = LoggerFactory.getLogger(Export.class);

  private static final List<StoredTable> TABLES =
      List.of(
          MaterialTable.TABLE,
          ReleaseTable.TABLE,
          RejectionTable.TABLE,
          GraphTable.TABLE,
          FingerprintTable.TABLE,
          LevelTable.TABLE,
          SplitTable.TABLE,
          LeakageTable.TABLE,
          NearestTable.TABLE,
          RunTable.TABLE,
          PredictionTable.TABLE);

  private Export() {}

  /**
   * Returns the table with the given name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static StoredTable table(String name) {
    return TABLES.stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "A table is one of %s, got '%s'"
                        .formatted(
                            TABLES.stream()
                                .map(StoredTable::name)
                                .collect(Collectors.joining(", ")),
                            name)));
  }

  /**
   * Writes all rows of a table and returns how many there were. Those of splits have the levels of
   * their materials as well, as they are now.
   *
   * @param output the file; replaced if it is there
   * @throws IllegalArgumentException if the workspace does not hold the table
   */
  public static long run(
      SparkSession spark,
      Workspace workspace,
      StoredTable table,
      ExportFormat format,
      String output)
      throws IOException {
    if (!table.exists(spark, workspace)) {
      throw new IllegalArgumentException(
          "There is no table %s in %s yet".formatted(table.name(), workspace.root()));
    }
    Column[] key = table.key().stream().map(functions::col).toArray(Column[]::new);
    long rows = write(rows(spark, workspace, table).orderBy(key), format, output);
    LOG.info("Exported {} rows of {} to {}", rows, table.name(), output);
    return rows;
  }

  private static Dataset<Row> rows(SparkSession spark, Workspace workspace, StoredTable table) {
    Dataset<Row> rows = table.read(spark, workspace);
    if (!table.equals(SplitTable.TABLE)) {
      return rows;
    }
    Dataset<Row> materials = MaterialTable.current(MaterialTable.read(spark, workspace));
    Dataset<Row> levels = Levels.of(spark, workspace, materials);
    Column[] columns =
        Stream.concat(Stream.of(rows.columns()), Stream.of(levels.columns()))
            .distinct()
            .map(functions::col)
            .toArray(Column[]::new);
    return rows.join(levels, new String[] {SplitTable.MATERIAL_ID}, "left").select(columns);
  }

  /**
   * Writes the materials of a release, as it had them, and returns how many there were.
   *
   * @param output the file; replaced if it is there
   * @throws IllegalArgumentException if there is no such release
   */
  public static long materials(
      SparkSession spark, Workspace workspace, String release, ExportFormat format, String output)
      throws IOException {
    Dataset<Row> materials =
        ReleaseTable.materials(spark, workspace, Optional.of(release))
            .orderBy(MaterialTable.MATERIAL_ID);
    long rows = write(materials, format, output);
    LOG.info("Exported {} materials as of {} to {}", rows, release, output);
    return rows;
  }

  /**
   * Writes rows in their order and returns how many there were. The file takes the place of what
   * was there when it is whole; where that fails, nothing has changed.
   */
  public static long write(Dataset<Row> rows, ExportFormat format, String output)
      throws IOException {
    return write(
        rows.toLocalIterator(),
        rows.schema(),
        format,
        output,
        rows.sparkSession().sessionState().newHadoopConf());
  }

  /**
   * Writes rows of any source as {@link #write(Dataset, ExportFormat, String)} does, without Spark.
   *
   * @param schema of the rows
   * @param hadoop what Hadoop's file systems need to know
   */
  public static long write(
      Iterator<Row> rows,
      StructType schema,
      ExportFormat format,
      String output,
      Configuration hadoop)
      throws IOException {
    Path target = resolved(new Path(output));
    FileSystem fs = target.getFileSystem(hadoop);
    if (fs instanceof LocalFileSystem local) {
      fs = local.getRawFileSystem(); // or a .crc file would lie next to the export
    }
    if (isSpecial(target)) {
      return writeRows(rows, writer(open(fs, target), schema, format));
    }
    Path unfinished = sibling(target, ".%s.%s".formatted(target.getName(), UUID.randomUUID()));
    try {
      long count = writeRows(rows, writer(open(fs, unfinished), schema, format));
      replace(target, unfinished, fs, hadoop);
      return count;
    } catch (IOException | RuntimeException e) {
      discard(fs, unfinished, e);
      throw e;
    }
  }

  /** Follows links of this machine, which stay then. */
  private static Path resolved(Path output) throws IOException {
    java.nio.file.Path file = java.nio.file.Path.of(output.toUri().getPath());
    return isLocal(output) && Files.isSymbolicLink(file) && Files.exists(file)
        ? new Path("file", "", file.toRealPath().toString())
        : output;
  }

  private static boolean isLocal(Path output) {
    String scheme = output.toUri().getScheme();
    return scheme == null || scheme.equals("file");
  }

  /** Whether it is there and is no file that another could take the place of, such as a pipe. */
  private static boolean isSpecial(Path output) {
    java.nio.file.Path file = java.nio.file.Path.of(output.toUri().getPath());
    return isLocal(output) && Files.exists(file) && !Files.isRegularFile(file);
  }

  private static long writeRows(Iterator<Row> rows, RowWriter out) throws IOException {
    long count = 0;
    try (out) {
      while (rows.hasNext()) {
        out.write(rows.next());
        count++;
      }
    }
    return count;
  }

  /** In one step where the file system has one, which S3 has not. */
  private static void replace(Path target, Path unfinished, FileSystem fs, Configuration hadoop)
      throws IOException {
    if (fs instanceof RawLocalFileSystem) {
      Files.move(
          java.nio.file.Path.of(unfinished.toUri().getPath()),
          java.nio.file.Path.of(target.toUri().getPath()),
          StandardCopyOption.ATOMIC_MOVE);
    } else {
      FileContext.getFileContext(target.toUri(), hadoop)
          .rename(unfinished, target, Options.Rename.OVERWRITE);
    }
  }

  private static void discard(FileSystem fs, Path unfinished, Exception reason) {
    try {
      fs.delete(unfinished, false);
    } catch (IOException | RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  /** Returns a file in the folder of another; its name may have a colon, as times have. */
  private static Path sibling(Path file, String name) {
    URI folder = file.getParent().toUri();
    return new Path(folder.getScheme(), folder.getAuthority(), folder.getPath() + "/" + name);
  }

  private static Writer open(FileSystem fs, Path path) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(fs.create(path, true), StandardCharsets.UTF_8), 1 << 16);
  }

  private static RowWriter writer(Writer out, StructType schema, ExportFormat format)
      throws IOException {
    return switch (format) {
      case CSV -> new CsvRowWriter(out, schema, false);
      case CSV_FOR_SPREADSHEETS -> new CsvRowWriter(out, schema, true);
      case JSONL -> new JsonRowWriter(out, schema);
    };
  }
}
