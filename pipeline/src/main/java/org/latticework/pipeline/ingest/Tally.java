package org.latticework.pipeline.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionReason;
import org.latticework.pipeline.table.RejectionTable;

/** Counts the fates of the records of a dump. */
final class Tally {
  private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
  private final Map<RejectionReason, Long> reasons = new EnumMap<>(RejectionReason.class);
  private final SortedSet<String> releases = new TreeSet<>();
  private final long read;

  private Tally(long read) {
    this.read = read;
  }

  /** Counts rows of {@link Reconciliation}. */
  static Tally of(Dataset<Row> decided) {
    // Counted by name and not by row: a record lost or doubled by a join must not go unseen.
    long read = decided.agg(countDistinct(DumpRows.FILE, DumpRows.POSITION)).first().getLong(0);
    Tally tally = new Tally(read);
    Dataset<Row> groups =
        decided
            .groupBy(
                col(Reconciliation.FATE),
                col(DumpRows.REJECTION + "." + RejectionTable.REASON),
                coalesce(
                    col(DumpRows.MATERIAL + "." + MaterialTable.DATABASE_VERSION),
                    col(DumpRows.REJECTION + "." + RejectionTable.DATABASE_VERSION)))
            .agg(count(lit(1)));
    for (Row group : groups.collectAsList()) {
      long count = group.getLong(3);
      tally.fates.merge(Fate.valueOf(group.getString(0)), count, Long::sum);
      if (!group.isNullAt(1)) {
        tally.reasons.merge(RejectionReason.valueOf(group.getString(1)), count, Long::sum);
      }
      tally.releases.add(group.getString(2));
    }
    return tally;
  }

  long records(Fate fate) {
    return fates.getOrDefault(fate, 0L);
  }

  /**
   * Returns the counts.
   *
   * @throws IllegalStateException if they do not add up
   */
  IngestResult result() {
    return new IngestResult(
        read,
        records(Fate.ACCEPTED) + records(Fate.REPLACING),
        records(Fate.REJECTED),
        records(Fate.SUPERSEDED),
        records(Fate.UNCHANGED),
        reasons,
        String.join(",", releases));
  }
}
