package org.latticework.pipeline.split;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.pipeline.SummaryDocument;
import org.latticework.pipeline.group.Level;
import org.latticework.pipeline.group.RefusedSplitException;
import org.latticework.pipeline.table.SplitTable;
import org.latticework.pipeline.table.UnknownReleaseException;

/** What decides, what is refused and what is replaced, on one workspace that only splits change. */
class SplitRulesIT {
  private static final FoldFractions FRACTIONS = new FoldFractions(0.3, 0.4);
  private static final List<String> CATIONS = List.of("Li", "Na", "K", "Mg", "Al");

  @TempDir private static Path folder;
  private static Salts salts;

  @BeforeAll
  static void ingest() throws IOException {
    salts = new Salts(folder);
    salts.ingest("2020", CATIONS, List.of("O", "F", "S"), "a", "b");
  }

  private static List<SplitOutcome> split(SplitOptions options) {
    return Split.all(salts.spark, salts.workspace, options);
  }

  private static SplitOptions options(
      String name, SplitStrategy strategy, boolean exact, int folds, int inner) {
    FoldSizes sizes = new FoldSizes(FRACTIONS, exact, folds, inner);
    return SplitOptions.of(name, Criterion.of(strategy), sizes, 5);
  }

  private static void refused(ThrowingCallable split, String... complaint) {
    assertThatThrownBy(split)
        .isInstanceOf(RefusedSplitException.class)
        .hasMessageContainingAll(complaint);
  }

  /** Returns the folds of each compound. */
  private static Map<String, Set<String>> byCompound(String split) {
    return salts.folds(split).entrySet().stream()
        .collect(
            groupingBy(
                entry -> entry.getKey().replaceAll("[ab]$", ""),
                mapping(Map.Entry::getValue, toSet())));
  }

