package org.latticework.jobs.train;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Durations;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.train.config.TrainConfig;
import org.latticework.jobs.train.config.TrainingFacts;
import org.latticework.trainer.measure.RoundTimes;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.optimizer.LearningRateSchedule;
import org.latticework.trainer.parallelism.AveragingSchedule;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.state.EpochMetrics;
import org.latticework.trainer.training.EpochProgress;
import org.latticework.trainer.training.TrainingListener;
import org.latticework.trainer.training.TrainingPlan;

/**
 * Shows how training goes: a line for each epoch, and on a terminal a bar for the crystals of the
 * epoch under way.
 */
final class TrainingProgress implements TrainingListener {
  private static final double SLOW = 1.2; // equal workers were seen to differ by some 5 %

  private final Console console;
  private final TrainConfig config;
  private Optional<ProgressBar> bar = Optional.empty();
  private int crystals; // of an epoch
  private double secondsLeft = Double.NaN;

  TrainingProgress(Console console, TrainConfig config) {
    this.console = console;
    this.config = config;
  }

  @Override
  public void started(TrainingPlan plan) {
    crystals = plan.crystals().train();
    console.say(
        "Training   %s on %,d crystals, %,d to validate; %s kernel",
        config.training().network().config().words(),
        plan.crystals().train(),
        plan.crystals().validation(),
        plan.kernel().id());
    if (!plan.kernel().obstacle().isEmpty()) {
      console.sayBelow("no fused kernel: %s", plan.kernel().obstacle());
    }
    plan.unjudged().forEach(what -> console.sayBelow("of the validation crystals %s", what));
    console.sayBelow("atoms begin as %s", atoms());
    sayParts(plan);
    console.sayBelow("%s", parallelism(config.training().parallelism()));
    console.sayBelow("learning rate %s", rate(config.training().optimization().schedule()));
    console.say(
        "%12s  %11s  %14s  %10s  %9s   %s",
        "epoch",
        isMae() ? "train MAE" : "train",
        isMae() ? "validation MAE" : "validation",
        "crystals/s",
        "time left",
        config.errorWords());
  }

  /** Says which parts learn otherwise, and which elements are new to them. */
  private void sayParts(TrainingPlan plan) {
    NetworkConfig network = config.training().network().config();
    String rates = config.training().optimization().rates().words(network.parts());
    if (!rates.isEmpty()) {
      console.sayBelow("learning rates of parts: %s", rates);
    }
    if (!plan.unseen().isEmpty()) {
      console.sayBelow(
          "%s has not seen %s%s",
          config.fineTuning().from(),
          String.join(", ", TrainingFacts.symbols(plan.unseen())),
          network.elementFeatures() == 0
              ? ": their vectors begin as the mean of the elements that it has"
              : "");
    }
  }

  private boolean isMae() {
    return config.training().task().headline().equals("mae");
  }

  /** Says what the first layer is: with original, too, it is learned where no table is given. */
  private String atoms() {
    return config
        .training()
        .network()
        .features()
        .map(table -> "a linear map of %d features per element".formatted(table.size()))
        .orElse("learned vectors of their elements (no train.network.atom-features)");
  }

  private static String parallelism(Parallelism parallelism) {
    if (parallelism.workers() == 1) {
      return "1 worker with batches of %d".formatted(parallelism.batchSize());
    }
    return "%d workers, each with batches of %d; %s averaged %s"
        .formatted(
            parallelism.workers(),
            parallelism.batchSize(),
            Settings.word(parallelism.averaged()),
            parallelism.averaging().stages().stream()
                .map(TrainingProgress::stage)
                .collect(Collectors.joining(", ")));
  }

  private static String stage(AveragingSchedule.Stage stage) {
    String often =
        switch (stage.frequency()) {
          case 1 -> "every step";
          case AveragingSchedule.EPOCH -> "once an epoch";
          default -> "every %d steps".formatted(stage.frequency());
        };
    return often + (stage.epoch() == 1 ? "" : " from epoch %d".formatted(stage.epoch()));
  }

  /** Says how the learning rate goes, with what was chosen for this number of workers. */
  private static String rate(LearningRateSchedule schedule) {
    String warmup =
        schedule.warmup() == 0 || schedule.shape() == LearningRateSchedule.Shape.ONE_CYCLE
            ? ""
            : ", after %d %s of warm-up"
                .formatted(schedule.warmup(), Settings.word(schedule.unit()));
    return "%s, %s%s".formatted(schedule.peak(), Settings.word(schedule.shape()), warmup);
  }

  @Override
  public void underWay(EpochProgress progress) {
    secondsLeft = progress.secondsLeft();
    if (!console.terminal()) {
      return;
    }
    if (bar.isEmpty()) {
      bar = Optional.of(console.bar("epoch %4d".formatted(progress.epoch()), crystals));
    }
    bar.get()
        .setExtraMessage(
            "  %.4f  %.0f/s  %s left"
                .formatted(
                    progress.trainError(),
                    progress.crystalsPerSecond(),
                    Durations.text(secondsLeft)))
        .stepTo(progress.crystals());
  }

  @Override
  public void epochFinished(EpochMetrics metrics) {
    bar.ifPresent(console::clear);
    bar = Optional.empty();
    console.say(
        "%4d of %4d  %11.4f  %14s  %10.0f  %9s",
        metrics.epoch(),
        config.training().epochs(),
        metrics.trainError(),
        Double.isNaN(metrics.validationError())
            ? "-" // nothing to validate on
            : String.format(Locale.ROOT, "%.4f", metrics.validationError()),
        metrics.crystalsPerSecond(),
        metrics.epoch() == config.training().epochs() ? "-" : Durations.text(secondsLeft));
  }

  /** Says where the time of several workers went, and which one is slow. */
  static void sayTimes(Console console, RoundTimes times) {
    if (times.workers().size() < 2) {
      return;
    }
    console.say(
        "Rounds     %.0f %% computing, %.0f %% waiting for the slowest, %.0f %% sending, averaging, queueing",
        100 * times.computeSeconds() / times.seconds(),
        100 * times.waitingSeconds() / times.seconds(),
        100 * times.overheadSeconds() / times.seconds());
    if (times.slowness() >= SLOW) {
      console.sayBelow(
          "worker %d (%s) took %.2f times as long as the others",
          times.slowest().worker(), times.slowest().process(), times.slowness());
    }
  }
}
