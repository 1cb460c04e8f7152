package org.latticework.trainer.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class RoundTimesTest {
  private static RoundMetrics round(double seconds, double... workers) {
    List<WorkerRound> rounds = new ArrayList<>();
    for (int k = 0; k < workers.length; k++) {
      rounds.add(
          new WorkerRound(k, "executor %d on b".formatted(k), 1, 1, 1, 1, workers[k], List.of()));
    }
    return new RoundMetrics(1, 1, 1, 1, 1, rounds, seconds);
  }

  @Test
  void splitsTheTimeOfRoundsInComputingWaitingAndTheRest() {
    RoundTimes times = RoundTimes.NONE.plus(round(10, 5, 7, 9)).plus(round(8, 6, 6, 6));
    // Workers compute 7 and 6 on average, and the slowest 9 and 6; sums of small whole numbers.
    assertThat(times.seconds()).isEqualTo(18);
    assertThat(times.computeSeconds()).isCloseTo(13, within(1e-12));
    assertThat(times.waitingSeconds()).isCloseTo(2, within(1e-12));
    assertThat(times.overheadSeconds()).isCloseTo(3, within(1e-12));
  }

  @Test
  void namesTheWorkerThatIsSlowOverAllRounds() {
    RoundTimes times = RoundTimes.NONE.plus(round(9, 1, 4, 2, 8)).plus(round(9, 1, 8, 3, 3));
    assertThat(times.slowest()).isEqualTo(new WorkerTime(1, "executor 1 on b", 12));
    assertThat(times.slowness()).isEqualTo(12.0 / 5); // 2, 5 and 11 are the others'
  }

  @Test
  void takesTheMeanOfTheTwoInTheMiddleWhereTheOthersAreEven() {
    assertThat(RoundTimes.NONE.plus(round(9, 1, 3, 8)).slowness()).isEqualTo(4);
    assertThat(RoundTimes.NONE.plus(round(9, 2, 8)).slowness()).isEqualTo(4);
  }

  @Test
  void knowsNoSlowWorkerAmongOneOrNone() {
    assertThat(RoundTimes.NONE.plus(round(9, 5)).slowness()).isEqualTo(1);
    assertThat(RoundTimes.NONE.slowness()).isEqualTo(1);
    assertThatThrownBy(RoundTimes.NONE::slowest).isInstanceOf(NoSuchElementException.class);
  }
}
