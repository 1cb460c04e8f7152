package org.latticework.pipeline.split;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latticework.pipeline.export.Export;
import org.latticework.pipeline.export.ExportFormat;
import org.latticework.pipeline.group.Level;
import org.latticework.pipeline.group.RefusedSplitException;
import org.latticework.pipeline.table.SplitTable;
import org.latticework.pipeline.table.UnknownReleaseException;

/** All strategies on one workspace, which nobody changes but by its splits. */
class StrategiesIT {
  private static final FoldSizes SIZES = FoldSizes.of(new FoldFractions(0.2, 0.2));
  private static final List<String> CATIONS = List.of("Li", "Na", "K", "Mg", "Ca", "Al");
  private static final List<String> ANIONS = List.of("O", "F", "Cl", "S");
  private static final int SALTS = 6 + 6 * 4 * 2;

  @TempDir private static Path folder;
  private static Salts salts;

  @BeforeAll
  static void ingest() throws IOException {
    salts = new Salts(folder);
    salts.ingest("2020", CATIONS, ANIONS, "a", "b");
    salts.ingest("2021", List.of("Na"), List.of("O", "Br"), "a", "b");
  }

  private static final int ALL = SALTS + 2; // sodium bromide came

  private static List<SplitOutcome> split(SplitOptions options) {
    return Split.all(salts.spark, salts.workspace, options);
  }

  private static Map<String, String> folds(SplitOptions options) {
    split(options);
    return salts.folds(options.name());
  }

  private static void refused(ThrowingCallable split, String... complaint) {
    assertThatThrownBy(split)
        .isInstanceOf(RefusedSplitException.class)
        .hasMessageContainingAll(complaint);
  }

  /** Checks that materials with one value of something are in one fold. */
  private static void assertTogether(Map<String, String> folds, Function<String, String> value) {
    assertThat(together(folds, value)).allMatch(values -> values.size() == 1);
  }

  private static Set<Set<String>> together(
      Map<String, String> folds, Function<String, String> value) {
    return Set.copyOf(
        folds.entrySet().stream()
            .collect(
                groupingBy(
                    entry -> value.apply(entry.getKey()), mapping(Map.Entry::getValue, toSet())))
            .values());
  }

  private static String composition(String salt) {
    return CATIONS.contains(salt) ? salt : salt.replaceAll("[abc]$", "");
  }

  private static String prototype(String salt) {
    return CATIONS.contains(salt) ? "0" : salt.replaceAll("(Na|K)?.*", "$1");
  }

  private static boolean has(String salt, String element) {
    return List.of(composition(salt).split("(?=[A-Z])", -1)).contains(element);
  }

  @ParameterizedTest
  @EnumSource(
      value = SplitStrategy.class,
      names = {"STRUCTURE", "NEAR_DUPLICATE", "PROTOSTRUCTURE", "PROTOTYPE"})
  void keepsTogetherWhatTheLevelSays(SplitStrategy strategy) {
    Map<String, String> folds =
        folds(SplitOptions.of(strategy.word(), strategy, SIZES.fractions(), 5));
    assertThat(folds).hasSize(ALL);
    switch (strategy) {
      case NEAR_DUPLICATE ->
          assertTogether(folds, salt -> has(salt, "O") ? composition(salt) : salt);
      case PROTOSTRUCTURE -> assertTogether(folds, StrategiesIT::composition);
      case PROTOTYPE -> assertTogether(folds, StrategiesIT::prototype);
      default ->
          assertThat(together(folds, StrategiesIT::composition))
              .anyMatch(values -> values.size() > 1);
    }
  }

