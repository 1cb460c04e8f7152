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
import org.junit.jupiter.api.BeforeEach;
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

  @TempDir private Path folder;
  private final SparkSession spark = SparkForTests.session();
  private Workspace workspace;

  @BeforeEach
  void openWorkspace() {
    workspace = new Workspace(folder.resolve("work").toString());
  }

  /** Chlorides of elements, each as two polymorphs of another edge. */
  private void ingestChlorides(int first, int last) throws Exception {
    Object[] documents =
        IntStream.rangeClosed(first, last)
            .boxed()
            .flatMap(z -> Stream.of(chloride(z, "a", 4.0), chloride(z, "b", 4.5)))
            .toArray();
    Path dump = write(folder.resolve("dump.jsonl"), documents);
    Ingest.run(spark, workspace, IngestOptions.of(dump.toString()));
  }

  private static SummaryDocument chloride(int z, String polymorph, double edge) {
    return cesiumChloride("mp-" + z + polymorph, edge)
        .with(
            "structure",
            structure(
                edge, site(Element.ofNumber(z).symbol(), "[0,0,0]"), site("Cl", "[0.5,0.5,0.5]")));
  }

  private Map<String, String> folds(String name) {
    return SplitTable.read(spark, workspace, name).collectAsList().stream()
        .collect(
            Collectors.toMap(
                row -> row.getAs(SplitTable.MATERIAL_ID), row -> row.getAs(SplitTable.FOLD)));
  }

  @Test
  void keepsPolymorphsTogetherByCompositionAndNotAtRandom() throws Exception {
    ingestChlorides(20, 59);
    SplitResult composition =
        Split.run(
            spark,
            workspace,
            SplitOptions.of("composition", SplitStrategy.COMPOSITION, FRACTIONS, 1));
    SplitResult random =
        Split.run(spark, workspace, SplitOptions.of("random", SplitStrategy.RANDOM, FRACTIONS, 1));

    assertThat(composition.groups()).isEqualTo(40);
    assertThat(composition.leakingGroups()).isZero();
    assertThat(composition.train() + composition.validation() + composition.test()).isEqualTo(80);
    assertThat(random.groups()).isEqualTo(80);
    assertThat(random.leakingGroups()).isZero();
    Map<String, String> folds = folds("random");
    long leaking =
        IntStream.rangeClosed(20, 59)
            .filter(z -> !folds.get("mp-" + z + "a").equals(folds.get("mp-" + z + "b")))
            .count();
    assertThat(leaking).isPositive();
  }

  @Test
  void keepsFoldsAsTheDatabaseGrowsAndCommitsOnlyForNewMaterials() throws Exception {
    SplitOptions options = SplitOptions.of("default", SplitStrategy.COMPOSITION, FRACTIONS, 3);
    ingestChlorides(30, 45);
    Split.run(spark, workspace, options);
    Map<String, String> before = folds("default");
    long version = SplitTable.TABLE.version(spark, workspace);
    Split.run(spark, workspace, options);
    assertThat(SplitTable.TABLE.version(spark, workspace)).isEqualTo(version);

    ingestChlorides(46, 50);
    Split.run(spark, workspace, options);
    Map<String, String> after = folds("default");
    assertThat(after).hasSize(before.size() + 10).containsAllEntriesOf(before);
  }

  @Test
  void movesMaterialsOnlyIfItMayOverwrite() throws Exception {
    ingestChlorides(30, 45);
    SplitOptions first = SplitOptions.of("default", SplitStrategy.COMPOSITION, FRACTIONS, 3);
    SplitOptions other = SplitOptions.of("other", SplitStrategy.COMPOSITION, FRACTIONS, 3);
    Split.run(spark, workspace, first);
    Split.run(spark, workspace, other);
    SplitOptions changed = SplitOptions.of("default", SplitStrategy.COMPOSITION, FRACTIONS, 4);
    Map<String, String> before = folds("default");

    assertThatThrownBy(() -> Split.run(spark, workspace, changed))
        .isInstanceOf(RefusedSplitException.class)
        .hasMessageStartingWith("Split 'default' exists and decides otherwise on ")
        .hasMessageEndingWith(
            "Else give the split another name, or replace it with latticework split --overwrite");
    assertThat(folds("default")).isEqualTo(before);

    long version = SplitTable.TABLE.version(spark, workspace);
    Split.run(spark, workspace, changed.overwriting());
    assertThat(SplitTable.TABLE.version(spark, workspace)).isEqualTo(version + 1);
    assertThat(folds("default")).isNotEqualTo(before).hasSameSizeAs(before);
    assertThat(folds("other")).isEqualTo(before);
  }

  @Test
  void dropsMaterialsThatItNoLongerDecidesOnWhereItMayOverwrite() throws Exception {
    ingestChlorides(30, 31);
    Split.run(spark, workspace, fromFile("material_id,fold", "mp-30a,train", "mp-30b,test"));
    SplitOptions fewer = fromFile("material_id,fold", "mp-30a,train");
    Split.run(spark, workspace, fewer);
    assertThat(folds("given")).hasSize(2);
    long version = SplitTable.TABLE.version(spark, workspace);
    assertThat(Split.run(spark, workspace, fewer.overwriting()).test()).isZero();
    assertThat(folds("given")).isEqualTo(Map.of("mp-30a", "train"));
    Split.run(spark, workspace, fewer.overwriting());
    assertThat(SplitTable.TABLE.version(spark, workspace)).isEqualTo(version + 1);
  }

  @Test
  void refusesToMoveAMaterialThatAReleaseHasChanged() throws Exception {
    ingestChlorides(30, 45);
    SplitOptions options = SplitOptions.of("default", SplitStrategy.COMPOSITION, FRACTIONS, 3);
    Split.run(spark, workspace, options);
    String fold = folds("default").get("mp-30a");
    int other =
        IntStream.rangeClosed(31, 45)
            .filter(z -> !folds("default").get("mp-" + z + "a").equals(fold))
            .findFirst()
            .orElseThrow();
    SummaryDocument changed =
        chloride(other, "a", 4.0)
            .with("material_id", "\"mp-30a\"")
            .with("builder_meta", "{\"database_version\": \"2999-01-01\"}");
    Path dump = write(folder.resolve("changed.jsonl"), changed);
    Ingest.run(spark, workspace, IngestOptions.of(dump.toString()));
    assertThatThrownBy(() -> Split.run(spark, workspace, options))
        .isInstanceOf(RefusedSplitException.class)
        .hasMessageContaining("on 1 materials: mp-30a is in " + fold)
        .hasMessageContaining("a newer release moved these materials");
  }

  private SplitOptions fromFile(Object... lines) throws Exception {
    // A pattern to Spark that fits no such file, and a percent sign.
    Path file = write(folder.resolve("folds 50% [a]{b}*?.csv"), lines);
    return SplitOptions.of(
        "given", Criterion.file(file.toString(), false), FoldSizes.of(FRACTIONS), 0);
  }

  @Test
  void refusesALevelThatTheDataLack() throws Exception {
    ingestChlorides(30, 31);
    SplitOptions options =
        SplitOptions.of("near", SplitStrategy.COMPOSITION, FRACTIONS, 0)
            .with(Grouping.keepingApart(Level.NEAR_DUPLICATE));
    assertThatThrownBy(() -> Split.run(spark, workspace, options))
        .isInstanceOf(RefusedSplitException.class)
        .hasMessageStartingWith("4 of 4 materials, such as mp-30a, have no near-duplicate");
  }

  @Test
  void takesFoldsFromAFile() throws Exception {
    ingestChlorides(30, 31);
    SplitOptions given =
        fromFile("material_id,fold", "mp-30a,train", "mp-30b,test", "mp-gone,test");
    SplitOutcome outcome = Split.all(spark, workspace, given).get(0);

    assertThat(folds("given")).isEqualTo(Map.of("mp-30a", "train", "mp-30b", "test"));
    String file = given.criterion().file().orElseThrow();
    String unknown = file + " names 1 that are no materials, such as mp-gone";
    assertThat(outcome.notes()).containsExactly(unknown);
    SplitOptions strict = SplitOptions.of("strict", Criterion.file(file, true), given.sizes(), 0);
    assertThatThrownBy(() -> Split.run(spark, workspace, strict))
        .isInstanceOf(RefusedSplitException.class)
        .hasMessage(unknown);
    assertThat(folds("strict")).isEmpty();
  }

  @Test
  void refusesAFileThatIsNoFileOfFolds() throws Exception {
    ingestChlorides(30, 30);
    for (var faulty :
        Map.of(
                List.of("id,fold", "mp-30a,train"), "should have the columns material_id and fold",
                List.of("material_id,fold", "mp-30a,exam"), "mp-30a,exam",
                List.of("material_id,fold", "mp-30a,test", "mp-30a,train"), "more than once",
                List.of("material_id,fold", "mp-x,test"), "names none of the materials")
            .entrySet()) {
      SplitOptions options = fromFile(faulty.getKey().toArray());
      assertThatThrownBy(() -> Split.run(spark, workspace, options))
          .isInstanceOf(RefusedSplitException.class)
          .hasMessageContaining(faulty.getValue());
    }
    assertThat(Fold.ofWord("test")).isEqualTo(Fold.TEST);
  }
}
