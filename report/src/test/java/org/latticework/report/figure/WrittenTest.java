package org.latticework.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrittenTest {
  @Test
  void writesFourDigitsThatCount() {
    assertThat(Written.number(0.171313)).isEqualTo("0.1713");
    assertThat(Written.number(0.000123456)).isEqualTo("0.0001235");
    assertThat(Written.number(12.0449)).isEqualTo("12.04");
    assertThat(Written.number(123456)).isEqualTo("123,456");
    assertThat(Written.number(1000.5)).isEqualTo("1,001");
    assertThat(Written.number(9.99996)).isEqualTo("10");
    assertThat(Written.number(999.96)).isEqualTo("1,000");
    assertThat(Written.number(2)).isEqualTo("2");
    assertThat(Written.number(-0.25)).isEqualTo("−0.25");
    assertThat(Written.number(0)).isEqualTo("0");
    assertThat(Written.number(-0.0)).isEqualTo("0");
  }

  @Test
  void writesPowersOfTenWhereZerosWouldBeMany() {
    assertThat(Written.number(0.000012)).isEqualTo("1.2e−05");
    assertThat(Written.number(-1.5e-10)).isEqualTo("−1.5e−10");
    assertThat(Written.number(3e9)).isEqualTo("3e+09");
  }

  @Test
  void saysWhereThereIsNone() {
    assertThat(Written.number(Double.NaN)).isEqualTo("none");
    assertThat(Written.number(Double.POSITIVE_INFINITY)).isEqualTo("none");
    assertThat(Written.share(0, 0)).isEqualTo("none");
    assertThat(Written.share(Double.NaN)).isEqualTo("none");
  }

  @Test
  void countsAndDivides() {
    assertThat(Written.count(1, "value", "values")).isEqualTo("1 value");
    assertThat(Written.crystals(1)).isEqualTo("1 crystal");
    assertThat(Written.crystals(20_045)).isEqualTo("20,045 crystals");
    assertThat(Written.count(-1234)).isEqualTo("−1,234");
    assertThat(Written.share(1, 8)).isEqualTo("12.5 %");
    assertThat(Written.share(0.9124)).isEqualTo("91.2 %");
  }
}
