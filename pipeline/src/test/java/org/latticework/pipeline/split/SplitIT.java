package org.latticework.pipeline.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;
import static org.latticework.pipeline.SummaryDocument.site;
import static org.latticework.pipeline.SummaryDocument.structure;
import static org.latticework.pipeline.SummaryDocument.write;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.featurizer.crystal.Element;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.SummaryDocument;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.group.Level;
import org.latticework.pipeline.group.RefusedSplitException;
import org.latticework.pipeline.ingest.Ingest;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.SplitTable;

class SplitIT {
  private static final FoldFractions FRACTIONS = new FoldFractions(0.2, 0.2);

  @TempDir private static Path folder;
  private static final SparkSession SPARK = SparkForTests.session();
  private static Workspace workspace;

  @BeforeAll
  static void ingest() throws Exception {
    workspace = new Workspace(folder.resolve("work").toString());
    ingestChlorides(workspace, 30, 45);
  }

  /** Chlorides of elements, each as two polymorphs of another edge. */
  private static void ingestChlorides(Workspace workspace, int first, int last) throws Exception {
    Object[] documents =
        IntStream.rangeClosed(first, last)
            .boxed()
            .flatMap(z -> Stream.of(chloride(z, "a", 4.0), chloride(z, "b", 4.5)))
            .toArray();
    Path dump = write(folder.resolve("dump.jsonl"), documents);
    Ingest.run(SPARK, workspace, IngestOptions.of(dump.toString()));
  }

  private static SummaryDocument chloride(int z, String polymorph, double edge) {
    return cesiumChloride("mp-" + z + polymorph, edge)
        .with(
            "structure",
            structure(
                edge, site(Element.ofNumber(z).symbol(), "[0,0,0]"), site("Cl", "[0.5,0.5,0.5]")));
  }

  private static Map<String, String> folds(String name) {
    return folds(workspace, name);
  }

  private static Map<String, String> folds(Workspace workspace, String name) {
    return SplitTable.read(SPARK, workspace, name).collectAsList().stream()
        .collect(
            Collectors.toMap(
                row -> row.getAs(SplitTable.MATERIAL_ID), row -> row.getAs(SplitTable.FOLD)));
  }

  @Test
  void keepsPolymorphsTogetherByCompositionAndNotAtRandom() throws Exception {
    SplitResult composition =
        Split.run(
            SPARK,
            workspace,
            SplitOptions.of("composition", SplitStrategy.COMPOSITION, FRACTIONS, 1));
    SplitResult random =
        Split.run(SPARK, workspace, SplitOptions.of("random", SplitStrategy.RANDOM, FRACTIONS, 1));

    assertThat(composition.groups()).isEqualTo(16);
    assertThat(composition.leakingGroups()).isZero();
    assertThat(composition.train() + composition.validation() + composition.test()).isEqualTo(32);
    assertThat(random.groups()).isEqualTo(32);
    assertThat(random.leakingGroups()).isZero();
    Map<String, String> folds = folds("random");
    long leaking =
        IntStream.rangeClosed(30, 45)
            .filter(z -> !folds.get("mp-" + z + "a").equals(folds.get("mp-" + z + "b")))
            .count();
    assertThat(leaking).isPositive();
  }

  @Test
  void movesMaterialsOnlyIfItMayOverwrite() throws Exception {
    SplitOptions first = SplitOptions.of("default", SplitStrategy.COMPOSITION, FRACTIONS, 3);
    SplitOptions other = SplitOptions.of("other", SplitStrategy.COMPOSITION, FRACTIONS, 3);
    Split.run(SPARK, workspace, first);
    Split.run(SPARK, workspace, other);
    SplitOptions changed = SplitOptions.of("default", SplitStrategy.COMPOSITION, FRACTIONS, 4);
    Map<String, String> before = folds("default");

    assertThatThrownBy(() -> Split.run(SPARK, workspace, changed))
        .isInstanceOf(RefusedSplitException.class)
        .hasMessageStartingWith("Split 'default' exists and decides otherwise on ")
        .hasMessageEndingWith(
            "Else give the split another name, or replace it with latticework split --overwrite");
    assertThat(folds("default")).isEqualTo(before);

    long version = SplitTable.TABLE.version(SPARK, workspace);
    Split.run(SPARK, workspace, changed.overwriting());
    assertThat(SplitTable.TABLE.version(SPARK, workspace)).isEqualTo(version + 1);
    assertThat(folds("default")).isNotEqualTo(before).hasSameSizeAs(before);
    assertThat(folds("other")).isEqualTo(before);
  }

