package org.latticework.pipeline.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.pipeline.group.Level;
import org.latticework.pipeline.group.RefusedSplitException;
import org.latticework.pipeline.table.SplitTable;

/** A fold never changes as the database grows, by every strategy that promises it. */
class GrowthIT {
  private static final FoldSizes SIZES = FoldSizes.of(new FoldFractions(0.25, 0.25));
  private static final Grouping NEAR = Grouping.keepingApart(Level.NEAR_DUPLICATE);

  @TempDir private Path folder;

  private static List<SplitOptions> promising() {
    FoldSizes cross = new FoldSizes(SIZES.fractions(), false, 2, 2);
    Criterion groups = Criterion.leaveOneOut(Level.GROUP, "group-17");
    SplitOptions random = SplitOptions.of("random", SplitStrategy.RANDOM, SIZES.fractions(), 2);
    return List.of(
        random,
        SplitOptions.of("structure", SplitStrategy.STRUCTURE, SIZES.fractions(), 2),
        SplitOptions.of("near", SplitStrategy.NEAR_DUPLICATE, SIZES.fractions(), 2),
        SplitOptions.of("protostructure", SplitStrategy.PROTOSTRUCTURE, SIZES.fractions(), 2),
        SplitOptions.of("composition", SplitStrategy.COMPOSITION, SIZES.fractions(), 3),
        SplitOptions.of("system", SplitStrategy.CHEMICAL_SYSTEM, SIZES.fractions(), 2),
        SplitOptions.of("nested", Criterion.of(SplitStrategy.COMPOSITION), cross, 3),
        SplitOptions.of("elements", Criterion.leaveElementsOut("Li"), SIZES, 3),
        SplitOptions.of("group", groups, SIZES, 3),
        // Near-duplicates have one composition here, so that groups grow and never join.
        SplitOptions.of("apart", SplitStrategy.COMPOSITION, SIZES.fractions(), 2).with(NEAR),
        SplitOptions.of("kept", SplitStrategy.COMPOSITION, SIZES.fractions(), 2)
            .with(new Grouping(List.of(), List.of("elements"), Optional.of(SplitStrategy.RANDOM))));
  }

  private static Map<String, Map<String, String>> folds(Salts salts) {
    Map<String, Map<String, String>> folds = new HashMap<>();
    for (SplitOptions options : promising()) {
      for (SplitOutcome outcome : Split.all(salts.spark, salts.workspace, options)) {
        folds.put(outcome.name(), salts.folds(outcome.name()));
        assertThat(outcome.result().leakingGroups()).as(outcome.name()).isZero();
      }
    }
    return folds;
  }

  @Test
  void isKeptByEveryStrategyThatPromisesIt() throws Exception {
    Salts salts = new Salts(folder);
    List<String> cations = List.of("Li", "Na", "K", "Mg", "Ca");
    salts.ingest("2020", cations, List.of("O", "F", "S"), "a");
    Map<String, Map<String, String>> before = folds(salts);
    assertThat(before).hasSize(14);
    long version = SplitTable.TABLE.version(salts.spark, salts.workspace);
    Split.all(salts.spark, salts.workspace, promising().get(6));
    assertThat(SplitTable.TABLE.version(salts.spark, salts.workspace)).isEqualTo(version);

    salts.ingest("2021", List.of("Li", "Al"), List.of("O", "S", "Br"), "a", "b");
    folds(salts)
        .forEach(
            (name, after) -> assertThat(after).as(name).containsAllEntriesOf(before.get(name)));
    assertThat(salts.folds("random")).hasSize(20 + 4 + 7);
  }

  @Test
  void isRefusedPlainlyWhereANewMaterialJoinsTwoGroups() throws Exception {
    Salts salts = new Salts(folder);
    List<String> cations = List.of("Na", "K", "Mg", "Ca", "Li");
    salts.ingest("2020", cations, List.of("O", "F"), "a");
    SplitOptions options =
        SplitOptions.of("joined", SplitStrategy.CHEMICAL_SYSTEM, SIZES.fractions(), 4)
            .with(Grouping.keepingApart(Level.PROTOTYPE));
    Split.all(salts.spark, salts.workspace, options);
    Map<String, String> before = salts.folds("joined");
    assertThat(before).hasSize(15);

    // Fluorides of sodium and potassium in the prototype of the others: three groups become one.
    salts.ingest("2021", List.of("Na", "K"), List.of("F"), "c");
    assertThatThrownBy(() -> Split.all(salts.spark, salts.workspace, options))
        .isInstanceOf(RefusedSplitException.class)
        .hasMessageContaining("Split 'joined' exists and decides otherwise on")
        .hasMessageContaining("a new material can also join two groups");
    assertThat(salts.folds("joined")).isEqualTo(before);
  }
}
