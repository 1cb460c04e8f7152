package org.latticework.featurizer.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistanceShellsTest {
  @Test
  void joinsDistancesThatDifferByLessThanFourDigitsTell() {
    assertThat(DistanceShells.of(new double[] {3.00003, 2.5, 3.0, 3.00012, 3.0005}))
        .containsExactly(1, 0, 1, 1, 2);
  }

  @Test
  void endsAShellThatWouldBecomeTooWide() {
    double[] dense = IntStream.range(0, 30).mapToDouble(k -> 3 + 0.00009 * k).toArray();

    assertThat(DistanceShells.of(dense))
        .containsExactly(
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2,
            2);
  }

  @Test
  void hasNoShellWhereThereIsNoDistance() {
    assertThat(DistanceShells.of(new double[0])).isEmpty();
  }
}
