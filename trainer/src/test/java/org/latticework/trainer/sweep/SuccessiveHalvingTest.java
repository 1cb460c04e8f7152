package org.latticework.trainer.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.latticework.trainer.sweep.SuccessiveHalving.Candidate;

class SuccessiveHalvingTest {
  private static final SuccessiveHalving THIRDS = new SuccessiveHalving(3, 1);

  private static Candidate candidate(String settings, double... errors) {
    return Candidate.of(settings, Arrays.stream(errors).mapToObj(OptionalDouble::of).toList());
  }

  private static List<String> ranked(Candidate... candidates) {
    return SuccessiveHalving.ranked(List.of(candidates)).stream().map(Candidate::settings).toList();
  }

  @Test
  void rungsAreTheEpochsDividedByPowersOfTheFactorRoundedUp() {
    assertThat(THIRDS.rungs(81)).containsExactly(1, 3, 9, 27);
    assertThat(THIRDS.rungs(30)).containsExactly(1, 2, 4, 10); // 30/3, 30/9, 30/27, 30/81
    assertThat(new SuccessiveHalving(2, 1).rungs(10)).containsExactly(1, 2, 3, 5);
    assertThat(new SuccessiveHalving(100, 1).rungs(30)).containsExactly(1);
  }

  @Test
  void noRungIsBelowTheFirstEpochsOrAtTheEnd() {
    assertThat(new SuccessiveHalving(3, 3).rungs(81)).containsExactly(3, 9, 27);
    assertThat(new SuccessiveHalving(3, 28).rungs(81)).isEmpty();
    assertThat(THIRDS.rungs(2)).containsExactly(1);
    assertThat(THIRDS.rungs(1)).isEmpty();
  }

  @Test
  void rungsAreThoseOfTheExactQuotients() {
    for (int factor : new int[] {2, 3, 7}) {
      for (int epochs = 1; epochs < 300; epochs++) {
        int all = epochs;
        List<Integer> exact =
            LongStream.iterate(factor, power -> power * factor)
                .limit(12)
                .mapToInt(power -> (int) ((all + power - 1) / power))
                .filter(rung -> rung < all)
                .distinct()
                .sorted()
                .boxed()
                .toList();
        assertThat(new SuccessiveHalving(factor, 1).rungs(epochs)).isEqualTo(exact);
      }
    }
  }

  @Test
  void withoutHalvingNobodyWaits() {
    SuccessiveHalving none = new SuccessiveHalving(0, 1);
    assertThat(none.isNone()).isTrue();
    assertThat(none.rungs(81)).isEmpty();
    assertThatThrownBy(() -> none.survivors(9)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void oneInAsManyAsTheFactorGoesOnRoundedUp() {
    assertThat(THIRDS.survivors(9)).isEqualTo(3);
    assertThat(THIRDS.survivors(10)).isEqualTo(4);
    assertThat(THIRDS.survivors(2)).isEqualTo(1);
    assertThat(THIRDS.survivors(1)).isEqualTo(1);
    assertThat(new SuccessiveHalving(100, 1).survivors(101)).isEqualTo(2);
  }

  @Test
  void ranksByTheMeanOverSeeds() {
    // Means 0.25, 0.3 and 0.2; the single best run is of the worst.
    assertThat(ranked(candidate("a", 0.2, 0.3), candidate("b", 0.1, 0.5), candidate("c", 0.2, 0.2)))
        .containsExactly("c", "a", "b");
  }

  @Test
  void theOrderOfSeedsDoesNotMatter() {
    assertThat(candidate("a", 0.1, 0.2, 0.3)).isEqualTo(candidate("a", 0.3, 0.2, 0.1));
  }

  @Test
  void whatFailedIsWorseThanWhatIsUnknownAndThatIsWorseThanAnyNumber() {
    Candidate failed = Candidate.of("a", List.of(OptionalDouble.of(0.01), OptionalDouble.empty()));
    assertThat(ranked(failed, candidate("b", 0.1, Double.NaN), candidate("c", 1e30, 1e30)))
        .containsExactly("c", "b", "a");
  }

  @Test
  void settingsBreakTies() {
    Candidate failed = Candidate.of("a", List.of(OptionalDouble.empty()));
    Candidate failedToo = Candidate.of("0", List.of(OptionalDouble.empty()));
    assertThat(ranked(failed, candidate("z", 0.1), candidate("y", 0.1), failedToo))
        .containsExactly("y", "z", "0", "a");
  }

  @Test
  void refusesFactorsAndFirstEpochsOutOfBounds() {
    for (int factor : new int[] {-1, 1, 101}) {
      assertThatThrownBy(() -> new SuccessiveHalving(factor, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("factor must be from 2 to 100, or 0 for none, got " + factor);
    }
    assertThatThrownBy(() -> new SuccessiveHalving(3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("first-epochs must be 1 or more, got 0");
  }
}
