package org.latticework.pipeline.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.group.RefusedSplitException;

class MatbenchFoldsIT {
  private static final StructType COLUMNS =
      new StructType()
          .add("material_id", DataTypes.StringType)
          .add("source", DataTypes.StringType)
          .add("record", DataTypes.StringType)
          .add("reason", DataTypes.StringType)
          .add("graph_config", DataTypes.StringType);

  private final SparkSession spark = SparkForTests.session();
  private final List<Row> materials = new ArrayList<>();
  private final List<Row> rejections = new ArrayList<>();

  private Dataset<Row> rows(List<Row> rows) {
    return spark.createDataFrame(rows, COLUMNS);
  }

  private static Row row(String id, String source, String record) {
    return row(id, source, record, "MALFORMED_JSON");
  }

  private static Row row(String id, String source, String record, String reason) {
    return RowFactory.create(id, source, record, reason, null);
  }

  private Map<String, Integer> folds() {
    return MatbenchFolds.of(rows(materials), rows(rejections)).collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getInt(1)));
  }

  private void refuses(String complaint) {
    assertThatThrownBy(this::folds)
        .isInstanceOf(RefusedSplitException.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void findsTheRowOfAMaterialInItsNameWhateverElseIsThere() {
    KFold folds = new KFold(636, 5, 18012019);
    materials.add(row("mb-jdft2d-636", "x", "index 0"));
    materials.add(row("mb-jdft2d-001", "y", "index 7"));
    materials.add(row("mb-jdft2d-010", "x", "index 1"));
    assertThat(folds())
        .isEqualTo(
            Map.of(
                "mb-jdft2d-001", folds.foldOf(0),
                "mb-jdft2d-010", folds.foldOf(9),
                "mb-jdft2d-636", folds.foldOf(635)));
    materials.add(row("mb-jdft2d-637", "x", "index 2"));
    refuses("has the rows 1 to 636, but names go from 1 to 637");
  }

  @Test
  void countsTheRecordsOfAFileByTheirNumbersRejectedOnesToo() {
    // scikit-learn: see kfold.txt, n = 10
    int[] folds = {4, 0, 1, 1, 2, 3, 4, 3, 2, 0};
    for (int line = 1; line <= 10; line++) {
      boolean good = line != 3;
      // Names sort otherwise than numbers, and so do records: line 10 is before line 2.
      (good ? materials : rejections).add(row("x-" + (99 - line), "f.jsonl", "line " + line));
    }
    Map<String, Integer> found = folds();
    assertThat(found).hasSize(9);
    found.forEach(
        (id, fold) ->
            assertThat(fold).as(id).isEqualTo(folds[98 - Integer.parseInt(id.substring(2))]));

    materials.add(row("y", "other.jsonl", "line 1"));
    refuses("are of several, such as ");
  }

  @Test
  void dealsAllRowsOfAFileAsItDealsThoseThatAreMaterials() {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (int place = 0; place < 12; place++) {
      if (place != 5) { // has no name
        places.put("mb-mine-%02d".formatted(place + 1), place);
      }
      if (place % 3 > 0) { // the others are rejected
        materials.add(row("mb-mine-%02d".formatted(place + 1), "f.json", "index " + place));
      } else {
        rejections.add(row("none", "f.json", "index " + place));
      }
    }
    Map<String, Integer> all = MatbenchFolds.ofRows(places, 12);
    assertThat(all).hasSize(11);
    Map<String, Integer> found = new TreeMap<>(folds());
    found.remove("mb-mine-06");
    assertThat(all).containsAllEntriesOf(found);

    materials.clear();
    rejections.clear();
    places.clear();
    for (int number : new int[] {1, 7, 636}) {
      String id = "mb-jdft2d-%03d".formatted(number);
      materials.add(row(id, "f.json", "index " + places.size()));
      places.put(id, places.size());
    }
    assertThat(MatbenchFolds.ofRows(places, 5)).isEqualTo(folds());
    assertThat(MatbenchFolds.rows("jdft2d")).hasValue(636);
    assertThat(MatbenchFolds.rows("mine")).isEmpty();
    places.put("mb-jdft2d-637", 4);
    assertThatThrownBy(() -> MatbenchFolds.ofRows(places, 5))
        .isInstanceOf(RefusedSplitException.class)
        .hasMessage("This dataset of Matbench has the rows 1 to 636, got mb-jdft2d-637");
  }

  @Test
  void refusesAFileWhoseRecordsItCannotCount() {
    for (int index = 0; index < 8; index++) {
      materials.add(row("x-" + index, "f.json", "index " + index));
    }
    assertThat(folds()).hasSize(8);
    Row third = materials.remove(3); // as if another record of the same id had come later
    refuses("of those of f.json only 7 are materials or rejections, with gaps");
    materials.add(third);
    Row first = materials.remove(0);
    refuses("with gaps between their numbers");
    materials.add(first);
    for (String reason : List.of("TRUNCATED_FILE", "CORRUPT_FILE", "ENDLESS_EXPANSION")) {
      rejections.clear();
      rejections.add(row("none", "f.json", "index 8", reason));
      refuses("f.json was not read to its end: index 8, " + reason);
    }
    rejections.clear();
    rejections.add(row("none", "other.json", "index 8", "CORRUPT_FILE"));
    assertThat(folds()).hasSize(8);
  }

  @Test
  void countsTheRowsOfATableWhoseCellsHaveSeveralLines() {
    int[] folds = {4, 0, 1, 1, 2, 3, 4, 3, 2, 0}; // as above
    for (int row = 1; row <= 10; row++) {
      materials.add(row("x-" + row, "f.csv", "line %d, row %d".formatted(30 * row, row)));
    }
    folds()
        .forEach(
            (id, fold) ->
                assertThat(fold).as(id).isEqualTo(folds[Integer.parseInt(id.substring(2)) - 1]));
  }

  @Test
  void refusesWhatHasNoSuchFolds() {
    materials.add(row("mb-mp-is-metal-000001", "x", "index 0"));
    refuses("a classification, whose folds Matbench stratifies");
    materials.add(row("mp-1", "x", "index 1"));
    refuses("these materials are of several: ");
    materials.clear();
    materials.add(row("mp-1", "x", "index 0"));
    refuses("five folds, and x has 1 records");
  }
}
