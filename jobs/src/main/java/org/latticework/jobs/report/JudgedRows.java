package org.latticework.jobs.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.latticework.featurizer.crystal.Element;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.model.Provenance;
import org.latticework.jobs.report.data.TablesRead;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.model.PredictionTable;
import org.latticework.report.judged.Certainty;
import org.latticework.report.judged.Crystal;
import org.latticework.report.judged.JudgedColumn;
import org.latticework.report.judged.Judgment;
import org.latticework.trainer.task.Classification;
import org.latticework.trainer.task.Task;

/** Reads what a model said from the table of predictions, with what is known of the materials. */
final class JudgedRows {
  /** Crystals of a model that a page can bear. */
  static final long MOST = 200_000;

  private static final int PARTS = 1_000_000; // of what hashes are drawn from
  private static final String OWN = "own";

  private static final Comparator<Judgment> ORDER =
      Comparator.comparing((Judgment judgment) -> Fold.ofWord(judgment.fold()))
          .thenComparing(judgment -> judgment.crystal().id());

  private final TablesRead tables;
  private final ModelVersion version;
  private final Provenance provenance;
  private final Task task;
  private final List<Double> levels;
  private final Map<String, Crystal> crystals = new HashMap<>();

  /**
   * Reads of a model.
   *
   * @param tables that materials are read from
   * @param levels of the intervals of each column; fewer, or none, where a column has no intervals
   */
  JudgedRows(
      TablesRead tables,
      ModelVersion version,
      Provenance provenance,
      Task task,
      List<Double> levels) {
    this.tables = tables;
    this.version = version;
    this.provenance = provenance;
    this.task = task;
    this.levels = List.copyOf(levels);
  }

  /**
   * Reads the rows of this training.
   *
   * @param most crystals; if there are more, of train those are kept whose ids have the smallest
   *     hashes, and all of test and validation, or if these alone are too many, of all folds alike
   */
  JudgedCrystals read(long most) {
    Dataset<Row> all =
        PredictionTable.read(tables.spark(), tables.workspace())
            .where(col(PredictionTable.MODEL).equalTo(version.name()));
    Column own =
        coalesce(col(PredictionTable.TRAINING_ID).equalTo(version.trainingId()), lit(false))
            .and(columnOrFirst().isin(task.outputs().toArray()));
    Map<Fold, Long> counts = new EnumMap<>(Fold.class);
    long others = 0;
    for (Row row : all.groupBy(own.as(OWN), col(PredictionTable.FOLD)).count().collectAsList()) {
      if (row.getBoolean(0)) {
        counts.put(Fold.ofWord(row.getString(1)), row.getLong(2) / task.outputs().size());
      } else {
        others += row.getLong(2);
      }
    }
    if (counts.isEmpty()) {
      return new JudgedCrystals(List.of(), Set.of(), others, 0);
    }
    Shown shown = Shown.of(counts, most);
    Dataset<Row> rows = shown.isAll() ? all.where(own) : all.where(own).where(shown.condition());
    List<JudgedColumn> columns = columns(joined(rows).collectAsList());
    long asked = counts.values().stream().mapToLong(Long::longValue).sum();
    return new JudgedCrystals(columns, counts.keySet(), others, shown.isAll() ? 0 : asked);
  }

  /** Rows of older builds do not name their column: there was one. */
  private Column columnOrFirst() {
    return coalesce(col(PredictionTable.COLUMN), lit(task.outputs().get(0)));
  }

  /**
   * Which part of the judged crystals is shown.
   *
   * @param train of the training fold
   * @param others of the other folds: 1 unless they alone are too many
   */
  private record Shown(double train, double others) {
    static Shown of(Map<Fold, Long> counts, long most) {
      double train = counts.getOrDefault(Fold.TRAIN, 0L);
      double others = counts.values().stream().mapToLong(Long::longValue).sum() - train;
      return others < most
          ? new Shown(train <= most - others ? 1 : (most - others) / train, 1)
          : new Shown(most / (train + others), most / (train + others));
    }

    boolean isAll() {
      return train >= 1 && others >= 1;
    }

    Column condition() {
      Column hash = pmod(xxhash64(col(PredictionTable.MATERIAL_ID)), lit(PARTS));
      Column part =
          when(col(PredictionTable.FOLD).equalTo(Fold.TRAIN.word()), train).otherwise(others);
      return hash.lt(part.multiply(PARTS));
    }
  }

  private Dataset<Row> joined(Dataset<Row> predictions) {
    Dataset<Row> materials =
        tables
            .materials()
            .select(
                MaterialTable.MATERIAL_ID,
                MaterialTable.FORMULA_PRETTY,
                MaterialTable.CHEMICAL_SYSTEM,
                MaterialTable.NSITES,
                MaterialTable.SYMMETRY_NUMBER);
    String[] id = {PredictionTable.MATERIAL_ID};
    return predictions
        .join(materials, id, "left")
        .withColumn(PredictionTable.COLUMN, columnOrFirst());
  }

  private List<JudgedColumn> columns(List<Row> rows) {
    Map<String, List<Judgment>> byColumn = new HashMap<>();
    for (Row row : rows) {
      byColumn
          .computeIfAbsent(row.getAs(PredictionTable.COLUMN), column -> new ArrayList<>())
          .add(judgment(row));
    }
    boolean classes = task instanceof Classification;
    List<JudgedColumn> columns = new ArrayList<>();
    for (int c = 0; c < task.outputs().size(); c++) {
      List<Judgment> judgments = byColumn.getOrDefault(task.outputs().get(c), List.of());
      if (!judgments.isEmpty()) {
        columns.add(
            new JudgedColumn(
                version.name(),
                task.outputs().get(c),
                classes ? "1" : provenance.targets().get(c).unit(),
                classes,
                c < levels.size() ? levels.get(c) : Double.NaN,
                judgments.stream().sorted(ORDER).toList()));
      }
    }
    return columns;
  }

  private Judgment judgment(Row row) {
    String id = row.getAs(PredictionTable.MATERIAL_ID);
    return new Judgment(
        crystals.computeIfAbsent(id, key -> crystal(id, row)),
        row.getAs(PredictionTable.FOLD),
        target(number(row, PredictionTable.TARGET)),
        row.getAs(PredictionTable.PREDICTION),
        new Certainty(
            number(row, PredictionTable.STD),
            number(row, PredictionTable.LOWER),
            number(row, PredictionTable.UPPER)),
        number(row, PredictionTable.NEAREST_DISTANCE));
  }

  private double target(double value) {
    if (task instanceof Classification classes && !Double.isNaN(value)) {
      return value > classes.threshold() ? 1 : 0;
    }
    return value;
  }

  /** Returns what is known of a material; a table that has lost it knows its name alone. */
  private static Crystal crystal(String id, Row row) {
    String formula = row.getAs(MaterialTable.FORMULA_PRETTY);
    if (formula == null) {
      return new Crystal(id, id, List.of(), 0, 0);
    }
    Integer group = row.getAs(MaterialTable.SYMMETRY_NUMBER);
    return new Crystal(
        id,
        formula,
        elements(row.getAs(MaterialTable.CHEMICAL_SYSTEM)),
        row.<Integer>getAs(MaterialTable.NSITES),
        group == null ? 0 : group);
  }

  private static List<Element> elements(String chemicalSystem) {
    return Arrays.stream(chemicalSystem.split("-"))
        .map(symbol -> Element.ofSymbol(symbol).orElseThrow())
        .sorted()
        .toList();
  }

  private static double number(Row row, String column) {
    Double value = row.getAs(column);
    return value == null ? Double.NaN : value;
  }
}