  private static double u(long seed, String group) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ByteBuffer.allocate(8).putLong(seed).array());
      byte[] hash = digest.digest(group.getBytes(StandardCharsets.UTF_8));
      return (ByteBuffer.wrap(hash).getLong() >>> 11) / Math.pow(2, 53);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String fold(double u) {
    return u < 0.4 ? "test" : u < 0.4 + 0.3 ? "validation" : "train";
  }

  @Test
  void decidesByTheHashOfSeedAndGroupAsDocumented() {
    split(options("rule", SplitStrategy.COMPOSITION, false, 0, 0));
    Map<String, String> folds = salts.folds("rule");
    assertThat(folds)
        .containsEntry("NaOa", fold(u(5, "Na O")))
        .containsEntry("Li", fold(u(5, "Li")))
        .containsValues("train", "validation", "test");
    salts
        .column("rule", SplitTable.GROUP_KEY)
        .forEach((salt, group) -> assertThat(folds).containsEntry(salt, fold(u(5, group))));

    split(options("rules", SplitStrategy.COMPOSITION, false, 2, 0));
    salts
        .folds("rules-1")
        .forEach(
            (salt, fold) ->
                assertThat(fold.equals("test"))
                    .isEqualTo(u(5, salts.column("rule", SplitTable.GROUP_KEY).get(salt)) >= 0.5));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "3, 0", "2, 2"})
  void decidesAlikeWhereValidationHasTheStrategyOfTheTest(int folds, int inner) {
    Grouping same = new Grouping(List.of(), List.of(), Optional.of(SplitStrategy.COMPOSITION));
    String name = "alike%d".formatted(folds);
    List<SplitOutcome> alone = split(options(name, SplitStrategy.COMPOSITION, false, folds, inner));
    List<SplitOutcome> both =
        split(options(name + "too", SplitStrategy.COMPOSITION, false, folds, inner).with(same));
    assertThat(both).hasSameSizeAs(alone);
    for (int k = 0; k < alone.size(); k++) {
      assertThat(both.get(k).result()).isEqualTo(alone.get(k).result());
      assertThat(salts.folds(both.get(k).name()))
          .containsValues("train", "validation", "test")
          .isEqualTo(salts.folds(alone.get(k).name()));
    }
  }

  @Test
  void keepsCompoundsTogetherWhateverElseIsKeptApart() {
    Grouping near = Grouping.keepingApart(Level.NEAR_DUPLICATE);
    FoldSizes sizes = FoldSizes.of(new FoldFractions(0.5, 0));
    Criterion potassium = Criterion.leaveElementsOut("K");
    split(SplitOptions.of("without", potassium, sizes, 5).with(near));
    assertThat(byCompound("without").values()).allMatch(folds -> folds.size() == 1);

    Criterion row = Criterion.leaveOneOut(Level.ROW, "row-4");
    split(SplitOptions.of("out", row, sizes, 5).with(near));
    assertThat(byCompound("out-row-4").values()).allMatch(folds -> folds.size() == 1);
  }

  @Test
  void refusesEmptyFoldsButWhereHashesAloneDecide() {
    // Four prototypes.
    refused(
        () -> split(options("x", SplitStrategy.PROTOTYPE, false, 9, 0)),
        "has no material in the fold test",
        "fewer split.folds");
    refused(
        () -> split(options("x", SplitStrategy.PROTOTYPE, false, 2, 7)),
        "has no material in the fold validation",
        "fewer split.inner-folds");
    FoldSizes few = new FoldSizes(new FoldFractions(0, 0.01), true, 0, 0);
    Criterion prototype = Criterion.of(SplitStrategy.PROTOTYPE);
    SplitOptions exact =
        new SplitOptions("x", prototype, Grouping.NONE, few, 5, Optional.of("2020"), false);
    refused(() -> split(exact), "has no material in the fold test", "larger split.test");
    assertThat(salts.folds("x-0")).isEmpty();
    FoldSizes hashed = FoldSizes.of(few.fractions());
    assertThat(split(SplitOptions.of("y", prototype, hashed, 5)))
        .allMatch(outcome -> outcome.notes().get(0).contains("another split.seed may do"));
  }

  @Test
  void saysWhatAFileWithoutTrainLacks() throws IOException {
    Path file = SummaryDocument.write(folder.resolve("f.csv"), "material_id,fold", "mp-Li,test");
    Criterion given = Criterion.file(file.toString(), false);
    refused(
        () -> split(SplitOptions.of("f", given, FoldSizes.of(FRACTIONS), 0)),
        "has no material in the fold train: name in the file what is learned from");
  }

  @Test
  void removesWhatIsLeftOfALargerCrossValidationThatItReplaces() {
    split(options("cv", SplitStrategy.RANDOM, false, 3, 2));
    split(options("cv-7", SplitStrategy.RANDOM, false, 0, 0)); // is of none, as there is no cv-6
    split(options("cv-strict", SplitStrategy.RANDOM, false, 0, 0));
    List<SplitOutcome> smaller =
        split(options("cv", SplitStrategy.RANDOM, false, 2, 0).overwriting());
    assertThat(
            SplitTable.read(salts.spark, salts.workspace)
                .select(SplitTable.SPLIT_NAME)
                .distinct()
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .filter(name -> name.startsWith("cv")))
        .containsExactlyInAnyOrder("cv-0", "cv-1", "cv-7", "cv-strict");
    assertThat(smaller.get(1).notes())
        .containsExactly(
            "Removed 6 splits of an earlier cross-validation of this name:"
                + " cv-0-0, cv-0-1, cv-1-0, cv-1-1, cv-2-0, cv-2-1");
  }

  @Test
  void checksBeforehandWhatIsCheap() {
    SplitOptions options = options("z", SplitStrategy.RANDOM, false, 0, 0);
    Split.check(salts.spark, salts.workspace, options.asOf("2020"));
    assertThatThrownBy(() -> Split.check(salts.spark, salts.workspace, options.asOf("1999")))
        .isInstanceOf(UnknownReleaseException.class)
        .hasMessage("There is no release '1999'; there are 2020");
    SplitOptions until = SplitOptions.of("z", Criterion.after("1999"), options.sizes(), 5);
    assertThatThrownBy(() -> Split.check(salts.spark, salts.workspace, until))
        .isInstanceOf(UnknownReleaseException.class);
    Criterion file = Criterion.file(folder.resolve("2020.jsonl").toString(), false);
    SplitOptions given = SplitOptions.of("z", file, options.sizes(), 5);
    refused(() -> Split.check(salts.spark, salts.workspace, given), "material_id and fold");
  }
}