  @Test
  void keepsSeveralLevelsApartAtOnce() {
    SplitOptions options =
        SplitOptions.of("apart", SplitStrategy.STRUCTURE, SIZES.fractions(), 5)
            .with(Grouping.keepingApart(Level.PROTOTYPE, Level.COMPOSITION));
    Map<String, String> folds = folds(options);
    assertTogether(folds, StrategiesIT::prototype);
    assertTogether(folds, StrategiesIT::composition);
    assertThat(new TreeSet<>(salts.column("apart", SplitTable.GROUP_KEY).values())).hasSize(4);

    SplitOptions random =
        SplitOptions.of("near", SplitStrategy.RANDOM, SIZES.fractions(), 5)
            .with(Grouping.keepingApart(Level.NEAR_DUPLICATE));
    assertThat(folds(random))
        .isEqualTo(folds(SplitOptions.of("n", SplitStrategy.NEAR_DUPLICATE, SIZES.fractions(), 5)));
  }

  @Test
  void leavesElementsOut() {
    Criterion lithium = Criterion.leaveElementsOut("Li", "group-17");
    Map<String, String> folds = folds(SplitOptions.of("leave", lithium, SIZES, 5));
    assertThat(folds).hasSize(ALL);
    folds.forEach(
        (salt, fold) ->
            assertThat(fold.equals("test"))
                .as(salt)
                .isEqualTo(
                    List.of("Li", "F", "Cl", "Br").stream().anyMatch(left -> has(salt, left))));
    assertThat(folds).containsValue("validation");
    assertTogether(folds, StrategiesIT::composition);

    Map<String, String> apart =
        folds(
            SplitOptions.of("leave-apart", Criterion.leaveElementsOut("K"), SIZES, 2)
                .with(Grouping.keepingApart(Level.PROTOTYPE)));
    assertTogether(apart, StrategiesIT::prototype);
    assertThat(apart).containsEntry("KOa", "test").containsEntry("Li", "test");
    refused(
        () ->
            split(SplitOptions.of("x", Criterion.leaveElementsOut("Li", "Au", "row-7"), SIZES, 5)),
        "No material has Au, row-7");
  }

  @Test
  void judgesByWhatCameAfterARelease() throws IOException {
    Salts later = new Salts(folder.resolve("later"));
    later.ingest("2020", CATIONS, List.of("O", "S"), "a", "b");
    later.ingest("2021", List.of("Al"), List.of("O", "S", "Cl"), "c");
    SplitOptions options = SplitOptions.of("time", Criterion.after("2020"), SIZES, 5);
    List<SplitOutcome> outcome = Split.all(later.spark, later.workspace, options);
    Map<String, String> folds = later.folds("time");
    assertThat(outcome.get(0).result().test()).isEqualTo(2);
    assertThat(folds)
        .containsEntry("AlSc", "test")
        .containsEntry("AlClc", "test")
        .doesNotContainKey("AlOc"); // a near-duplicate of the two that were there
    assertThat(outcome.get(0).result().leakingGroups()).isZero();
    assertThat(outcome.get(0).notes())
        .containsExactly(
            "1 came after the release and are related to what was there, by near-duplicate: they get no fold");
    Map<String, String> past = new HashMap<>(folds);
    past.values().removeIf("test"::equals);
    assertThat(past).hasSize(6 + 6 * 4).containsValue("validation");
    assertTogether(past, StrategiesIT::composition);

    assertThatThrownBy(
            () ->
                Split.all(
                    later.spark,
                    later.workspace,
                    SplitOptions.of("t", Criterion.after("1999"), SIZES, 5)))
        .isInstanceOf(UnknownReleaseException.class)
        .hasMessage("There is no release '1999'; there are 2020, 2021");
    refused(
        () ->
            Split.all(
                later.spark,
                later.workspace,
                SplitOptions.of("t", Criterion.after("2021"), SIZES, 5)),
        "Split 't' has no material in the fold test");
  }

