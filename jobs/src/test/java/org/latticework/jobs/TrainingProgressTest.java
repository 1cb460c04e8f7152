package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latticework.trainer.kernel.KernelUse;
import org.latticework.trainer.training.CachedCrystals;
import org.latticework.trainer.training.EpochMetrics;
import org.latticework.trainer.training.Progress;
import org.latticework.trainer.training.RoundMetrics;
import org.latticework.trainer.training.RoundTimes;
import org.latticework.trainer.training.TrainingPlan;
import org.latticework.trainer.training.WorkerTime;

class TrainingProgressTest {
  @Test
  void printsALineForEachEpochWhereNobodyLooksOn() {
    StringWriter text = new StringWriter();
    Console console = new Console(new PrintWriter(text), false);
    TrainingProgress progress = new TrainingProgress(console, TrainConfig.from(Settings.shipped()));
    progress.started(
        new TrainingPlan(
            new CachedCrystals(800, 100, 0, 1_800_000),
            2,
            7,
            2,
            new KernelUse("fused", ""),
            89_729));
    progress.epochFinished(new EpochMetrics(30, 0.25, 0.5, 800, 2.0, 0.1));
    assertThat(text.toString().lines())
        .hasSize(6)
        .allMatch(line -> line.length() <= Console.COLUMNS)
        .last()
        .asString()
        .containsSubsequence("30 of   30", "0.2500", "0.5000", "400", "-");
  }

  @Test
  void drawsABarForTheRoundsOnATerminalAndClearsItForTheLineOfTheEpoch() {
    StringWriter text = new StringWriter();
    Console console = new Console(new PrintWriter(text), true);
    TrainingProgress progress = new TrainingProgress(console, TrainConfig.from(Settings.shipped()));
    RoundMetrics round = new RoundMetrics(1, 3, 7, 5, 5e-4, List.of(), 1);
    progress.roundFinished(new Progress(round, 30, 15, 0.3, 0.25, 400, 66));
    progress.epochFinished(new EpochMetrics(1, 0.25, 0.5, 800, 2.0, 0.1));
    String clear = "\r" + " ".repeat(Console.COLUMNS) + "\r";
    assertThat(text.toString()).startsWith("\repoch    1").containsOnlyOnce("\n").contains(clear);
    assertThat(text.toString().substring(text.toString().indexOf(clear) + clear.length()))
        .startsWith("   1 of   30");
  }

  private static String times(double... seconds) {
    StringWriter text = new StringWriter();
    List<WorkerTime> workers = new ArrayList<>();
    for (int k = 0; k < seconds.length; k++) {
      workers.add(new WorkerTime(k, "executor %d on node17".formatted(k), seconds[k]));
    }
    TrainingProgress.sayTimes(
        new Console(new PrintWriter(text), false), new RoundTimes(50, 4, 6, workers));
    return text.toString();
  }

  @Test
  void namesTheWorkerThatIsSlow() {
    assertThat(times(31, 30, 45, 29).lines())
        .containsExactly(
            "Rounds     80 % computing, 8 % waiting for the slowest, 12 % sending, averaging, queueing",
            "           worker 2 (executor 2 on node17) took 1.50 times as long as the others");
    assertThat(times(31, 30, 32).lines()).hasSize(1);
    assertThat(times(31)).isEmpty();
  }

  @Test
  void writesTimesAsPeopleDo() {
    assertThat(TrainingProgress.time(66)).isEqualTo("1:06");
    assertThat(TrainingProgress.time(4000)).isEqualTo("1:06:40");
  }
}
