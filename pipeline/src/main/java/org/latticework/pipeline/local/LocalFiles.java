package org.latticework.pipeline.local;

import java.util.Map;
import org.apache.hadoop.fs.LocalFileSystem;

/** Hadoop's file system for {@code file:} addresses, with checksums, on a {@link LocalDisk}. */
public final class LocalFiles extends LocalFileSystem {
  /**
   * What tells a Spark session to use these. For sessions in one process only: executors elsewhere
   * need local files before they have our jars.
   */
  public static final Map<String, String> SETTINGS =
      Map.of(
          "spark.hadoop.fs.file.impl", LocalFiles.class.getName(),
          "spark.hadoop.fs.AbstractFileSystem.file.impl", LocalFileContext.class.getName());

  public LocalFiles() {
    super(new LocalDisk());
  }
}
