package org.latticework.pipeline.split;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.pipeline.group.Level;
import org.latticework.pipeline.group.RefusedSplitException;
import org.latticework.pipeline.table.SplitTable;

/** A fold never changes as the database grows, by every strategy that promises it. */
class GrowthIT {
  private static final FoldSizes SIZES = FoldSizes.of(new FoldFractions(0.25, 0.25));

  @TempDir private Path folder;

  private static SplitOptions by(SplitStrategy strategy) {
    return SplitOptions.of(strategy.word(), strategy, SIZES.fractions(), 14);
  }

  private static SplitOptions by(String name, Criterion criterion) {
    return SplitOptions.of(name, criterion, SIZES, 3);
  }

  private static List<SplitOptions> promising() {
    FoldSizes cross = new FoldSizes(SIZES.fractions(), false, 2, 2);
    Criterion composition = Criterion.of(SplitStrategy.COMPOSITION);
    Criterion system = Criterion.leaveOneOut(Level.CHEMICAL_SYSTEM, "K-O");
    return List.of(
        by(SplitStrategy.RANDOM),
        by(SplitStrategy.STRUCTURE),
        by(SplitStrategy.PROTOSTRUCTURE),
        by(SplitStrategy.PROTOTYPE),
        by(SplitStrategy.CHEMICAL_SYSTEM),
        SplitOptions.of("nested", composition, cross, 3),
        by("elements", Criterion.leaveElementsOut("Li")),
        by("group", Criterion.leaveOneOut(Level.GROUP, "group-17")),
        by("system", system),
        by("release", Criterion.after("2020")),
        // Near-duplicates have one composition here, so that groups grow and never join, and
        // newcomers with earlier texts rename none, in whichever order levels are named.
        by("near", Criterion.of(SplitStrategy.NEAR_DUPLICATE))
            .with(Grouping.keepingApart(Level.COMPOSITION)),
        by("kept", composition)
            .with(
                new Grouping(
                    List.of(Level.NEAR_DUPLICATE),
                    List.of("elements", "mp-NaOa"),
                    Optional.of(SplitStrategy.RANDOM))));
  }

  /** Makes the splits, and returns the fold of each material by the names of the splits. */
  private static Map<String, Map<String, String>> folds(Salts salts) {
    for (SplitOptions options : promising()) {
      for (SplitOutcome outcome : Split.all(salts.spark, salts.workspace, options)) {
        assertThat(outcome.result().leakingGroups()).as(outcome.name()).isZero();
      }
    }
    return SplitTable.read(salts.spark, salts.workspace).collectAsList().stream()
        .collect(
            groupingBy(
                row -> row.getAs(SplitTable.SPLIT_NAME),
                toMap(
                    (Row row) -> row.getAs(SplitTable.MATERIAL_ID),
                    row -> row.getAs(SplitTable.FOLD))));
  }

  @Test
  void isKeptByEveryStrategyThatPromisesIt() throws Exception {
    Salts salts = new Salts(folder);
    List<String> cations = List.of("Li", "Na", "K", "Mg", "Ca");
    salts.ingest("2020", cations, List.of("O", "F", "S"), "a");
    salts.ingest("2021", List.of("Rb"), List.of("O", "F"), "a");
    Map<String, Map<String, String>> before = folds(salts);
    assertThat(before).hasSize(15);
    long version = SplitTable.TABLE.version(salts.spark, salts.workspace);
    Split.all(salts.spark, salts.workspace, promising().get(5));
    assertThat(SplitTable.TABLE.version(salts.spark, salts.workspace)).isEqualTo(version);

    salts.ingest("2022", List.of("Li", "Al"), List.of("O", "S", "Br"), "a", "b");
    Map<String, Map<String, String>> after = folds(salts);
    before.forEach(
        (name, folds) -> assertThat(after.get(name)).as(name).containsAllEntriesOf(folds));
    assertThat(after.get("random")).hasSize(20 + 3 + 4 + 7);
    assertThat(after.get("release")).hasSizeGreaterThan(before.get("release").size());
  }

  private static SplitOptions crossing(String name, long seed) {
    return SplitOptions.of(name, SplitStrategy.CHEMICAL_SYSTEM, SIZES.fractions(), seed)
        .with(Grouping.keepingApart(Level.PROTOTYPE));
  }

  private static boolean isTest(long seed, String group) {
    return FoldHash.uniform(seed, group) < SIZES.fractions().test();
  }

  @Test
  void isInheritedByNewcomersThatRenameAGroupOrJoinTwoOfOneFold() throws Exception {
    Salts salts = new Salts(folder);
    salts.ingest("2020", List.of("Na", "K"), List.of("O", "F"), "a");
    // Groups that bromides come to are F-K and F-Na, and would be Br-K and Br-Na; the metals are
    // learned from.
    long seed =
        LongStream.range(0, 1000)
            .filter(s -> isTest(s, "F-K") && isTest(s, "F-Na") && FoldHash.uniform(s, "K") >= 0.5)
            .filter(s -> !isTest(s, "Br-K") && !isTest(s, "Br-Na"))
            .findFirst()
            .orElseThrow();
    SplitOptions options = crossing("joined", seed);
    Split.all(salts.spark, salts.workspace, options);
    Map<String, String> before = salts.folds("joined");
    Map<String, String> keys = salts.column("joined", SplitTable.GROUP_KEY);
    assertThat(keys).containsEntry("NaOa", "F-Na").containsEntry("KOa", "F-K");
    assertThat(before).containsEntry("NaOa", "test").containsEntry("KOa", "test");

    salts.ingest("2021", List.of("Na"), List.of("Br"), "a");
    Split.all(salts.spark, salts.workspace, options);
    assertThat(salts.folds("joined")).containsAllEntriesOf(before).containsEntry("NaBra", "test");

    salts.ingest("2022", List.of("Na", "K"), List.of("Br"), "a", "c");
    assertThat(Split.run(salts.spark, salts.workspace, options).leakingGroups()).isZero();
    assertThat(salts.folds("joined")).containsAllEntriesOf(before).containsEntry("KBrc", "test");
    assertThat(salts.column("joined", SplitTable.GROUP_KEY))
        .containsAllEntriesOf(keys)
        .containsEntry("NaBra", "F-Na")
        .containsEntry("KBrc", "F-K");
    isRefusedWhereTheTwoAreInTwoFolds(salts);
  }

  private static void isRefusedWhereTheTwoAreInTwoFolds(Salts salts) {
    long seed =
        LongStream.range(0, 1000)
            .filter(s -> isTest(s, "F-K") && FoldHash.uniform(s, "F-Na") >= 0.5)
            .findFirst()
            .orElseThrow();
    SplitOptions options = crossing("refused", seed);
    Split.all(salts.spark, salts.workspace, options.asOf("2020"));
    Map<String, String> before = salts.folds("refused");
    assertThat(before).hasSize(6);
    assertThatThrownBy(() -> Split.all(salts.spark, salts.workspace, options))
        .isInstanceOf(RefusedSplitException.class)
        .hasMessageContaining("Split 'refused' exists and decides otherwise on")
        .hasMessageContaining("a new material can also join two groups");
    assertThat(salts.folds("refused")).isEqualTo(before);
  }
}
