package org.latticework.pipeline.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.latticework.pipeline.group.Level;

class SplitOptionsTest {
  private static final FoldFractions FRACTIONS = new FoldFractions(0.1, 0.1);

  private static void refused(ThrowingCallable made, String complaint) {
    assertThatThrownBy(made)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint);
  }

  private static SplitOptions with(Criterion criterion, FoldSizes sizes) {
    return SplitOptions.of("a", criterion, sizes, 0);
  }

  private static FoldSizes folds(int folds, int inner) {
    return new FoldSizes(FRACTIONS, false, folds, inner);
  }

  @Test
  void refusesANameThatIsNoFolder() {
    assertThatThrownBy(() -> SplitOptions.of("a/b", SplitStrategy.RANDOM, FRACTIONS, 0))
        .hasMessage("The name of a split has letters, digits, dot, dash and underscore, got 'a/b'");
  }

  @Test
  void wantsAFileForTheStrategyFileAndForNoOther() {
    refused(() -> Criterion.of(SplitStrategy.FILE), "got file with no file");
    refused(
        () ->
            new Criterion(
                SplitStrategy.RANDOM,
                Optional.of("x.csv"),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty()),
        "got random with x.csv");
  }

  @Test
  void wantsForEachStrategyWhatItNeedsAndNothingElse() {
    refused(
        () -> Criterion.of(SplitStrategy.RELEASE), "train-until belongs to the strategy release");
    refused(() -> Criterion.of(SplitStrategy.LEAVE_ONE_OUT), "level belongs to the strategy");
    refused(() -> Criterion.leaveElementsOut(), "leave-elements-out, which needs it");
    refused(() -> Criterion.leaveElementsOut("Li", "Unobtainium"), "got 'Unobtainium'");
    refused(
        () ->
            new Criterion(
                SplitStrategy.COMPOSITION,
                Optional.empty(),
                false,
                List.of("Li"),
                Optional.empty(),
                Optional.empty()),
        "got composition with [Li]");
  }

  @Test
  void keepsApartLevelsThatPartMaterials() {
    refused(() -> Grouping.keepingApart(Level.ELEMENT), "got element");
    refused(() -> Grouping.keepingApart(Level.MATERIAL), "got material");
    refused(
        () -> new Grouping(List.of(), List.of(), Optional.of(SplitStrategy.RELEASE)),
        "validation-strategy is one that hashes groups");
  }

  @Test
  void takesFoldsInFoldsAndExactSizesWhereTheyHaveAMeaning() {
    Criterion composition = Criterion.of(SplitStrategy.COMPOSITION);
    Criterion matbench = Criterion.of(SplitStrategy.MATBENCH);
    refused(() -> folds(1, 0), "2 to 100, or 0 for none, got 1 and 0");
    refused(() -> with(composition, folds(0, 3)), "inner-folds belongs to");
    refused(() -> with(matbench, folds(4, 0)), "folds belongs to strategies that hash");
    refused(() -> with(Criterion.leaveElementsOut("Li"), folds(5, 0)), "not to leave-elements-out");
    refused(() -> with(composition, new FoldSizes(FRACTIONS, true, 0, 0)), "with as-of");
    refused(
        () -> with(matbench, folds(0, 0)).with(Grouping.keepingApart(Level.COMPOSITION)),
        "cannot change folds that are given by matbench");
    refused(
        () ->
            with(Criterion.after("2020"), folds(0, 0))
                .with(new Grouping(List.of(), List.of("binary"), Optional.empty())),
        "would learn from what came after");
    assertThat(with(composition, folds(5, 3)).isSeveral()).isTrue();
    assertThat(with(matbench, folds(5, 2)).isSeveral()).isTrue();
    assertThat(with(composition, folds(0, 0)).isSeveral()).isFalse();
  }

  @Test
  void makesAHundredSplitsAtMost() {
    refused(() -> folds(11, 10), "makes 100 splits at most, got 11 times 10 by inner-folds");
    refused(
        () -> with(Criterion.of(SplitStrategy.MATBENCH), folds(0, 21)), "got 5 times 21 by inner");
    refused(
        () -> with(Criterion.leaveOneOut(Level.ELEMENT, "Li", "Na"), folds(0, 51)),
        "got 2 times 51");
    String[] many = IntStream.range(0, 101).mapToObj(k -> "p" + k).toArray(String[]::new);
    refused(
        () -> with(Criterion.leaveOneOut(Level.PROTOTYPE, many), folds(0, 0)),
        "100 splits at most, leave-out names 101");
    assertThat(with(Criterion.of(SplitStrategy.COMPOSITION), folds(10, 10)).isSeveral()).isTrue();
  }

  @Test
  void addsTheOwnLevelToThoseThatAreKeptApart() {
    Grouping apart = Grouping.keepingApart(Level.PROTOTYPE, Level.NEAR_DUPLICATE);
    assertThat(with(Criterion.leaveElementsOut("Li"), folds(0, 0)).with(apart).levels())
        .containsExactly(Level.NEAR_DUPLICATE, Level.COMPOSITION, Level.PROTOTYPE);
    assertThat(with(Criterion.leaveOneOut(Level.ROW), folds(0, 0)).with(apart).levels())
        .containsExactly(Level.NEAR_DUPLICATE, Level.COMPOSITION, Level.PROTOTYPE);
    assertThat(with(Criterion.leaveOneOut(Level.PROTOTYPE), folds(0, 0)).levels())
        .containsExactly(Level.PROTOTYPE);
    assertThat(with(Criterion.of(SplitStrategy.RANDOM), folds(0, 0)).with(apart).levels())
        .containsExactly(Level.NEAR_DUPLICATE, Level.PROTOTYPE);
  }

  @Test
  void findsStrategiesByTheirWords() {
    assertThat(SplitStrategy.ofWord("chemical-system")).isEqualTo(SplitStrategy.CHEMICAL_SYSTEM);
    assertThatThrownBy(() -> SplitStrategy.ofWord("chance"))
        .hasMessage(
            "A split strategy is one of random, structure, near-duplicate, protostructure,"
                + " composition, prototype, chemical-system, leave-elements-out, leave-one-out,"
                + " release, matbench, file, got 'chance'");
  }
}