  @Test
  void dropsMaterialsThatItNoLongerDecidesOnWhereItMayOverwrite() throws Exception {
    Split.run(
        SPARK, workspace, fromFile("fewer", "material_id,fold", "mp-30a,train", "mp-30b,test"));
    SplitOptions fewer = fromFile("fewer", "material_id,fold", "mp-30a,train");
    Split.run(SPARK, workspace, fewer);
    assertThat(folds("fewer")).hasSize(2);
    long version = SplitTable.TABLE.version(SPARK, workspace);
    assertThat(Split.run(SPARK, workspace, fewer.overwriting()).test()).isZero();
    assertThat(folds("fewer")).isEqualTo(Map.of("mp-30a", "train"));
    Split.run(SPARK, workspace, fewer.overwriting());
    assertThat(SplitTable.TABLE.version(SPARK, workspace)).isEqualTo(version + 1);
  }

  @Test
  void decidesOnNewMaterialsAloneAndRefusesToMoveOneThatAReleaseHasChanged() throws Exception {
    Workspace growing = new Workspace(folder.resolve("growing").toString());
    ingestChlorides(growing, 30, 37);
    SplitOptions options = SplitOptions.of("default", SplitStrategy.COMPOSITION, FRACTIONS, 3);
    Split.run(SPARK, growing, options);
    Map<String, String> before = folds(growing, "default");
    long version = SplitTable.TABLE.version(SPARK, growing);
    Split.run(SPARK, growing, options);
    assertThat(SplitTable.TABLE.version(SPARK, growing)).isEqualTo(version);

    ingestChlorides(growing, 38, 45);
    Split.run(SPARK, growing, options);
    Map<String, String> after = folds(growing, "default");
    assertThat(after).hasSize(before.size() + 16).containsAllEntriesOf(before);

    String fold = after.get("mp-30a");
    int other =
        IntStream.rangeClosed(31, 45)
            .filter(z -> !after.get("mp-" + z + "a").equals(fold))
            .findFirst()
            .orElseThrow();
    SummaryDocument changed =
        chloride(other, "a", 4.0)
            .with("material_id", "\"mp-30a\"")
            .with("builder_meta", "{\"database_version\": \"2999-01-01\"}");
    Path dump = write(folder.resolve("changed.jsonl"), changed);
    Ingest.run(SPARK, growing, IngestOptions.of(dump.toString()));
    assertThatThrownBy(() -> Split.run(SPARK, growing, options))
        .isInstanceOf(RefusedSplitException.class)
        .hasMessageContaining("on 1 materials: mp-30a is in " + fold)
        .hasMessageContaining("a newer release moved these materials");
  }

  private static SplitOptions fromFile(String name, Object... lines) throws Exception {
    // A pattern to Spark that fits no such file, and a percent sign.
    Path file = write(folder.resolve("folds 50% [a]{b}*?.csv"), lines);
    return SplitOptions.of(
        name, Criterion.file(file.toString(), false), FoldSizes.of(FRACTIONS), 0);
  }

  @Test
  void refusesALevelThatTheDataLack() throws Exception {
    SplitOptions options =
        SplitOptions.of("near", SplitStrategy.COMPOSITION, FRACTIONS, 0)
            .with(Grouping.keepingApart(Level.NEAR_DUPLICATE));
    assertThatThrownBy(() -> Split.run(SPARK, workspace, options))
        .isInstanceOf(RefusedSplitException.class)
        .hasMessageStartingWith("32 of 32 materials, such as mp-30a, have no near-duplicate");
  }

  @Test
  void takesFoldsFromAFile() throws Exception {
    SplitOptions given =
        fromFile("given", "material_id,fold", "mp-30a,train", "mp-30b,test", "mp-gone,test");
    SplitOutcome outcome = Split.all(SPARK, workspace, given).get(0);

    assertThat(folds("given")).isEqualTo(Map.of("mp-30a", "train", "mp-30b", "test"));
    String file = given.criterion().file().orElseThrow();
    String unknown = file + " names 1 that are no materials, such as mp-gone";
    assertThat(outcome.notes()).containsExactly(unknown);
    SplitOptions strict = SplitOptions.of("strict", Criterion.file(file, true), given.sizes(), 0);
    assertThatThrownBy(() -> Split.run(SPARK, workspace, strict))
        .isInstanceOf(RefusedSplitException.class)
        .hasMessage(unknown);
    assertThat(folds("strict")).isEmpty();
  }

  @Test
  void refusesAFileThatIsNoFileOfFolds() throws Exception {
    for (var faulty :
        Map.of(
                List.of("id,fold", "mp-30a,train"), "should have the columns material_id and fold",
                List.of("material_id,fold", "mp-30a,exam"), "mp-30a,exam",
                List.of("material_id,fold", "mp-30a,test", "mp-30a,train"), "more than once",
                List.of("material_id,fold", "mp-x,test"), "names none of the materials")
            .entrySet()) {
      SplitOptions options = fromFile("faulty", faulty.getKey().toArray());
      assertThatThrownBy(() -> Split.run(SPARK, workspace, options))
          .isInstanceOf(RefusedSplitException.class)
          .hasMessageContaining(faulty.getValue());
    }
    assertThat(Fold.ofWord("test")).isEqualTo(Fold.TEST);
  }
}
