package org.latticework.pipeline.leakage;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;
import static org.latticework.pipeline.SummaryDocument.site;
import static org.latticework.pipeline.SummaryDocument.structure;
import static org.latticework.pipeline.SummaryDocument.write;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.featurizer.fingerprint.FingerprintBuilder;
import org.latticework.featurizer.fingerprint.MeanDistances;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.SummaryDocument;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.group.Level;
import org.latticework.pipeline.ingest.Ingest;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.level.LevelUpdate;
import org.latticework.pipeline.level.Levels;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.LeakageTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.NearestTable;
import org.latticework.pipeline.table.SplitTable;

@TestInstance(TestInstance.Lifecycle.PER_CLASS) // one workspace for all
class MeasureLeakageIT {
  private static final List<Level> LEVELS =
      List.of(
          Level.STRUCTURE,
          Level.NEAR_DUPLICATE,
          Level.PROTOSTRUCTURE,
          Level.COMPOSITION,
          Level.PROTOTYPE,
          Level.CHEMICAL_SYSTEM);

  private final SparkSession spark = SparkForTests.session();

  private final Map<String, Row> levels = new HashMap<>(); // by material, as the next two
  private final Map<String, MeanDistances> means = new HashMap<>();
  private final Map<String, Fold> folds = new HashMap<>();
  private Workspace workspace;
  private Dataset<Row> materials;

  /** Random crystals in random folds. */
  @BeforeAll
  void split(@TempDir Path folder) throws Exception {
    workspace = new Workspace(folder.resolve("work").toString());
    Random random = new Random(7);
    Path dump = write(folder.resolve("dump.jsonl"), crystals(random).toArray());
    Ingest.run(spark, workspace, IngestOptions.of(dump.toString()));
    LevelUpdate.run(spark, workspace);
    materials = MaterialTable.read(spark, workspace);
    Levels.of(spark, workspace, materials)
        .collectAsList()
        .forEach(row -> levels.put(row.getAs(MaterialTable.MATERIAL_ID), row));
    for (Row row : materials.collectAsList()) {
      means.put(
          row.getAs(MaterialTable.MATERIAL_ID),
          new FingerprintBuilder().build(MaterialTable.structure(row)).meanDistances());
    }
    for (String id : new TreeSet<>(levels.keySet())) {
      folds.put(id, id.contains("Xe") ? Fold.TEST : Fold.values()[random.nextInt(3)]);
    }
    SplitTable.TABLE.append(
        workspace,
        spark.createDataFrame(
            folds.entrySet().stream()
                .map(entry -> SplitTable.toRow("s", entry.getKey(), "", entry.getValue()))
                .toList(),
            SplitTable.SCHEMA));
  }

  @Test
  void countsAndFindsWhatPlainLoopsDo() {
    Leakage leakage = MeasureLeakage.run(spark, workspace, "s", "file", materials);

    assertThat(leakage.levels()).extracting(LevelLeak::level).containsExactlyElementsOf(LEVELS);
    leakage.levels().forEach(leak -> assertThat(leak).isEqualTo(expected(leak)));
    assertThat(leakage.newElements()).isEqualTo(Map.of("Xe", 2L));
    List<Row> rows = NearestTable.read(spark, workspace, "s").collectAsList();
    assertThat(rows.stream().map(row -> row.<String>getAs(NearestTable.MATERIAL_ID)))
        .containsExactlyInAnyOrderElementsOf(
            folds.keySet().stream().filter(id -> folds.get(id) != Fold.TRAIN).toList());
    rows.forEach(this::assertNearest);
    double[] distances =
        folds.keySet().stream()
            .filter(id -> folds.get(id) == Fold.TEST)
            .mapToDouble(this::least)
            .sorted()
            .toArray();
    int there = (int) DoubleStream.of(distances).filter(Double::isFinite).count();
    assertThat(leakage.apart()).isEqualTo(distances.length - there).isPositive();
    assertThat(leakage.quantiles().get(0.0)).isCloseTo(distances[0], within(1e-12));
    assertThat(leakage.quantiles().get(1.0)).isCloseTo(distances[there - 1], within(1e-12));
  }

