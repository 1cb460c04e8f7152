package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.latticework.trainer.kernel.KernelUse;
import org.latticework.trainer.training.CachedCrystals;
import org.latticework.trainer.training.EpochMetrics;
import org.latticework.trainer.training.TrainingPlan;

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
        .hasSize(5)
        .allMatch(line -> line.length() <= Console.COLUMNS)
        .last()
        .asString()
        .containsSubsequence("30 of   30", "0.2500", "0.5000", "400", "-");
  }

  @Test
  void writesTimesAsPeopleDo() {
    assertThat(TrainingProgress.time(66)).isEqualTo("1:06");
    assertThat(TrainingProgress.time(4000)).isEqualTo("1:06:40");
  }
}
