package org.latticework.pipeline.ingest.form;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.latticework.pipeline.ingest.dump.DumpFiles;
import org.latticework.pipeline.ingest.parquet.ParquetDump;
import org.latticework.pipeline.ingest.record.DumpFile;

/** Tells by looking whether a dump is a table: a Delta table, or Parquet files. */
final class TableRecognition {
  private static final String LOG = "_delta_log";
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private TableRecognition() {}

  /**
   * Returns the form; empty if the input is not a table. A folder with Delta's log is a Delta
   * table, a folder with Parquet files is read as such, and a single file shows it by its name or
   * its first four bytes.
   *
   * @throws java.io.FileNotFoundException if there is no such path
   * @throws UnclearFormException if a folder holds Parquet files and documents, or Parquet files
   *     belong to a Delta table whose folder is not the input
   */
  static Optional<DumpFormat> of(Configuration conf, String input) throws IOException {
    Path path = new Path(input);
    FileSystem fs = path.getFileSystem(conf);
    FileStatus status = fs.getFileStatus(path);
    if (status.isFile()) {
      boolean named = ParquetDump.NAMES.matcher(path.getName()).matches();
      boolean parquet = named || startsWithMagic(conf, status);
      if (parquet) {
        refuseTableAbove(fs, status.getPath(), input);
      }
      return parquetIf(parquet);
    }
    if (fs.exists(new Path(path, LOG))) {
      return Optional.of(DumpFormat.DELTA);
    }
    List<DumpFile> parquet = DumpFiles.list(conf, input, ParquetDump.NAMES);
    if (!parquet.isEmpty() && !DumpFiles.list(conf, input, DumpFormat.DOCUMENTS).isEmpty()) {
      throw new UnclearFormException(input, "parquet and others");
    }
    if (!parquet.isEmpty()) {
      refuseTableAbove(fs, status.getPath(), input);
      refuseTableBelow(fs, status.getPath(), input);
    }
    return parquetIf(!parquet.isEmpty());
  }

  private static void refuseTableAbove(FileSystem fs, Path path, String input) throws IOException {
    for (Path table = path.getParent(); table != null; table = table.getParent()) {
      if (exists(fs, new Path(table, LOG))) {
        throw UnclearFormException.ofTable(input, table.toString());
      }
    }
  }

  private static boolean exists(FileSystem fs, Path path) throws IOException {
    try {
      return fs.exists(path);
    } catch (AccessDeniedException e) { // stores may show what lies below a folder and not it
      return false;
    }
  }

  private static void refuseTableBelow(FileSystem fs, Path path, String input) throws IOException {
    RemoteIterator<LocatedFileStatus> files = fs.listFiles(path, true);
    while (files.hasNext()) {
      Path folder = files.next().getPath().getParent();
      if (folder.getName().equals(LOG)) {
        throw UnclearFormException.ofTable(input, folder.getParent().toString());
      }
    }
  }

  private static Optional<DumpFormat> parquetIf(boolean parquet) {
    return parquet ? Optional.of(DumpFormat.PARQUET) : Optional.empty();
  }

  private static boolean startsWithMagic(Configuration conf, FileStatus status) throws IOException {
    if (status.getLen() < MAGIC.length) {
      return false;
    }
    byte[] start = new byte[MAGIC.length];
    try (DataInputStream in = DumpFiles.open(conf, status.getPath())) {
      in.readFully(start);
    }
    return Arrays.equals(start, MAGIC);
  }
}
