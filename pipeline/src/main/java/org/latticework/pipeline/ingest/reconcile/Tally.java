package org.latticework.pipeline.ingest.reconcile;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.latticework.pipeline.ingest.dump.DumpRows;
import org.latticework.pipeline.ingest.dump.RecordCount;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.table.RejectionTable;

/** Counts the fates of the records of a dump. */
public final class Tally {
  private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
  private final Map<RejectionReason, Long> reasons = new EnumMap<>(RejectionReason.class);
  private final SortedSet<String> releases = new TreeSet<>();
  private long read;
  private long unlisted;
  private long relisted;

  private Tally() {}

  /** Counts rows of {@link Reconciliation}. */
  public static Tally of(Dataset<Row> decided) {
    Dataset<Row> groups =
        decided
            .groupBy(
                col(Reconciliation.FATE),
                col(DumpRows.REJECTION + "." + RejectionTable.REASON),
                coalesce(
                    col(History.VERSION),
                    col(DumpRows.REJECTION + "." + RejectionTable.DATABASE_VERSION)))
            .agg(
                count(lit(1)),
                sum(RecordCount.RECORDS),
                count_if(col(Reconciliation.UNLISTED)),
                count_if(col(Reconciliation.UNLISTED).and(col(Reconciliation.LISTED))));
    Tally tally = new Tally();
    groups.collectAsList().forEach(tally::add);
    return tally;
  }

  private void add(Row group) {
    if (group.isNullAt(0)) {
      read += group.getLong(4);
      return;
    }
    long count = group.getLong(3);
    Fate fate = Fate.valueOf(group.getString(0));
    fates.merge(fate, count, Long::sum);
    if (!group.isNullAt(1)) {
      reasons.merge(RejectionReason.valueOf(group.getString(1)), count, Long::sum);
    }
    if (fate != Fate.INHERITED) {
      releases.add(group.getString(2));
    }
    unlisted += group.getLong(5);
    relisted += group.getLong(6);
  }

  /** Returns how many rows of materials are to be written. */
  public long written() {
    return records(Fate.ACCEPTED) + records(Fate.REPLACING) + records(Fate.INHERITED);
  }

  /** Returns how many materials the list of their release lacks, or has with an older time. */
  public long unlisted() {
    return unlisted;
  }

  /** Returns how many of these it has with an older time. */
  public long relisted() {
    return relisted;
  }

  /** Returns the releases of the records. */
  public SortedSet<String> releases() {
    return Collections.unmodifiableSortedSet(releases);
  }

  /** Returns how many records were read, counted where they were. */
  public long read() {
    return read;
  }

  /** Returns how many records, or heirs, have a fate. */
  public long records(Fate fate) {
    return fates.getOrDefault(fate, 0L);
  }

  /** Returns how many records were refused for which reason. */
  public Map<RejectionReason, Long> reasons() {
    return Collections.unmodifiableMap(reasons);
  }
}
