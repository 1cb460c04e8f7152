package org.latticework.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.latticework.trainer.measure.RoundMetrics;
import org.latticework.trainer.measure.RoundProgress;
import org.latticework.trainer.measure.WorkerRound;
import org.latticework.trainer.round.DivergenceException;
import org.latticework.trainer.state.EpochMetrics;
import org.latticework.trainer.state.TrainingRecord;

class TrainingHistoryTest {
  private final List<Progress> progress = new ArrayList<>();
  private final List<EpochProgress> parts = new ArrayList<>();
  private final List<EpochMetrics> epochs = new ArrayList<>();
  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void underWay(EpochProgress part) {
          parts.add(part);
        }

        @Override
        public void roundFinished(Progress round) {
          progress.add(round);
        }

        @Override
        public void epochFinished(EpochMetrics metrics) {
          epochs.add(metrics);
        }
      };
  private long seconds = 1_000; // of the clock
  private final TrainingHistory history = history(TrainingRecord.EMPTY);

  private TrainingHistory history(TrainingRecord before) {
    return new TrainingHistory(4, 2, before, 20, listener, () -> seconds * 1_000_000_000);
  }

  private static RoundMetrics round(int epoch, int round, int crystals, double error) {
    WorkerRound worker =
        new WorkerRound(
            0, "executor 1 on here", crystals, crystals * error, 0, 1000, 0.1, List.of());
    return new RoundMetrics(epoch, round, 2, 3, 0.01, List.of(worker), 0.15);
  }

  @Test
  void weighsErrorsByCrystalsInTheTargetsUnit() {
    history.add(round(1, 1, 30, 0.5));
    history.add(round(1, 2, 10, 0.1));
    history.finishEpoch(OptionalDouble::empty);
    // unit 2: 2 · (30 · 0.5 + 10 · 0.1) / 40.
    assertThat(progress).extracting(Progress::trainError).first().isEqualTo(1.0);
    assertThat(progress).extracting(Progress::roundError).containsExactly(1.0, 0.2);
    assertThat(progress).extracting(Progress::steps).containsExactly(23, 26); // 3 after 20
    assertThat(epochs.get(0).trainError()).isCloseTo(0.8, within(1e-15));
    assertThat(epochs.get(0).crystals()).isEqualTo(40);
    assertThat(epochs.get(0).steps()).isEqualTo(26);
    assertThat(epochs.get(0).learningRate()).isEqualTo(0.01);
    assertThat(epochs.get(0).validationError()).isNaN();
  }

  @Test
  void keepsTheFirstOfTheBestEpochs() {
    double[] maes = {Double.NaN, 0.3, 0.2, 0.2};
    boolean[] best = new boolean[4];
    for (int k = 0; k < 4; k++) {
      double mae = maes[k];
      history.add(round(k + 1, 1, 1, 1));
      best[k] = history.finishEpoch(() -> OptionalDouble.of(mae));
    }
    assertThat(best).containsExactly(true, true, true, false);
  }

  @Test
  void takesTheLastEpochWhereNothingValidates() {
    for (int epoch = 1; epoch <= 3; epoch++) {
      history.add(round(epoch, 1, 1, epoch));
      assertThat(history.finishEpoch(OptionalDouble::empty)).isTrue();
    }
  }

  @Test
  void isExhaustedWhereTheLastEpochsValidatedNoBetter() {
    double[] maes = {0.3, 0.2, 0.25, 0.2, 0.1};
    boolean[] exhausted = new boolean[5];
    for (int k = 0; k < 5; k++) {
      double mae = maes[k];
      history.add(round(k + 1, 1, 1, 1));
      history.finishEpoch(() -> OptionalDouble.of(mae));
      exhausted[k] = history.isExhausted(2);
      assertThat(history.isExhausted(0)).isFalse();
    }
    assertThat(exhausted).containsExactly(false, false, false, true, false);
  }

  /** Seconds are nanoseconds times 1e-9, which no double is exactly. */
  private static Offset<Double> rounding() {
    return within(1e-12);
  }

  @Test
  void estimatesTheTimeLeftFromTheRoundsDone() {
    seconds += 3;
    history.add(round(1, 1, 1, 1));
    seconds += 2;
    history.add(round(1, 2, 1, 1));
    // After 1/8 and 1/4 of the run 7 and 3 times the time so far is left.
    assertThat(progress.get(0).secondsLeft()).isCloseTo(7 * 3, rounding());
    assertThat(progress.get(1).secondsLeft()).isCloseTo(3 * 5, rounding());
  }

  @Test
  void estimatesTheTimeLeftOfAResumedRunFromTheRoundsSince() {
    EpochMetrics first = new EpochMetrics(1, 0.5, 0.4, 40, 200, 10, 5, 0.01);
    TrainingHistory resumed =
        history(new TrainingRecord(List.of(first), 1, 30, 15, 100, 310, 0)); // at 2.1
    seconds += 3;
    resumed.add(round(2, 2, 10, 0.1));
    // 3 s for half an epoch, and two epochs are left.
    assertThat(progress.get(0).secondsLeft()).isCloseTo(4 * 3, rounding());
    assertThat(progress.get(0).crystalsPerSecond()).isCloseTo(40 / 103.0, rounding());
    resumed.finishEpoch(OptionalDouble::empty);
    assertThat(epochs.get(0).seconds()).isCloseTo(103, rounding());
    assertThat(resumed.record().seconds()).isCloseTo(313, rounding());
  }

  @Test
  void tellsHowFarAnEpochIsWithinARoundAndAfterIt() {
    seconds += 2;
    history.tell(new RoundProgress(1, 1, 2, 0.5, 10, 4));
    seconds += 2;
    history.add(round(1, 1, 20, 0.5));
    seconds += 1;
    history.tell(new RoundProgress(1, 2, 2, 0.25, 5, 5));
    assertThat(parts).extracting(EpochProgress::epoch).containsOnly(1);
    assertThat(parts).extracting(EpochProgress::crystals).containsExactly(10, 20, 25);
    // unit 2: 2 · 4 / 10, 2 · 0.5, 2 · (10 + 5) / 25.
    assertThat(parts).extracting(EpochProgress::trainError).containsExactly(0.8, 1.0, 1.2);
    assertThat(parts.get(2).crystalsPerSecond()).isCloseTo(25 / 5.0, rounding());
    // Of four epochs of two rounds: 1/16, 1/8 and 5/32 are done.
    assertThat(parts.get(0).secondsLeft()).isCloseTo(15 * 2, rounding());
    assertThat(parts.get(1).secondsLeft()).isCloseTo(7 * 4, rounding());
    assertThat(parts.get(2).secondsLeft()).isCloseTo(27 / 5.0 * 5, rounding());
    assertThat(history.record().crystals()).isEqualTo(20); // a part is none of it yet
  }

  @Test
  void countsTheTimeOfValidationByItself() {
    seconds += 6;
    history.add(round(1, 1, 30, 0.5));
    seconds += 4;
    history.add(round(1, 2, 10, 0.1));
    history.finishEpoch(
        () -> {
          seconds += 7;
          return OptionalDouble.of(0.3);
        });
    assertThat(progress.get(1).crystalsPerSecond()).isCloseTo(4, rounding());
    assertThat(epochs.get(0).seconds()).isCloseTo(10, rounding());
    assertThat(epochs.get(0).validationSeconds()).isCloseTo(7, rounding());
    seconds += 1;
    assertThat(history.record().epochSeconds()).isCloseTo(1, rounding());
    assertThat(history.record().seconds()).isCloseTo(18, rounding());
  }

  @Test
  void stopsWhereTheErrorIsNoNumber() {
    assertThatThrownBy(() -> history.add(round(2, 1, 8, Double.NaN)))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("Epoch 2, round 1 of 2: the training error is NaN");
  }
}
