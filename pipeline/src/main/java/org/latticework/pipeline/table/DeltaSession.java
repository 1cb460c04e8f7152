package org.latticework.pipeline.table;

import org.apache.spark.sql.SparkSession;

/**
 * What a Spark session needs to read and write the tables. Every entry point that makes a session
 * passes its builder through here. What a storage needs, such as S3, is in {@code
 * conf/spark-defaults.conf}.
 */
public final class DeltaSession {
  private static final String CHECKSUM = "spark.databricks.delta.allFilesInCrc.";

  private DeltaSession() {}

  /**
   * Adds the settings to a builder and returns it.
   *
   * <ul>
   *   <li>Delta's SQL extension and catalog: without them nothing can be written.
   *   <li>Two partitions for Delta's own snapshot instead of fifty: our tables have few files, and
   *       a first commit otherwise takes seconds.
   *   <li>The checksum of each commit lists all files, up to 200: then a table is read without
   *       asking its log by queries. Nothing is read from the statistics in it, so Delta need not
   *       check them where times are not UTC.
   *   <li>UTC: a time printed by an export must not depend on the machine.
   *   <li>1,000 rows in a batch of cached columns instead of 10,000: rows hold whole crystals, and
   *       a batch is built on the heap.
   *   <li>Zstandard instead of Snappy: graphs take two thirds of the room, and no more time.
   *   <li>No dictionaries for the numbers of a crystal, and none for the names of materials,
   *       structures and records: they hardly repeat, and looking takes time.
   * </ul>
   */
  public static SparkSession.Builder configure(SparkSession.Builder builder) {
    return builder
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.databricks.delta.snapshotPartitions", "2")
        .config(CHECKSUM + "enabled", "true")
        .config(CHECKSUM + "thresholdNumFiles", "200")
        .config(CHECKSUM + "verificationMode.forceOnNonUTC.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.inMemoryColumnarStorage.batchSize", "1000")
        .config("spark.sql.parquet.compression.codec", "zstd")
        .config(dictionaryOfElements(MaterialTable.LATTICE), "false")
        .config(dictionaryOfElements(MaterialTable.FRACTIONAL), "false")
        .config(dictionaryOf(MaterialTable.MATERIAL_ID), "false")
        .config(dictionaryOf(MaterialTable.STRUCTURE_HASH), "false")
        .config(dictionaryOf(MaterialTable.RECORD), "false");
  }

  private static String dictionaryOfElements(String arrayColumn) {
    return dictionaryOf(arrayColumn + ".list.element");
  }

  private static String dictionaryOf(String column) {
    return "parquet.enable.dictionary#" + column;
  }
}
