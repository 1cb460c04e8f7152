package org.latticework.featurizer.crystal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class Vector3Test {
  private static final Vector3 U = new Vector3(1, 2, 3);
  private static final Vector3 V = new Vector3(-4, 0, 2);

  @Test
  void addsScalesAndMultiplies() {
    assertThat(U.plus(V)).isEqualTo(new Vector3(-3, 2, 5));
    assertThat(U.times(-2)).isEqualTo(new Vector3(-2, -4, -6));
    assertThat(U.dot(V)).isEqualTo(2);
    assertThat(U.cross(V)).isEqualTo(new Vector3(4, -14, 8));
    assertThat(new Vector3(2, 3, 6).length()).isEqualTo(7);
  }

  @Test
  void refusesComponentsThatAreNoNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Vector3(0, Double.NaN, 0))
        .withMessageContaining("must be finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Vector3(Double.POSITIVE_INFINITY, 0, 0));
  }
}
