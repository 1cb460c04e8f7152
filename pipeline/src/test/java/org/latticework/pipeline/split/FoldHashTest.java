package org.latticework.pipeline.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latticework.pipeline.material.Fold;

class FoldHashTest {
  @Test
  void agreesWithSha256AsComputedElsewhere() {
    // Python: int.from_bytes(sha256(seed.to_bytes(8, "big") + group.encode()).digest()[:8], "big")
    // >> 11, over 2**53
    assertUniform(0, "O2 Ti", TI_O2_0);
    assertUniform(42, "Cl Na", NA_CL_42);
  }

  private static final double TI_O2_0 = 0.3960238008052217;
  private static final double NA_CL_42 = 0.22233341623770342;

  private static void assertUniform(long seed, String group, double u) {
    double step = 1e-12;
    assertThat(new FoldHash(new FoldFractions(0, u + step), seed).foldOf(group))
        .isEqualTo(Fold.TEST);
    assertThat(new FoldHash(new FoldFractions(0, u - step), seed).foldOf(group))
        .isEqualTo(Fold.TRAIN);
  }

  @Test
  void givesEachFoldItsFraction() {
    FoldHash hash = new FoldHash(new FoldFractions(0.1, 0.2), 7);
    Map<Fold, Integer> counts = new EnumMap<>(Fold.class);
    for (int i = 0; i < 10_000; i++) {
      counts.merge(hash.foldOf("group " + i), 1, Integer::sum);
    }

    // Four standard deviations of a binomial count: 4 sqrt(10,000 p (1 - p)).
    assertThat(counts.get(Fold.VALIDATION)).isBetween(880, 1120);
    assertThat(counts.get(Fold.TEST)).isBetween(1840, 2160);
  }

  @Test
  void refusesFractionsThatLeaveNothingToLearnFrom() {
    assertThatThrownBy(() -> new FoldFractions(0.5, 0.5))
        .hasMessage("Need validation >= 0, test >= 0 and a sum below 1, got 0.5 and 0.5");
    assertThatThrownBy(() -> new FoldFractions(Double.NaN, 0.1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
