package org.latticework.pipeline.ingest.reconcile;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.RejectionTable;
import org.latticework.pipeline.table.ReleaseOrder;
import org.latticework.pipeline.table.ReleaseTable;

/**
 * The materials that a release no longer has: listed by the release before it, and neither listed
 * nor refused by name in this one. Found in the tables, so a release that is ingested part by part
 * is judged by all that came of it so far.
 *
 * @param count how many, over all releases of a dump
 * @param first some of their names in alphabetical order, at most {@value #SHOWN} for a release
 */
public record Vanished(long count, List<String> first) {
  /** Nothing vanished. */
  public static final Vanished NONE = new Vanished(0, List.of());

  private static final int SHOWN = 5;

  public Vanished {
    first = List.copyOf(first);
  }

  /**
   * Compares each release with the one before it that has any material; unversioned records are no
   * release.
   *
   * @param releases those of a dump; one of which every document was refused has lost all others
   */
  public static Vanished of(SparkSession spark, Workspace workspace, Collection<String> releases) {
    List<String> withMaterials = ReleaseTable.names(spark, workspace);
    SortedSet<String> names = new TreeSet<>(ReleaseOrder.BY_TIME);
    names.addAll(withMaterials);
    names.addAll(releases);
    names.remove(ReleaseTable.UNVERSIONED);
    Optional<String> before = Optional.empty();
    long count = 0;
    List<String> first = new ArrayList<>();
    for (String name : names) {
      if (releases.contains(name) && before.isPresent()) {
        Dataset<Row> gone = gone(spark, workspace, before.get(), name).persist();
        count += gone.count();
        gone.orderBy(ReleaseTable.MATERIAL_ID)
            .takeAsList(SHOWN)
            .forEach(row -> first.add(row.getString(0)));
        gone.unpersist();
      }
      before = withMaterials.contains(name) ? Optional.of(name) : before;
    }
    return new Vanished(count, first);
  }

  private static Dataset<Row> gone(
      SparkSession spark, Workspace workspace, String before, String release) {
    Dataset<Row> releases = ReleaseTable.read(spark, workspace);
    Column version = col(ReleaseTable.DATABASE_VERSION);
    Dataset<Row> refused =
        RejectionTable.read(spark, workspace)
            .where(col(RejectionTable.DATABASE_VERSION).equalTo(release))
            .where(col(RejectionTable.GRAPH_CONFIG).isNull())
            .where(col(RejectionTable.MATERIAL_ID).isNotNull())
            .select(RejectionTable.MATERIAL_ID);
    return releases
        .where(version.equalTo(before))
        .select(ReleaseTable.MATERIAL_ID)
        .except(releases.where(version.equalTo(release)).select(ReleaseTable.MATERIAL_ID))
        .except(refused);
  }
}
