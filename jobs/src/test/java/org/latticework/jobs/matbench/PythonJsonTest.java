package org.latticework.jobs.matbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonJsonTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, 0.0",
    "1, 1.0",
    "-2.5, -2.5",
    "100, 100.0",
    "0.30000000000000004, 0.3",
    "0.3333333333333333, 0.333333333333",
    "0.0001, 0.0001",
    "0.00012345, 0.00012345",
    "0.00001, 1e-05",
    "-1.5e-7, -1.5e-07",
    "1.25e-100, 1.25e-100",
    "123456789012345, 123456789012000.0",
    "1234567890123456, 1234567890120000.0",
    "9999999999999998, 1e+16",
    "1.5e16, 1.5e+16",
    "2e300, 2e+300",
    "1.7976931348623157e308, 1.79769313486e+308",
    "2.2250738585072014e-308, 2.22507385851e-308",
    "4.9e-324, 0.0"
  })
  void writesNumbersAsPythonDoes(double number, String text) {
    assertThat(PythonJson.number(number)).isEqualTo(text);
    assertThat(PythonJson.rounded(number)).isEqualTo(Double.parseDouble(text));
  }

  @Test
  void sortsKeysAndEscapesWhatIsNotAscii() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("b", List.of(1, 2L, 1.5, true, "x"));
    value.put("a", Map.of("é", "\"\\\b\f\n\r\t\u0001\u007f\ud83d\ude00/"));
    value.put("B", List.of());
    value.put("", Map.of());
    assertThat(PythonJson.text(value))
        .isEqualTo(
            "{\"\": {}, \"B\": [], \"a\": {\"\\u00e9\": \"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u007f\\ud83d\\ude00/\"}, \"b\": [1, 2, 1.5, true, \"x\"]}");
  }

  @Test
  void refusesWhatItHasNoWordFor() {
    for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> PythonJson.text(List.of(number)))
          .hasMessage("JSON has finite numbers alone, got " + number);
    }
    assertThatThrownBy(() -> PythonJson.text('c')).hasMessage("JSON has no word for c");
  }

  @Test
  void isWhatPythonWritesOfIt() throws IOException {
    Python.assume();
    Random random = new Random(5);
    List<Object> numbers = new ArrayList<>();
    while (numbers.size() < 20_000) { // of all magnitudes, then such as properties have
      double number =
          numbers.size() < 10_000
              ? Double.longBitsToDouble(random.nextLong())
              : random.nextGaussian() * Math.pow(10, random.nextInt(25) - 12);
      if (Double.isFinite(number)) {
        numbers.add(number);
      }
    }
    StringBuilder all = new StringBuilder();
    for (int c = 0; c < 0x3000; c++) {
      all.append((char) c);
    }
    String text =
        PythonJson.text(
            Map.of("\ue000", numbers, "\ud83d\ude00", all.append("\ud83d\ude00").toString()));
    assertThat(
            Python.run(
                "import json, sys; print(json.dumps(json.load(sys.stdin), sort_keys=True))", text))
        .isEqualTo(text + "\n");
  }
}
