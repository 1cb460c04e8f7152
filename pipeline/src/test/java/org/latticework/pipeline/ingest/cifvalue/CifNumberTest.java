package org.latticework.pipeline.ingest.cifvalue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CifNumberTest {
  @ParameterizedTest
  @CsvSource({"5.43(2), 5.43", "-.5, -0.5", "+5., 5", "1E-3, 0.001", "1.2e+1(15), 12", "007, 7"})
  void readsWhatCifAllows(String value, double number) throws CifException {
    assertThat(CifNumber.parse("x", value)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "NaN",
        "Infinity",
        "0x10",
        "1d",
        "1.5f",
        "1,5",
        "1/3",
        "5.43()",
        "(2)",
        ".",
        "-",
        "1 2",
        "--1",
        "1e400",
        "٣"
      })
  void refusesWhatOtherParsersTake(String value) {
    assertThat(CifFaultTest.faultOf(() -> CifNumber.parse("x", value)).fault())
        .isEqualTo(CifFault.BAD_NUMBER);
  }

  @ParameterizedTest
  @CsvSource({
    "0.333, 2",
    "0.3333, 2",
    "-0.667, -4",
    "0.666, 4",
    "1.16667, 7",
    ".8333, 5",
    "0.1666, 1"
  })
  void takesARoundedSixthForASixth(String value, int sixths) throws CifException {
    assertThat(CifNumber.parseFraction("x", value)).isEqualTo(sixths / 6.0);
  }

  @ParameterizedTest
  @CsvSource({
    "0.33, 0.33",
    "0.334, 0.334",
    "0.3332, 0.3332",
    "0.3334, 0.3334",
    "0.668, 0.668",
    "0.3333(2), 0.3333",
    "0.4999, 0.4999",
    "0.9999, 0.9999",
    "0.0001, 0.0001"
  })
  void leavesOtherNumbersAlone(String value, double number) throws CifException {
    assertThat(CifNumber.parseFraction("x", value)).isEqualTo(number);
  }
}
