package org.latticework.trainer.parallelism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AveragingScheduleTest {
  @Test
  void holdsAFrequencyUntilTheNextOneBegins() {
    AveragingSchedule schedule = AveragingSchedule.parse("1, 5 from 4,20 from 10");
    assertThat(List.of(1, 3, 4, 9, 10, 500).stream().map(schedule::frequency))
        .containsExactly(1, 1, 5, 5, 20, 20);
    assertThat(AveragingSchedule.parse("7")).isEqualTo(AveragingSchedule.every(7));
    assertThat(AveragingSchedule.parse("epoch"))
        .isEqualTo(AveragingSchedule.every(AveragingSchedule.EPOCH));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "1, 5 from 4, 20 from 10", "epoch", "5, epoch from 10"})
  void writesWhatItReads(String text) {
    assertThat(AveragingSchedule.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "five",
        "epochs",
        "5 from",
        "5 from 2",
        "1, 5",
        "1, 5 from 4, 9 from 4",
        "5,"
      })
  void refusesWhatIsNoSchedule(String text) {
    assertThatThrownBy(() -> AveragingSchedule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Averaging");
  }
}
