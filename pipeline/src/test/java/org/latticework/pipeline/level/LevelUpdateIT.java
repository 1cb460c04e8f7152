package org.latticework.pipeline.level;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;
import static org.latticework.pipeline.SummaryDocument.site;
import static org.latticework.pipeline.SummaryDocument.structure;
import static org.latticework.pipeline.SummaryDocument.write;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.featurizer.fingerprint.Fingerprint;
import org.latticework.featurizer.fingerprint.FingerprintBuilder;
import org.latticework.featurizer.fingerprint.Leaders;
import org.latticework.pipeline.SharedData;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.SummaryDocument;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.ingest.Ingest;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.table.FingerprintTable;
import org.latticework.pipeline.table.LevelTable;
import org.latticework.pipeline.table.MaterialTable;

class LevelUpdateIT {
  @TempDir private Path folder;
  private final SparkSession spark = SparkForTests.session();
  private Workspace workspace;
  private int dumps;

  @BeforeEach
  void openWorkspace() {
    workspace = new Workspace(folder.resolve("work").toString());
  }

  private void ingest(SummaryDocument... documents) throws Exception {
    Path dump = write(folder.resolve("dump-" + dumps++ + ".jsonl"), (Object[]) documents);
    Ingest.run(spark, workspace, IngestOptions.of(dump.toString()));
  }

  /** A cube of two elements, in the corner and at a place on its diagonal. */
  private static SummaryDocument cube(
      String id, String element, String other, double edge, double place) {
    return cesiumChloride(id, edge)
        .with(
            "structure",
            structure(
                edge, site(element, "[0,0,0]"), site(other, "[%1$s,%1$s,%1$s]".formatted(place))));
  }

