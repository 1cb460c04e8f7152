package org.latticework.jobs.curves;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.settings.AutomaticSettings;
import org.latticework.jobs.train.config.NetworkSettings;
import org.latticework.pipeline.table.model.RunTable;
import org.latticework.trainer.learningcurve.LearningCurve;
import org.latticework.trainer.learningcurve.Run;

/** Learning curves of the rows of a sweep. */
public final class Curves {
  private static final Map<String, String> SHIPPED = AutomaticSettings.shipped();

  private Curves() {}

  /**
   * Joins the runs that are done and differ in size and seed alone.
   *
   * @param rows of the table {@code runs}, of one sweep
   * @param resamples of the seeds, for bands
   * @return curves in the order of their names
   */
  public static List<Curve> of(List<Row> rows, int resamples) {
    List<Row> done = rows.stream().filter(Curves::hasError).toList();
    Map<Map<String, String>, List<Row>> groups =
        done.stream()
            .collect(
                groupingBy(
                    Curves::conditions,
                    () -> new TreeMap<>(Comparator.comparing(Map::toString)),
                    toList()));
    Set<String> varied = varied(groups.keySet());
    List<Curve> curves = new ArrayList<>();
    groups.forEach((conditions, of) -> curves.add(curve(name(conditions, varied), of, resamples)));
    return curves;
  }

  /**
   * Says of each run what sets it apart from others besides size and seed; nothing where all are
   * alike.
   *
   * @param rows of the table {@code runs}, of one sweep
   * @return a name for each row
   */
  public static List<String> names(List<Row> rows) {
    List<Map<String, String>> conditions = rows.stream().map(Curves::conditions).toList();
    Set<String> varied = varied(Set.copyOf(conditions));
    return conditions.stream().map(of -> name(of, varied)).toList();
  }

  /**
   * A run that failed has no error, one that was cut has not that of all its epochs, and one
   * without any error lies on no power law.
   */
  private static boolean hasError(Row row) {
    if (!RunTable.DONE.equals(row.getAs(RunTable.OUTCOME))) {
      return false;
    }
    Double error = row.getAs(RunTable.TEST_ERROR);
    return error != null && error > 0 && Double.isFinite(error);
  }

  /** Returns everything that a run was trained under but size and seed. */
  private static Map<String, String> conditions(Row row) {
    Map<String, String> conditions = new TreeMap<>();
    Map<?, ?> settings = Json.parse(row.getAs(RunTable.SETTINGS), Map.class);
    settings.forEach((key, value) -> conditions.put(String.valueOf(key), String.valueOf(value)));
    for (String column : List.of(RunTable.SPLIT, RunTable.TARGET, RunTable.GRAPHS)) {
      conditions.put("train." + column, row.getAs(column));
    }
    return conditions;
  }

  /** Returns the keys that do not have one value in all groups whose networks they concern. */
  private static Set<String> varied(Set<Map<String, String>> all) {
    Set<String> keys = new TreeSet<>();
    all.forEach(conditions -> keys.addAll(conditions.keySet()));
    keys.removeIf(
        key ->
            all.stream()
                    .filter(conditions -> concerns(key, conditions))
                    .map(conditions -> conditions.getOrDefault(key, ""))
                    .distinct()
                    .count()
                == 1);
    return keys;
  }

  private static boolean concerns(String key, Map<String, String> conditions) {
    String shipped = SHIPPED.get(NetworkSettings.KIND);
    return NetworkSettings.concerns(key, conditions.getOrDefault(NetworkSettings.KIND, shipped));
  }

  /** Says what the group has of the keys; one that it lacks is as shipped. */
  private static String name(Map<String, String> conditions, Set<String> varied) {
    return String.join(
        ", ",
        varied.stream()
            .filter(key -> concerns(key, conditions))
            .map(key -> shortened(key) + " " + conditions.getOrDefault(key, SHIPPED.get(key)))
            .toList());
  }

  private static String shortened(String key) {
    return key.substring(key.indexOf('.') + 1);
  }

  private static Curve curve(String name, List<Row> rows, int resamples) {
    List<Run> runs = runs(rows);
    boolean fits = runs.stream().mapToLong(Run::crystals).distinct().count() > 1;
    return new Curve(
        name,
        rows.get(0).getAs(RunTable.ERROR),
        rows.get(0).<Long>getAs(RunTable.LABELED),
        runs,
        fits ? Optional.of(LearningCurve.fit(runs, resamples, 0)) : Optional.empty());
  }

  /** A size and "all" may be the same; their runs are too. */
  private static List<Run> runs(List<Row> rows) {
    Map<List<Long>, Run> runs = new HashMap<>();
    for (Row row : rows) {
      long crystals = row.getAs(RunTable.CRYSTALS);
      long seed = row.getAs(RunTable.SEED);
      runs.put(
          List.of(crystals, seed), new Run(crystals, seed, row.<Double>getAs(RunTable.TEST_ERROR)));
    }
    return runs.values().stream()
        .sorted(Comparator.comparingLong(Run::crystals).thenComparingLong(Run::seed))
        .toList();
  }
}