  private void assertNearest(Row row) {
    String id = row.getAs(NearestTable.MATERIAL_ID);
    double least = least(id);
    assertThat(row.<String>getAs(NearestTable.FOLD)).isEqualTo(folds.get(id).word());
    assertThat(row.<String>getAs(NearestTable.SHARED_LEVEL)).isEqualTo(finest(id));
    assertThat(row.<String>getAs(NearestTable.NEW_ELEMENTS))
        .isEqualTo(id.contains("Xe") ? "Xe" : null);
    if (Double.isInfinite(least)) {
      assertThat(row.<Double>getAs(NearestTable.DISTANCE)).isNull();
    } else {
      assertThat(row.<Double>getAs(NearestTable.DISTANCE)).isCloseTo(least, within(1e-12));
      String nearest = row.getAs(NearestTable.NEAREST);
      assertThat(folds.get(nearest)).isEqualTo(Fold.TRAIN);
      assertThat(means.get(id).distance(means.get(nearest))).isCloseTo(least, within(1e-12));
    }
  }

  @Test
  void anotherMeasurementTakesThePlaceOfTheFirst() {
    Leakage first = MeasureLeakage.run(spark, workspace, "s", "file", materials);
    assertThat(MeasureLeakage.run(spark, workspace, "s", "file", materials)).isEqualTo(first);
    assertThat(LeakageTable.read(spark, workspace, "s").count()).isEqualTo(LEVELS.size());
    assertThat(NearestTable.read(spark, workspace, "s").count())
        .isEqualTo(folds.values().stream().filter(fold -> fold != Fold.TRAIN).count());
  }

  @Test
  void forgetsSplitsThatAreGone() {
    SplitTable.TABLE.append(
        workspace, SplitTable.read(spark, workspace, "s").withColumn("split_name", lit("gone")));
    MeasureLeakage.run(spark, workspace, "s", "file", materials);
    MeasureLeakage.run(spark, workspace, "gone", "file", materials);
    SplitTable.TABLE.delete(spark, workspace, "split_name = 'gone'");

    MeasureLeakage.forgetGone(spark, workspace);

    assertThat(LeakageTable.read(spark, workspace, "gone").count()).isZero();
    assertThat(NearestTable.read(spark, workspace, "gone").count()).isZero();
    assertThat(LeakageTable.read(spark, workspace, "s").count()).isEqualTo(LEVELS.size());
  }

  /** Cubes of few elements, edges and places: many are related. */
  private static List<SummaryDocument> crystals(Random random) {
    List<SummaryDocument> crystals = new ArrayList<>();
    for (int k = 0; k < 60; k++) {
      String element = k < 2 ? "Xe" : List.of("Na", "K", "Cs").get(random.nextInt(3));
      String other = List.of("Cl", "Br").get(random.nextInt(2));
      double edge = List.of(4.0, 4.0, 4.02, 4.6).get(random.nextInt(4));
      double place = List.of(0.5, 0.5, 0.4).get(random.nextInt(3));
      crystals.add(
          cesiumChloride("m" + k + element, edge)
              .with(
                  "structure",
                  structure(
                      edge,
                      site(element, "[0,0,0]"),
                      site(other, "[%1$s,%1$s,%1$s]".formatted(place)))));
    }
    return crystals;
  }

  private LevelLeak expected(LevelLeak leak) {
    Map<String, List<String>> groups =
        folds.keySet().stream()
            .collect(Collectors.groupingBy(id -> value(levels.get(id), leak.level())));
    String largest =
        groups.entrySet().stream()
            .max(
                Comparator.comparing((Map.Entry<String, List<String>> e) -> e.getValue().size())
                    .thenComparing(Map.Entry::getKey))
            .orElseThrow()
            .getKey();
    long shared =
        groups.values().stream()
            .filter(ids -> ids.stream().map(folds::get).distinct().count() > 1)
            .count();
    Predicate<List<String>> trained =
        ids -> ids.stream().anyMatch(id -> folds.get(id) == Fold.TRAIN);
    long known =
        groups.values().stream()
            .filter(trained)
            .flatMap(List::stream)
            .filter(id -> folds.get(id) == Fold.TEST)
            .count();
    long test = folds.values().stream().filter(fold -> fold == Fold.TEST).count();
    return new LevelLeak(
        leak.level(), groups.size(), largest, groups.get(largest).size(), shared, known, test);
  }

  private static String value(Row levels, Level level) {
    return levels.getAs(level.column());
  }

  private String finest(String id) {
    for (Level level : LEVELS) {
      for (String other : folds.keySet()) {
        if (folds.get(other) == Fold.TRAIN
            && value(levels.get(other), level).equals(value(levels.get(id), level))) {
          return level.word();
        }
      }
    }
    return null;
  }

  private double least(String id) {
    return folds.keySet().stream()
        .filter(other -> folds.get(other) == Fold.TRAIN)
        .filter(
            other ->
                value(levels.get(other), Level.CHEMICAL_SYSTEM)
                    .equals(value(levels.get(id), Level.CHEMICAL_SYSTEM)))
        .mapToDouble(other -> means.get(id).distance(means.get(other)))
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