  /** Returns the levels of each material, by its name. */
  private Map<String, Row> levels() {
    return Levels.of(spark, workspace, MaterialTable.read(spark, workspace))
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(row -> row.getAs(MaterialTable.MATERIAL_ID), row -> row));
  }

  private static void assertSame(String level, Row... rows) {
    assertThat(Stream.of(rows).map(row -> row.getAs(level)).distinct()).hasSize(1);
  }

  private static void assertDistinct(String level, Row... rows) {
    assertThat(Stream.of(rows).map(row -> row.getAs(level))).doesNotHaveDuplicates();
  }

  @Test
  void tellsNearDuplicatesPolymorphsAndPrototypes() throws Exception {
    ingest(
        cube("caesium", "Cs", "Cl", 4.12, 0.5),
        cube("strained", "Cs", "Cl", 4.15, 0.5),
        cube("swollen", "Cs", "Cl", 4.4, 0.5),
        cube("bromide", "Cs", "Br", 4.3, 0.5),
        cube("askew", "Cs", "Cl", 4.12, 0.38));
    LevelResult result = LevelUpdate.run(spark, workspace);

    assertThat(result.structures()).isEqualTo(5);
    assertThat(result.alone()).isZero();
    assertThat(result.work().comparisons()).isPositive();
    Map<String, Row> of = levels();
    assertSame("near_duplicate", of.get("caesium"), of.get("strained"));
    assertDistinct(
        "near_duplicate", of.get("caesium"), of.get("swollen"), of.get("bromide"), of.get("askew"));
    assertSame("prototype", of.get("caesium"), of.get("swollen"), of.get("bromide"));
    assertDistinct("prototype", of.get("caesium"), of.get("askew"));
    assertSame("protostructure", of.get("caesium"), of.get("swollen"));
    assertDistinct("protostructure", of.get("caesium"), of.get("bromide"), of.get("askew"));
    assertThat(of.get("caesium").<String>getAs("prototype")).matches("AB-[0-9a-f]{12}");
    Row leader = row(of.get("caesium").getAs("near_duplicate"));
    assertThat(leader.<Double>getAs(LevelTable.NEAR_DUPLICATE_DISTANCE)).isZero();
  }

  private Row row(String hash) {
    return LevelTable.read(spark, workspace)
        .where(LevelTable.STRUCTURE_HASH + " = '" + hash + "'")
        .first();
  }

  @Test
  void newCrystalsJoinClassesThatAreThere() throws Exception {
    ingest(cube("first", "Cs", "Cl", 4.12, 0.5), cube("other", "Na", "Cl", 4.12, 0.3));
    LevelUpdate.run(spark, workspace);
    List<Row> before = LevelTable.read(spark, workspace).collectAsList();
    assertThat(LevelUpdate.run(spark, workspace)).isEqualTo(LevelResult.NOTHING_NEW);

    ingest(
        cube("near", "Cs", "Cl", 4.14, 0.5),
        cube("far", "Cs", "Cl", 4.14, 0.4),
        cube("type", "K", "Cl", 3.7, 0.5));
    assertThat(LevelUpdate.run(spark, workspace).structures()).isEqualTo(3);

    assertThat(LevelTable.read(spark, workspace).collectAsList()).containsAll(before).hasSize(5);
    Map<String, Row> of = levels();
    String first = of.get("first").getAs(MaterialTable.STRUCTURE_HASH);
    assertThat(of.get("near").<String>getAs("near_duplicate")).isEqualTo(first);
    assertSame("prototype", of.get("first"), of.get("near"), of.get("type"));
    assertDistinct("near_duplicate", of.get("first"), of.get("far"), of.get("type"));
  }

  @Test
  void aRunKilledBetweenItsCommitsIsCompletedByTheNext() throws Exception {
    ingest(cube("one", "Cs", "Cl", 4.12, 0.5), cube("two", "Cs", "Cl", 4.13, 0.5));
    LevelUpdate.run(spark, workspace);
    List<Row> levels = LevelTable.read(spark, workspace).collectAsList();
    LevelTable.TABLE.delete(spark, workspace, "true");

    assertThat(LevelUpdate.run(spark, workspace).structures()).isEqualTo(2);

    assertThat(LevelTable.read(spark, workspace).collectAsList())
        .containsExactlyInAnyOrderElementsOf(levels);
    assertThat(FingerprintTable.read(spark, workspace).count()).isEqualTo(2);
  }

  @Test
  void aCrystalWithoutFingerprintStandsAlone() throws Exception {
    ingest(cube("good", "Cs", "Cl", 4.12, 0.5), cube("twice", "Cs", "Cs", 4.12, 1e-5));
    LevelResult result = LevelUpdate.run(spark, workspace);

    assertThat(result.structures()).isEqualTo(2);
    assertThat(result.alone()).isEqualTo(1);
    Row alone = levels().get("twice");
    assertThat(alone.<String>getAs("near_duplicate"))
        .isEqualTo(alone.getAs(MaterialTable.STRUCTURE_HASH));
    assertThat(alone.<String>getAs("prototype")).startsWith("alone-");
    assertThat(LevelUpdate.run(spark, workspace)).isEqualTo(LevelResult.NOTHING_NEW);
  }

  /** The same classes as one plain loop over all crystals, formula by formula, makes. */
  @Test
  void classesAreThoseOfAPlainLoop() throws Exception {
    String dump = SharedData.file("mp-oxides-50.jsonl.gz").toString();
    Ingest.run(spark, workspace, IngestOptions.of(dump));
    LevelUpdate.run(spark, workspace);

    TreeMap<String, Row> rows = new TreeMap<>(); // by formula and structure
    for (Row row : MaterialTable.read(spark, workspace).collectAsList()) {
      rows.put(
          row.<String>getAs(MaterialTable.REDUCED_FORMULA)
              + " "
              + row.getAs(MaterialTable.STRUCTURE_HASH),
          row);
    }
    Map<String, Leaders> types = new HashMap<>();
    Map<String, String> expected = new HashMap<>();
    for (Row row : rows.values()) {
      String hash = row.getAs(MaterialTable.STRUCTURE_HASH);
      Fingerprint fingerprint = new FingerprintBuilder().build(MaterialTable.structure(row));
      String formula = MaterialTable.structure(row).composition().anonymousFormula();
      String name = Prototype.nameOf(formula, hash);
      expected.put(
          hash,
          types
              .computeIfAbsent(formula, key -> new Leaders(0.04, Double.POSITIVE_INFINITY))
              .assign(name, fingerprint.anonymousRows(), 1)
              .leader());
    }
    for (Row row : LevelTable.read(spark, workspace).collectAsList()) {
      String hash = row.getAs(LevelTable.STRUCTURE_HASH);
      assertThat(row.<String>getAs(LevelTable.NEAR_DUPLICATE)).isEqualTo(hash); // one a formula
      assertThat(row.<String>getAs(LevelTable.PROTOTYPE)).isEqualTo(expected.get(hash));
    }
    assertThat(expected.values().stream().distinct().count()).isBetween(2L, 49L);
  }

  @Test
  void theTableHoldsTheFingerprintAsItWasMade() throws Exception {
    ingest(cube("askew", "Cs", "Cl", 4.12, 0.38));
    LevelUpdate.run(spark, workspace);
    Row material = MaterialTable.read(spark, workspace).first();
    Fingerprint expected = new FingerprintBuilder().build(MaterialTable.structure(material));

    var stored =
        FingerprintTable.read(
                FingerprintTable.read(spark, workspace),
                org.apache.spark.sql.functions.lit(7),
                org.apache.spark.sql.Encoders.INT())
            .first();

    assertThat(stored._1()).isEqualTo(7);
    Fingerprint found = stored._2().fingerprint();
    assertThat(stored._2().reducedFormula()).isEqualTo("Cl Cs");
    assertThat(stored._2().anonymousFormula()).isEqualTo("A B");
    assertThat(found.elements()).isEqualTo(expected.elements());
    assertThat(found.amounts()).isEqualTo(expected.amounts());
    assertThat(found.atomVolume()).isCloseTo(expected.atomVolume(), within(0.0));
    assertThat(found.rowElements()).isEqualTo(expected.rowElements());
    assertThat(found.weights()).isEqualTo(expected.weights());
    assertThat(found.distances()).isEqualTo(expected.distances());
    assertThat(Arrays.equals(found.meanDistances().values(), expected.meanDistances().values()))
        .isTrue();
  }
}
