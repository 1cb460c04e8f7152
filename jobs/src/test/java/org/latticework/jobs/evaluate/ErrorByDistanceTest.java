package org.latticework.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.latticework.jobs.console.Console;

class ErrorByDistanceTest {
  /** The error of a crystal is the number in its name; of several the mean. */
  private static ErrorByDistance of(Map<String, Double> distances, String... names) {
    return ErrorByDistance.of(
        List.of(names),
        Function.identity(),
        distances,
        "mae",
        some -> some.stream().mapToInt(name -> name.charAt(0) - '0').average().orElseThrow());
  }

  @Test
  void eachCrystalIsInTheBinOfItsDistance() {
    ErrorByDistance errors =
        of(
            Map.of("1", 0.0, "2", 0.049, "3", 0.05, "4", 0.8, "5", 1e9),
            "1",
            "2",
            "3",
            "4",
            "5",
            "7",
            "9");

    assertThat(errors.bins())
        .extracting(ErrorByDistance.Bin::count)
        .containsExactly(2L, 1L, 0L, 0L, 0L, 2L, 2L);
    assertThat(errors.bins())
        .extracting(ErrorByDistance.Bin::error)
        .containsExactly(1.5, 3.0, Double.NaN, Double.NaN, Double.NaN, 4.5, 8.0);
    assertThat(errors.facts()).hasSize(7);
    assertThat(errors.facts().get(0))
        .containsEntry("from", 0.0)
        .containsEntry("to", 0.05)
        .containsEntry("mae", 1.5);
    assertThat(errors.facts().get(2)).containsEntry("count", 0L).containsEntry("mae", null);
    assertThat(errors.facts().get(5)).containsEntry("from", 0.8).containsEntry("to", null);
    assertThat(errors.facts().get(6)).containsEntry("from", null).containsEntry("to", null);
    assertThat(errors.distance("2")).hasValue(0.049);
    assertThat(errors.distance("7")).isEmpty();
  }

  @Test
  void saysALineForEachBinThatHasCrystals() {
    StringWriter text = new StringWriter();
    of(Map.of("1", 0.02, "3", 0.3), "1", "3", "5").say(new Console(new PrintWriter(text), false));
    assertThat(text.toString().lines())
        .containsExactly(
            "Distance   of the nearest in training   crystals        mae",
            "           0.00 to 0.05 Å                      1     1.0000",
            "           0.20 to 0.40 Å                      1     3.0000",
            "           none to compare with                1     5.0000");
  }

  @Test
  void isSilentWhereDistancesAreNotKnown() {
    StringWriter text = new StringWriter();
    ErrorByDistance errors = new ErrorByDistance(Map.of(), "mae", List.of());
    errors.say(new Console(new PrintWriter(text), false));
    assertThat(text.toString()).isEmpty();
    assertThat(errors.facts()).isEmpty();
  }
}
