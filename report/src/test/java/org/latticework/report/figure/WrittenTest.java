package org.latticework.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrittenTest {
  @Test
  void writesFourDigitsThatCount() {
    assertThat(Written.number(0.171313)).isEqualTo("0.1713");
    assertThat(Written.number(12.0449)).isEqualTo("12.04");
    assertThat(Written.number(123456)).isEqualTo("123,456");
    assertThat(Written.number(1000.5)).isEqualTo("1,001");
    assertThat(Written.number(2)).isEqualTo("2");
    assertThat(Written.number(0)).isEqualTo("0");
    assertThat(Written.number(-0.25)).isEqualTo("-0.25");
    assertThat(Written.number(0.000012)).isEqualTo("1.2e-05");
    assertThat(Written.number(1.5e-10)).isEqualTo("1.5e-10");
    assertThat(Written.number(3e9)).isEqualTo("3e+09");
    assertThat(Written.number(Double.NaN)).isEqualTo("–");
    assertThat(Written.number(Double.POSITIVE_INFINITY)).isEqualTo("–");
  }

  @Test
  void countsOneAndMany() {
    assertThat(Written.count(1, "crystal", "crystals")).isEqualTo("1 crystal");
    assertThat(Written.count(20_045, "crystal", "crystals")).isEqualTo("20,045 crystals");
    assertThat(Written.percent(1, 8)).isEqualTo("12.5 %");
    assertThat(Written.percent(0, 0)).isEqualTo("–");
  }
}
