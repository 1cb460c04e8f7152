package org.latticework.pipeline.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;

/**
 * The table {@code releases}: which materials each release had, whether or not it changed them. Its
 * columns are explained in {@link #SCHEMA}.
 */
public final class ReleaseTable {
  public static final String DATABASE_VERSION = "database_version";
  public static final String MATERIAL_ID = "material_id";
  public static final String LAST_UPDATED = "last_updated";

  /** The release of records that name none; it comes before all others. */
  public static final String UNVERSIONED = "unversioned";

  /** What a release may be called, in words. */
  public static final String NAME_RULE =
      "the name of a release (at most 100 bytes as the name of a folder, no control characters)";

  private static final int MAX_NAME = 100;

  /** The columns. */
  public static final StructType SCHEMA =
      new Columns()
          .required(DATABASE_VERSION, DataTypes.StringType, "Name of the release")
          .required(MATERIAL_ID, DataTypes.StringType, "Name of a material that it had")
          .optional(
              LAST_UPDATED,
              DataTypes.TimestampType,
              "When the source last touched the newest document that the release had of it, UTC")
          .schema();

  /** The table: a row is named by release and material. */
  public static final StoredTable TABLE =
      new StoredTable(
          "releases", SCHEMA, List.of(DATABASE_VERSION, MATERIAL_ID), List.of(DATABASE_VERSION));

  private ReleaseTable() {}

  /** Returns all rows. */
  public static Dataset<Row> read(SparkSession spark, Workspace workspace) {
    return TABLE.read(spark, workspace);
  }

  /** Returns whether a release may be called so: its name becomes that of a folder. */
  public static boolean isName(String name) {
    return !name.isBlank()
        && name.chars().noneMatch(Character::isISOControl)
        && ExternalCatalogUtils.escapePathName(name).getBytes(StandardCharsets.UTF_8).length
            <= MAX_NAME;
  }

  /** Returns the names of all releases in rows of this table, the first one first. */
  public static List<String> names(Dataset<Row> releases) {
    return releases
        .select(DATABASE_VERSION)
        .distinct()
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted(ReleaseOrder.BY_TIME)
        .toList();
  }

  /** Returns the names of all releases of the workspace, the first one first. */
  public static List<String> names(SparkSession spark, Workspace workspace) {
    return TABLE
        .folders(spark, workspace)
        .map(names -> names.stream().sorted(ReleaseOrder.BY_TIME).toList())
        .orElseGet(() -> names(read(spark, workspace)));
  }

  /**
   * Returns the names of all materials that a release or an earlier one had.
   *
   * @throws UnknownReleaseException if there is no such release; the message lists those that are
   */
  public static Dataset<Row> materialsUntil(
      SparkSession spark, Workspace workspace, String release) {
    List<String> names = names(spark, workspace);
    if (!names.contains(release)) {
      throw new UnknownReleaseException(release, names);
    }
    Column until = ReleaseOrder.place(col(DATABASE_VERSION)).leq(ReleaseOrder.place(lit(release)));
    return read(spark, workspace).where(until).select(MATERIAL_ID).distinct();
  }

  /**
   * Returns one row of materials for each material, of the tables as they are.
   *
   * @param release as in {@link #materials(Dataset, Dataset, Optional)}
   * @throws UnknownReleaseException as there
   */
  public static Dataset<Row> materials(
      SparkSession spark, Workspace workspace, Optional<String> release) {
    return materials(MaterialTable.read(spark, workspace), read(spark, workspace), release);
  }

  /**
   * Returns one row of materials for each material.
   *
   * @param materials rows of the materials table
   * @param releases rows of this table
   * @param release a release: exactly the materials that it had, as it had them; if empty, all
   *     materials of all releases, each as it was changed last
   * @throws UnknownReleaseException if the release is not in the table; the message lists those
   *     that are
   */
  public static Dataset<Row> materials(
      Dataset<Row> materials, Dataset<Row> releases, Optional<String> release) {
    if (release.isEmpty()) {
      return MaterialTable.current(materials);
    }
    Dataset<Row> listed =
        releases.where(col(DATABASE_VERSION).equalTo(release.get())).select(MATERIAL_ID);
    if (listed.isEmpty()) {
      throw new UnknownReleaseException(release.get(), names(releases));
    }
    Column upToIt =
        ReleaseOrder.place(col(MaterialTable.DATABASE_VERSION))
            .leq(ReleaseOrder.place(lit(release.get())));
    return MaterialTable.current(materials.where(upToIt))
        .join(listed, new String[] {MATERIAL_ID}, "left_semi");
  }
}
