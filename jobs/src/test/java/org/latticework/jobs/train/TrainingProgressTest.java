package org.latticework.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Durations;
import org.latticework.jobs.settings.AutomaticSettings;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.train.config.TrainConfig;
import org.latticework.trainer.measure.RoundTimes;
import org.latticework.trainer.measure.WorkerTime;
import org.latticework.trainer.network.KernelUse;
import org.latticework.trainer.shard.CachedCrystals;
import org.latticework.trainer.state.EpochMetrics;
import org.latticework.trainer.training.EpochProgress;
import org.latticework.trainer.training.TrainingPlan;

class TrainingProgressTest {
  private static TrainingPlan plan(KernelUse kernel) {
    return plan(kernel, List.of());
  }

  private static TrainingPlan plan(KernelUse kernel, List<Integer> unseen) {
    return new TrainingPlan(
        new CachedCrystals(800, 100, 0, 1_800_000), 2, kernel, List.of(), new TreeSet<>(unseen));
  }

  private static List<String> started(KernelUse kernel, String... settings) {
    StringWriter text = new StringWriter();
    TrainConfig config =
        TrainConfig.from(
            AutomaticSettings.resolve(Settings.shipped().withPairs(List.of(settings))));
    new TrainingProgress(new Console(new PrintWriter(text), false), config).started(plan(kernel));
    return text.toString().lines().toList();
  }

  @Test
  void printsALineForEachEpochWhereNobodyLooksOn() {
    StringWriter text = new StringWriter();
    Console console = new Console(new PrintWriter(text), false);
    TrainingProgress progress =
        new TrainingProgress(
            console, TrainConfig.from(AutomaticSettings.resolve(Settings.shipped())));
    progress.started(plan(new KernelUse("fused", "")));
    progress.epochFinished(new EpochMetrics(30, 0.25, 0.5, 800, 2.0, 0.1, 100, 0.01));
    assertThat(text.toString().lines())
        .hasSize(6)
        .allMatch(line -> line.length() <= Console.COLUMNS)
        .last()
        .asString()
        .containsSubsequence("30 of   30", "0.2500", "0.5000", "400", "-");
  }

  @Test
  void saysWhyThereIsNoFusedKernelInTheWidthOfAConsole() {
    String obstacle = // as a JVM without the module has it; the trainer's WithoutVectorsIT is one
        "the module jdk.incubator.vector is not loaded (java --add-modules jdk.incubator.vector)";
    List<String> lines = started(new KernelUse("nd4j", obstacle));
    assertThat(lines).allMatch(line -> line.length() <= Console.COLUMNS);
    assertThat(lines.get(1)).startsWith("           no fused kernel: the module jdk.incubator");
    assertThat(lines.get(2)).startsWith("           ").endsWith("jdk.incubator.vector)");
  }

  @Test
  void saysWhatIsAveragedAndWhen() {
    assertThat(words("train.workers=1", "train.batch-size=64"))
        .contains(" 1 worker with batches of 64 learning rate");
    assertThat(words("train.workers=8", "train.averaging-frequency=1, 5 from 4"))
        .contains(
            " 8 workers, each with batches of 64; parameters averaged every step, every 5 steps"
                + " from epoch 4 learning rate");
    assertThat(words("train.workers=8", "train.averaging-frequency=epoch"))
        .contains("parameters averaged once an epoch learning rate");
    assertThat(words("train.workers=8", "train.averaged=gradients", "train.averaging-frequency=1"))
        .contains(" 8 workers, each with batches of 64; gradients averaged every step learning");
  }

  @Test
  void saysWhatIsNewToTheModelThatItBeginsWithAndWhichPartsLearnOtherwise() {
    StringWriter text = new StringWriter();
    Settings settings =
        Settings.shipped()
            .withPairs(List.of("train.from=base", "train.freeze=embedding", "train.rates.head=2"));
    new TrainingProgress(
            new Console(new PrintWriter(text), false),
            TrainConfig.from(AutomaticSettings.resolve(settings)))
        .started(plan(new KernelUse("fused", ""), List.of(61, 43)));
    assertThat(text.toString().replaceAll("\\s+", " "))
        .contains(
            " learning rates of parts: embedding frozen, head × 2.0 base has not seen Tc, Pm:"
                + " their vectors begin as the mean of the elements that it has ");
  }

  /** Wherever lines end. */
  private static String words(String... settings) {
    return String.join(" ", started(new KernelUse("fused", ""), settings)).replaceAll(" +", " ");
  }

  @Test
  void drawsABarForTheCrystalsOnATerminalAndClearsItForTheLineOfTheEpoch() {
    StringWriter text = new StringWriter();
    Console console = new Console(new PrintWriter(text), true);
    TrainingProgress progress =
        new TrainingProgress(
            console, TrainConfig.from(AutomaticSettings.resolve(Settings.shipped())));
    progress.underWay(new EpochProgress(1, 300, 0.25, 400, 66));
    progress.epochFinished(new EpochMetrics(1, 0.25, 0.5, 800, 2.0, 0.1, 100, 0.01));
    String clear = "\r" + " ".repeat(Console.COLUMNS) + "\r";
    assertThat(text.toString()).startsWith("\repoch    1").containsOnlyOnce("\n").contains(clear);
    assertThat(text.toString().substring(text.toString().indexOf(clear) + clear.length()))
        .startsWith("   1 of   30");
  }

  @Test
  void showsADashWhereThereIsNothingToValidateOn() {
    StringWriter text = new StringWriter();
    Console console = new Console(new PrintWriter(text), false);
    new TrainingProgress(console, TrainConfig.from(AutomaticSettings.resolve(Settings.shipped())))
        .epochFinished(new EpochMetrics(30, 0.25, Double.NaN, 800, 2.0, 0.1, 100, 0.01));
    assertThat(text.toString().replaceAll(" +", " ")).isEqualTo(" 30 of 30 0.2500 - 400 -\n");
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
  }

  @Test
  void namesHostsOfLongNamesInTheWidthOfAConsole() {
    String process = "executor 12 on ip-10-112-134-156.ap-southeast-1.compute.internal";
    StringWriter text = new StringWriter();
    TrainingProgress.sayTimes(
        new Console(new PrintWriter(text), false),
        new RoundTimes(
            50, 4, 6, List.of(new WorkerTime(0, "here", 10), new WorkerTime(1, process, 20))));
    assertThat(text.toString().lines())
        .hasSize(3)
        .allMatch(line -> line.length() <= Console.COLUMNS);
    assertThat(text.toString()).contains(process);
  }

  @Test
  void namesNoWorkerAmongEqualsOrAlone() {
    assertThat(times(31, 30, 32).lines()).hasSize(1);
    assertThat(times(31)).isEmpty();
  }

  @Test
  void writesTimesAsPeopleDo() {
    assertThat(Durations.text(66)).isEqualTo("1:06");
    assertThat(Durations.text(4000)).isEqualTo("1:06:40");
  }
}
