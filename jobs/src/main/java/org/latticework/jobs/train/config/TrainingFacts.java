package org.latticework.jobs.train.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.latticework.featurizer.crystal.Element;
import org.latticework.jobs.console.Summary;
import org.latticework.trainer.measure.RoundTimes;
import org.latticework.trainer.optimizer.TrainedParameters;
import org.latticework.trainer.state.EpochMetrics;
import org.latticework.trainer.task.Task;
import org.latticework.trainer.training.TrainingResult;

/** What a training run has to report. */
public final class TrainingFacts {
  /** The epochs, which are kept with a model and are too many to be reported. */
  public static final String HISTORY = "history";

  private TrainingFacts() {}

  public static Summary of(TrainingResult result, TrainConfig config) {
    String error = config.training().task().headline();
    return new Summary()
        .putAll(predicted(config))
        .put("epochs", result.epochs())
        .put("best_epoch", result.bestEpoch())
        .put("train_" + error, result.trainError())
        .put("validation_" + error, result.validationError())
        .put("parameters", TrainedParameters.of(result.best().network()).cardinality())
        .put("unseen_elements", symbols(result.plan().unseen()))
        .put("workers", result.plan().workers())
        .put("kernel", result.plan().kernel().id())
        .put("bytes_per_crystal", result.plan().crystals().bytesPerCrystal())
        .put("peak_off_heap_bytes", result.peakOffHeapBytes())
        .put("crystals_per_second", result.crystalsPerSecond())
        .put("round_times", times(result.times()).facts())
        .put("training_seconds", result.trainingSeconds());
  }

  /** Returns what is predicted: the columns, and the unit of one whose values are. */
  private static Summary predicted(TrainConfig config) {
    Task task = config.training().task();
    Summary facts = new Summary().put("target", String.join(", ", task.outputs()));
    return task.headline().equals("mae")
        ? facts.put("unit", config.targets().get(0).unit())
        : facts;
  }

  /** Returns the symbols of elements by their atomic numbers. */
  public static List<String> symbols(Collection<Integer> elements) {
    return elements.stream().map(number -> Element.ofNumber(number).symbol()).toList();
  }

  private static Summary times(RoundTimes times) {
    Summary facts =
        new Summary()
            .put("seconds", times.seconds())
            .put("waiting_seconds", times.waitingSeconds())
            .put("aggregation_seconds", times.overheadSeconds());
    return times.workers().isEmpty() // taken up where all rounds were done
        ? facts
        : facts
            .put("slowest_worker", times.slowest().worker())
            .put("slowest_process", times.slowest().process())
            .put("slowness", times.slowness());
  }

  /**
   * Returns the same facts and one more: the epochs, in order.
   *
   * @param error name of the errors
   */
  public static Summary withHistory(Summary facts, TrainingResult result, String error) {
    List<Map<String, Object>> history = new ArrayList<>();
    for (EpochMetrics epoch : result.history()) {
      history.add(
          new Summary()
              .put("epoch", epoch.epoch())
              .put("train_" + error, epoch.trainError())
              .put("validation_" + error, epoch.validationError())
              .put("steps", epoch.steps())
              .put("learning_rate", epoch.learningRate())
              .put("seconds", epoch.seconds())
              .facts());
    }
    return new Summary().putAll(facts).put(HISTORY, history);
  }
}