  @Test
  void crossValidatesSoThatEachMaterialIsTestOnce() {
    FoldSizes sizes = new FoldSizes(new FoldFractions(0.2, 0.1), false, 3, 0);
    SplitOptions options = SplitOptions.of("cv", Criterion.of(SplitStrategy.COMPOSITION), sizes, 5);
    assertThat(split(options))
        .extracting(SplitOutcome::name)
        .containsExactly("cv-0", "cv-1", "cv-2");
    Map<String, Integer> tests = new TreeMap<>();
    for (int k = 0; k < 3; k++) {
      Map<String, String> folds = salts.folds("cv-" + k);
      assertTogether(folds, StrategiesIT::composition);
      folds.forEach((salt, fold) -> tests.merge(salt, fold.equals("test") ? 1 : 0, Integer::sum));
      assertThat(folds).containsValues("train", "validation", "test");
    }
    assertThat(tests).hasSize(ALL);
    assertThat(tests.values()).containsOnly(1);

    // As if the command had been killed between two of its commits.
    Map<String, String> before = salts.folds("cv-1");
    DeltaTable.forPath(salts.spark, salts.workspace.table("splits")).delete("split_name = 'cv-1'");
    long version = SplitTable.TABLE.version(salts.spark, salts.workspace);
    split(options);
    assertThat(salts.folds("cv-1")).isEqualTo(before);
    assertThat(SplitTable.TABLE.version(salts.spark, salts.workspace)).isEqualTo(version + 1);
  }

  @Test
  void nestsFoldsWithinFolds() {
    FoldSizes sizes = new FoldSizes(new FoldFractions(0.2, 0.1), false, 2, 2);
    split(SplitOptions.of("nest", Criterion.of(SplitStrategy.RANDOM), sizes, 5));
    Map<String, String> first = salts.folds("nest-0-0");
    Map<String, String> second = salts.folds("nest-0-1");
    Map<String, String> other = salts.folds("nest-1-0");
    first.forEach(
        (salt, fold) -> {
          boolean test = fold.equals("test");
          assertThat(second.get(salt).equals("test")).isEqualTo(test);
          assertThat(other.get(salt).equals("test")).isEqualTo(!test);
          if (!test) {
            assertThat(fold.equals("validation"))
                .isNotEqualTo(second.get(salt).equals("validation"));
          }
        });
  }

  @Test
  void leavesOutOneValueAfterTheOther() {
    SplitOptions options = SplitOptions.of("one", Criterion.leaveOneOut(Level.GROUP), SIZES, 3);
    assertThat(split(options))
        .extracting(SplitOutcome::name)
        .containsExactly(
            "one-group-1", "one-group-13", "one-group-16", "one-group-17", "one-group-2");
    salts
        .folds("one-group-1")
        .forEach(
            (salt, fold) ->
                assertThat(fold.equals("test"))
                    .isEqualTo(has(salt, "Li") || has(salt, "Na") || has(salt, "K")));
    assertThat(
            split(
                SplitOptions.of(
                    "p", Criterion.leaveOneOut(Level.PROTOTYPE, "AB-000000000002"), SIZES, 2)))
        .extracting(SplitOutcome::name)
        .containsExactly("p-AB-000000000002");
    assertTogether(salts.folds("p-AB-000000000002"), StrategiesIT::prototype);
    refused(
        () ->
            split(
                SplitOptions.of(
                    "p", Criterion.leaveOneOut(Level.PROTOTYPE, "AB-000000000009"), SIZES, 3)),
        "No material has the prototype AB-000000000009",
        "there are 4, such as A-000000000000");
    refused(
        () -> split(SplitOptions.of("p", Criterion.leaveOneOut(Level.STRUCTURE), SIZES, 3)),
        "There are 56 values of structure, and no more than 50",
        "--strategy structure --folds 5");
  }

  @Test
  void meetsSizesExactly() {
    FoldSizes sizes = new FoldSizes(new FoldFractions(0.25, 0.125), true, 0, 0);
    SplitResult random = exact(SplitStrategy.RANDOM, sizes);
    // 54 materials: an eighth is 6.75, a quarter 13.5, and what is before the end of it 20.25.
    assertThat(random.test()).isEqualTo(7);
    assertThat(random.validation()).isEqualTo(13);
    SplitResult groups = exact(SplitStrategy.COMPOSITION, sizes);
    assertThat(groups.test()).isBetween(6L, 8L);
    assertThat(groups.test() + groups.validation()).isBetween(19L, 21L);
    assertThat(groups.leakingGroups()).isZero();
  }

