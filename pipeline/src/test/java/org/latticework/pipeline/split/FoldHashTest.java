package org.latticework.pipeline.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldHashTest {
  @Test
  void agreesWithSha256AsComputedElsewhere() {
    // Python: int.from_bytes(sha256(seed.to_bytes(8, "big") + group.encode()).digest()[:8], "big")
    // >> 11, over 2**53
    assertThat(FoldHash.uniform(0, "O2 Ti")).isEqualTo(0.3960238008052217);
    assertThat(FoldHash.uniform(42, "Cl Na")).isEqualTo(0.22233341623770342);
  }

  @Test
  void drawsUniformly() {
    long test =
        IntStream.range(0, 10_000).filter(i -> FoldHash.uniform(7, "group " + i) < 0.2).count();

    // Four standard deviations of a binomial count: 4 sqrt(10,000 p (1 - p)).
    assertThat(test).isBetween(1840L, 2160L);
  }

  @Test
  void refusesFractionsThatLeaveNothingToLearnFrom() {
    assertThatThrownBy(() -> new FoldFractions(0.5, 0.5))
        .hasMessage("Need validation >= 0, test >= 0 and a sum below 1, got 0.5 and 0.5");
    assertThatThrownBy(() -> new FoldFractions(Double.NaN, 0.1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
