package org.latticework.jobs.report.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.split;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.latticework.pipeline.group.Level;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.LeakageTable;
import org.latticework.pipeline.table.NearestTable;
import org.latticework.pipeline.table.SplitTable;
import org.latticework.report.data.Count;
import org.latticework.report.data.Spread;
import org.latticework.report.split.Leak;
import org.latticework.report.split.SplitFacts;

/** Counts the folds of a split, and what is known of its leaks. */
final class SplitCounts {
  private static final List<String> ORDER = Arrays.stream(Level.values()).map(Level::word).toList();

  private SplitCounts() {}

  static SplitFacts facts(TablesRead tables, String name) {
    List<Row> leakage = LeakageTable.read(tables.spark(), tables.workspace(), name).collectAsList();
    Dataset<Row> test =
        NearestTable.read(tables.spark(), tables.workspace(), name)
            .where(col(NearestTable.FOLD).equalTo(Fold.TEST.word()))
            .select(NearestTable.DISTANCE, NearestTable.NEW_ELEMENTS)
            .cache();
    try {
      return new SplitFacts(
          name,
          leakage.isEmpty() ? "" : leakage.get(0).getAs(LeakageTable.STRATEGY),
          folds(tables, name),
          tables.state(),
          leakage.stream()
              .map(SplitCounts::leak)
              .sorted(Comparator.comparingInt(leak -> ORDER.indexOf(leak.level())))
              .toList(),
          nearest(test),
          newElements(test));
    } finally {
      test.unpersist();
    }
  }

  private static List<Count> folds(TablesRead tables, String name) {
    Map<String, Long> counts = new HashMap<>();
    tables
        .split(name)
        .groupBy(SplitTable.FOLD)
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return Arrays.stream(Fold.values())
        .map(fold -> new Count(fold.word(), counts.getOrDefault(fold.word(), 0L)))
        .toList();
  }

  private static Leak leak(Row row) {
    return new Leak(
        row.getAs(LeakageTable.LEVEL),
        row.<Long>getAs(LeakageTable.GROUPS),
        row.<Long>getAs(LeakageTable.SHARED_GROUPS),
        row.<Long>getAs(LeakageTable.KNOWN_TEST),
        row.<Long>getAs(LeakageTable.TEST));
  }

  private static Spread nearest(Dataset<Row> test) {
    Quantity distance =
        new Quantity(NearestTable.DISTANCE, "Distance of the nearest training crystal, Å");
    return Spreads.of(test, List.of(distance)).get(0);
  }

  private static List<Count> newElements(Dataset<Row> test) {
    return test
        .select(explode(split(col(NearestTable.NEW_ELEMENTS), "-")).as("element"))
        .groupBy("element")
        .count()
        .collectAsList()
        .stream()
        .map(row -> new Count(row.getString(0), row.getLong(1)))
        .sorted(Comparator.comparingLong(Count::count).reversed().thenComparing(Count::name))
        .toList();
  }
}
