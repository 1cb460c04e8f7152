package org.latticework.trainer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConformalFactorTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final int DIVISIBLE = 27_720; // by 1 to 12

  /** Returns names of groups that nobody shares. */
  private static List<String> singletons(int n) {
    return IntStream.range(0, n).mapToObj(i -> "group " + i).toList();
  }

  private static double[] upTo(int n) {
    return IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray();
  }

  @ParameterizedTest
  @CsvSource({"0.1, 1", "0.11, 2", "0.5, 5", "0.75, 8", "0.8, 8", "0.9, 9", "0.91, Infinity"})
  void isTheQuantileOfNineGroupsOfOneCrystal(double level, double factor) {
    double[] scores = {4, 9, 2, 1, 8, 3, 5, 7, 6};
    assertThat(ConformalFactor.of(level, singletons(9), scores))
        .isEqualTo(new ConformalFactor(level, 9, 9, factor));
  }

  /** The level i/20 as whole numbers: rank ⌈(K + 1) i / 20⌉. */
  @Test
  void isTheOrdinaryQuantileOfGroupsOfOneCrystal() {
    for (int k = 1; k <= 120; k++) {
      for (int i = 1; i < 20; i++) {
        int rank = ((k + 1) * i + 19) / 20;
        assertThat(ConformalFactor.of(i / 20.0, singletons(k), upTo(k)).factor())
            .as("level %d/20 of %d groups", i, k)
            .isEqualTo(rank <= k ? rank : INFINITE);
      }
    }
  }

  /**
   * Four times the mass of 1 is 1, of 2 is 1/3 + 1/3, of 3 and 4 is 1/2 each, of 8 is 1/3: added
   * up, 1, 5/3, 13/6, 8/3, 3.
   */
  @ParameterizedTest
  @CsvSource({
    "0.25, 1",
    "0.26, 2",
    "0.41, 2",
    "0.42, 3",
    "0.54, 3",
    "0.55, 4",
    "0.66, 4",
    "0.67, 8",
    "0.75, 8",
    "0.76, Infinity"
  })
  void sharesTheMassOfAGroupAmongItsCrystals(double level, double factor) {
    List<String> groups = List.of("SiO2", "TiO2", "SiO2", "NaCl", "SiO2", "TiO2");
    double[] scores = {8, 3, 2, 1, 2, 4};
    assertThat(ConformalFactor.of(level, groups, scores))
        .isEqualTo(new ConformalFactor(level, 3, 6, factor));
  }

  /** Whole masses, of 27720 a group, tell exactly whether they reach a level of whole percents. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void isTheOneOfExactArithmetic(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int k = 4 + random.nextInt(40);
    List<String> groups = new ArrayList<>();
    List<Long> masses = new ArrayList<>();
    for (int group = 0; group < k; group++) {
      int size = 1 + random.nextInt(12);
      groups.addAll(Collections.nCopies(size, "group " + group));
      masses.addAll(Collections.nCopies(size, (long) DIVISIBLE / size));
    }
    double[] scores = random.ints(groups.size(), 0, 200).mapToDouble(i -> i / 8.0).toArray();
    for (int percent = 1; percent < 100; percent++) {
      double exact = INFINITE;
      for (int eighths = 199; eighths >= 0; eighths--) {
        long reached = 0;
        for (int i = 0; i < scores.length; i++) {
          reached += scores[i] <= eighths / 8.0 ? masses.get(i) : 0;
        }
        exact = reached * 100 >= (long) percent * (k + 1) * DIVISIBLE ? eighths / 8.0 : exact;
      }
      double factor = ConformalFactor.of(percent / 100.0, groups, scores).factor();
      // The smallest eighth that reaches the level is a score: nothing is gained between scores.
      assertThat(factor).as("%d %%", percent).isEqualTo(exact);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {30_000, 29_999, 7})
  void losesNoGroupToTheRoundingOfManyCrystals(int size) {
    List<String> groups = new ArrayList<>();
    for (String group : singletons(9)) {
      groups.addAll(Collections.nCopies(size, group));
    }
    double[] scores = upTo(9 * size);
    assertThat(ConformalFactor.of(0.9, groups, scores).factor()).isEqualTo(9.0 * size);
    assertThat(ConformalFactor.of(0.8, groups, scores).factor()).isEqualTo(8.0 * size);
  }

  @Test
  void dependsNeitherOnTheOrderOfCrystalsNorOnTheNamesOfGroups() {
    SplittableRandom random = new SplittableRandom(1);
    List<Integer> order = new ArrayList<>(IntStream.range(0, 300).boxed().toList());
    int[] groups = random.ints(300, 0, 30).toArray();
    double[] scores = random.ints(300, 0, 50).mapToDouble(i -> i / 7.0).toArray();
    for (double level : new double[] {0.3, 0.5, 0.8, 0.9, 0.95}) {
      Collections.sort(order);
      ConformalFactor factor = ConformalFactor.of(level, names(order, groups, "a"), scores);
      for (int i = 0; i < 10; i++) {
        Collections.shuffle(order, new Random(i));
        double[] shuffled = order.stream().mapToDouble(k -> scores[k]).toArray();
        assertThat(ConformalFactor.of(level, names(order, groups, "b" + i), shuffled))
            .isEqualTo(factor);
      }
    }
  }

  private static List<String> names(List<Integer> order, int[] groups, String prefix) {
    return order.stream().map(k -> prefix + groups[k]).toList();
  }

  @ParameterizedTest
  @CsvSource({"0.5, 1", "0.68, 3", "0.8, 4", "0.9, 9", "0.95, 19", "0.99, 99", "0.999, 999"})
  void needsSoManyGroupsToBeFinite(double level, int least) {
    assertThat(ConformalFactor.leastGroups(level)).isEqualTo(least);
  }

  @Test
  void isFiniteWithTheFewestGroupsAndInfiniteWithOneLess() {
    for (int i = 1; i < 1000; i += 3) {
      double level = i / 1000.0;
      int least = (int) ConformalFactor.leastGroups(level);
      assertThat(ConformalFactor.of(level, singletons(least), upTo(least)).finite()).isTrue();
      if (least > 1) {
        assertThat(ConformalFactor.of(level, singletons(least - 1), upTo(least - 1)).factor())
            .isEqualTo(INFINITE);
      }
    }
  }

  @Test
  void isInfiniteWithFewGroupsHoweverManyCrystalsTheyHave() {
    List<String> groups = IntStream.range(0, 1000).mapToObj(i -> "group " + i % 8).toList();
    ConformalFactor factor = ConformalFactor.of(0.9, groups, upTo(1000));
    assertThat(factor.groups()).isEqualTo(8);
    assertThat(factor.crystals()).isEqualTo(1000);
    assertThat(factor.finite()).isFalse();
    assertThat(factor.halfWidth(0.2)).isEqualTo(INFINITE);
    assertThat(factor.halfWidth(0)).isEqualTo(INFINITE);
  }

  @Test
  void isInfiniteWhereTooManyScoresAre() {
    double[] scores = {1, 2, INFINITE, 3};
    assertThat(ConformalFactor.of(0.6, singletons(4), scores).factor()).isEqualTo(3);
    assertThat(ConformalFactor.of(0.7, singletons(4), scores).finite()).isFalse();
  }

  @Test
  void multipliesDeviations() {
    ConformalFactor factor = new ConformalFactor(0.9, 20, 30, 1.5);
    assertThat(factor.halfWidth(0.5)).isEqualTo(0.75);
    assertThat(factor.halfWidth(0)).isZero();
    assertThatThrownBy(() -> factor.halfWidth(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Need a finite deviation >= 0, got deviation=-1.0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 90, Double.NaN})
  void refusesALevelThatIsNone(double level) {
    String message = "Need a level in (0, 1), got level=" + level;
    assertThatThrownBy(() -> ConformalFactor.of(level, List.of("a"), upTo(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> ConformalFactor.leastGroups(level))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> new ConformalFactor(level, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "0, 1", "2, 3"})
  void refusesNumbersThatDiffer(int groups, int scores) {
    assertThatThrownBy(() -> ConformalFactor.of(0.9, singletons(groups), new double[scores]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("got %d and %d".formatted(groups, scores));
  }

  @Test
  void isInfiniteWhereThereIsNoCrystal() {
    ConformalFactor none = ConformalFactor.of(0.9, List.of(), new double[0]);
    assertThat(none.finite()).isFalse();
    assertThat(none.groups()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.NEGATIVE_INFINITY})
  void refusesWhatIsNoScore(double score) {
    assertThatThrownBy(
            () -> ConformalFactor.of(0.5, List.of("SiO2", "NaCl"), new double[] {1, score}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Need scores >= 0, got %s of a crystal of the group NaCl".formatted(score));
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "2, 1, 1", "1, 1, -1", "1, 1, NaN"})
  void refusesAFactorThatIsNone(int groups, int crystals, double factor) {
    assertThatThrownBy(() -> new ConformalFactor(0.9, groups, crystals, factor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "got groups=%d, crystals=%d, factor=%s".formatted(groups, crystals, factor));
  }
}