  private static SplitResult exact(SplitStrategy strategy, FoldSizes sizes) {
    SplitOptions options =
        new SplitOptions(
            "exact-" + strategy.word(),
            Criterion.of(strategy),
            Grouping.NONE,
            sizes,
            3,
            Optional.of("2020"),
            false);
    return split(options).get(0).result();
  }

  @Test
  void keepsSmallSystemsInTrainWithTheirGroups() {
    SplitOptions options = SplitOptions.of("kept", SplitStrategy.RANDOM, SIZES.fractions(), 3);
    Map<String, String> free = folds(options);
    SplitOptions keeping =
        SplitOptions.of("keeping", SplitStrategy.RANDOM, SIZES.fractions(), 3)
            .with(
                new Grouping(
                    List.of(Level.COMPOSITION), List.of("elements", "mp-NaSa"), Optional.empty()));
    Map<String, String> kept = folds(keeping);
    assertThat(CATIONS).allMatch(cation -> kept.get(cation).equals("train"));
    assertThat(CATIONS).anyMatch(cation -> !free.get(cation).equals("train"));
    assertThat(kept).containsEntry("NaSa", "train").containsEntry("NaSb", "train");
    assertTogether(kept, StrategiesIT::composition);
    refused(
        () -> split(keeping.with(new Grouping(List.of(), List.of("mp-none"), Optional.empty()))),
        "there is no material mp-none");
    refused(
        () ->
            split(
                SplitOptions.of("all", SplitStrategy.RANDOM, SIZES.fractions(), 3)
                    .with(new Grouping(List.of(Level.PROTOTYPE), List.of(), Optional.empty()))
                    .with(new Grouping(List.of(), List.of("mp-Xxx", "unary"), Optional.empty()))),
        "mp-Xxx");
  }

  @Test
  void choosesValidationByAnotherStrategy() {
    SplitOptions options =
        SplitOptions.of("two", SplitStrategy.CHEMICAL_SYSTEM, SIZES.fractions(), 3)
            .with(new Grouping(List.of(), List.of(), Optional.of(SplitStrategy.RANDOM)));
    SplitResult result = split(options).get(0).result();
    Map<String, String> folds = salts.folds("two");
    Map<String, String> tests = new HashMap<>();
    folds.forEach((salt, fold) -> tests.put(salt, String.valueOf(fold.equals("test"))));
    assertTogether(tests, StrategiesIT::composition);
    assertThat(together(folds, StrategiesIT::composition)).contains(Set.of("train", "validation"));
    assertThat(result.leakingGroups()).isZero();
    // The test is the same as without.
    SplitOptions plain =
        SplitOptions.of("same", SplitStrategy.CHEMICAL_SYSTEM, SIZES.fractions(), 3);
    folds(plain)
        .forEach(
            (salt, fold) ->
                assertThat(fold.equals("test")).isEqualTo(folds.get(salt).equals("test")));
  }

  @Test
  void isExportedWithItsLevels() throws IOException {
    split(SplitOptions.of("exported", SplitStrategy.RANDOM, SIZES.fractions(), 3));
    Path csv = folder.resolve("splits.csv");
    Export.run(salts.spark, salts.workspace, SplitTable.TABLE, ExportFormat.CSV, csv.toString());
    assertThat(Files.readAllLines(csv))
        .startsWith(
            "split_name,material_id,group_key,fold,structure_hash,near_duplicate,protostructure,"
                + "reduced_formula,prototype,chemical_system")
        .anyMatch(
            line ->
                line.matches(
                    "exported,mp-NaOa,mp-NaOa,.*,Na-O,AB-000000000001 Na O,Na O,AB-000000000001,Na-O"));
  }
}
