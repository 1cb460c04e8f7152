package org.latticework.jobs.report.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.split;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;
import org.latticework.pipeline.table.ReleaseOrder;
import org.latticework.pipeline.table.ReleaseTable;
import org.latticework.report.data.Count;
import org.latticework.report.data.DataFacts;
import org.latticework.report.data.Release;
import org.latticework.report.data.Spread;

/** Counts what a workspace holds. */
final class WorkspaceCounts {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String ELEMENTS = "number_of_elements";

  private final TablesRead tables;

  WorkspaceCounts(TablesRead tables) {
    this.tables = tables;
  }

  /**
   * Counts.
   *
   * @param targets properties whose spread is counted
   */
  DataFacts facts(List<Target> targets) {
    Dataset<Row> all = tables.materials();
    List<Quantity> quantities = quantities(targets, all);
    Dataset<Row> materials = projected(all, quantities).cache();
    try {
      List<Spread> spreads = Spreads.of(materials, quantities);
      List<SortedMap<Long, Long>> tallies =
          Tallies.of(
              materials,
              List.of(
                  col(MaterialTable.NSITES), col(ELEMENTS), col(MaterialTable.SYMMETRY_NUMBER)));
      return new DataFacts(
          tallies.get(0).values().stream().mapToLong(Long::longValue).sum(),
          tables.state(),
          tables.commits(),
          releases(),
          graphs(),
          rejections(),
          spreads,
          doubling(tallies.get(0)),
          filled(tallies.get(1)),
          named(tallies.get(2)));
    } finally {
      materials.unpersist();
    }
  }

  /** A table that was made anew may lack a column that a model has learned. */
  private static List<Quantity> quantities(List<Target> targets, Dataset<Row> materials) {
    List<String> columns = List.of(materials.columns());
    return targets.stream()
        .filter(target -> columns.contains(target.column()))
        .map(
            target ->
                new Quantity(
                    target.column(),
                    target.unit().equals("1")
                        ? target.meaning()
                        : target.meaning() + ", " + target.unit()))
        .toList();
  }

  private static Dataset<Row> projected(Dataset<Row> materials, List<Quantity> quantities) {
    Stream<Column> others =
        Stream.of(
            col(MaterialTable.NSITES),
            size(split(col(MaterialTable.CHEMICAL_SYSTEM), "-")).as(ELEMENTS),
            col(MaterialTable.SYMMETRY_NUMBER));
    return materials.select(
        Stream.concat(others, quantities.stream().map(it -> col(it.column())))
            .toArray(Column[]::new));
  }

  private List<Release> releases() {
    return ReleaseTable.TABLE
        .read(tables.spark(), tables.workspace(), tables.versions().releases())
        .groupBy(ReleaseTable.DATABASE_VERSION)
        .agg(count(lit(1)), max(ReleaseTable.LAST_UPDATED))
        .collectAsList()
        .stream()
        .map(
            row ->
                new Release(
                    row.getString(0),
                    row.getLong(1),
                    row.isNullAt(2) ? "" : TIME.format(row.getTimestamp(2).toInstant())))
        .sorted(Comparator.comparing(Release::name, ReleaseOrder.BY_TIME))
        .toList();
  }

  /** A graph never changes: those of now are those of then, and what was made since. */
  private List<Count> graphs() {
    Map<String, String> descriptions = GraphTable.descriptions(tables.spark(), tables.workspace());
    return counts(GraphTable.read(tables.spark(), tables.workspace()), GraphTable.GRAPH_CONFIG)
        .stream()
        .map(
            count ->
                new Count(
                    descriptions.containsKey(count.name())
                        ? "%s: %s".formatted(count.name(), descriptions.get(count.name()))
                        : count.name(),
                    count.count()))
        .toList();
  }

  private List<Count> rejections() {
    return counts(RejectionTable.read(tables.spark(), tables.workspace()), RejectionTable.REASON);
  }

  /** Returns how many rows each value has, the most first. */
  private static List<Count> counts(Dataset<Row> rows, String column) {
    return rows.groupBy(column).count().collectAsList().stream()
        .map(row -> new Count(row.getString(0), row.getLong(1)))
        .sorted(Comparator.comparingLong(Count::count).reversed().thenComparing(Count::name))
        .toList();
  }

  /** Returns numbers of atoms in bins 1, 2, 3–4, 5–8, … without gaps. */
  static List<Count> doubling(SortedMap<Long, Long> atoms) {
    List<Count> bins = new ArrayList<>();
    if (atoms.isEmpty()) {
      return bins;
    }
    for (long from = 1, to = 1; from <= atoms.lastKey(); from = to + 1, to *= 2) {
      long count = atoms.subMap(from, to + 1).values().stream().mapToLong(Long::longValue).sum();
      if (count > 0 || !bins.isEmpty()) {
        bins.add(new Count(from == to ? String.valueOf(from) : from + "–" + to, count));
      }
    }
    return bins;
  }

  /** Returns counts of whole numbers without gaps. */
  private static List<Count> filled(SortedMap<Long, Long> counts) {
    List<Count> filled = new ArrayList<>();
    for (long k = counts.isEmpty() ? 1 : counts.firstKey();
        !counts.isEmpty() && k <= counts.lastKey();
        k++) {
      filled.add(new Count(String.valueOf(k), counts.getOrDefault(k, 0L)));
    }
    return filled;
  }

  private static List<Count> named(SortedMap<Long, Long> counts) {
    return counts.entrySet().stream()
        .map(it -> new Count(String.valueOf(it.getKey()), it.getValue()))
        .toList();
  }
}
