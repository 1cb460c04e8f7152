package org.latticework.jobs.report.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticework.jobs.train.config.TrainingFacts;
import org.latticework.report.page.Section;
import org.latticework.report.training.Epoch;
import org.latticework.report.training.Learner;
import org.latticework.report.training.TrainedFacts;
import org.latticework.report.training.TrainingSection;

/** The section of a report about a training. */
public final class TrainingSections {
  private static final String TRAIN = "train_";

  private TrainingSections() {}

  /**
   * Returns the section {@code training}. Of older models steps and learning rates are not known,
   * of published ones nothing is.
   *
   * @param metrics of the training; empty where they cannot be read
   * @param test metrics of the test fold; empty where the model was not evaluated
   */
  public static List<Section> of(String model, Map<?, ?> metrics, Map<?, ?> test) {
    return List.of(TrainingSection.of(facts(model, metrics, test)));
  }

  /**
   * Reads what a training reported.
   *
   * @param metrics of the training
   * @param test metrics of the test fold; empty where the model was not evaluated
   */
  static TrainedFacts facts(String model, Map<?, ?> metrics, Map<?, ?> test) {
    List<Learner> learners = learners(metrics);
    String error = error(metrics);
    return new TrainedFacts(
        model,
        error,
        metrics.get("unit") instanceof String unit && !unit.equals("1") ? unit : "",
        learners,
        error.equals(test.get("headline")) ? number(test.get(error)) : Double.NaN);
  }

  private static List<Learner> learners(Map<?, ?> metrics) {
    List<?> history = list(metrics.get(TrainingFacts.HISTORY));
    if (history.isEmpty()) {
      return List.of();
    }
    if (!(history.get(0) instanceof List<?>)) {
      return List.of(new Learner("network", whole(metrics.get("best_epoch")), epochs(history)));
    }
    List<?> best = list(metrics.get("best_epochs"));
    List<Learner> learners = new ArrayList<>();
    for (int k = 0; k < history.size(); k++) {
      learners.add(
          new Learner(
              "member " + (k + 1),
              k < best.size() ? whole(best.get(k)) : 0,
              epochs(list(history.get(k)))));
    }
    return learners;
  }

  private static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static List<Epoch> epochs(List<?> history) {
    List<Epoch> epochs = new ArrayList<>();
    for (Object entry : history) {
      if (entry instanceof Map<?, ?> epoch) {
        String error = error(epoch);
        epochs.add(
            new Epoch(
                whole(epoch.get("epoch")),
                whole(epoch.get("steps")),
                number(epoch.get(TRAIN + error)),
                number(epoch.get("validation_" + error)),
                positive(epoch.get("learning_rate"))));
      }
    }
    return epochs;
  }

  /** Returns the name of the errors: what follows {@code train_}, of an ensemble's first epoch. */
  private static String error(Map<?, ?> facts) {
    Optional<String> named =
        facts.keySet().stream()
            .map(String::valueOf)
            .filter(key -> key.startsWith(TRAIN))
            .map(key -> key.substring(TRAIN.length()))
            .findFirst();
    if (named.isPresent()) {
      return named.get();
    }
    List<?> members = list(facts.get(TrainingFacts.HISTORY));
    List<?> first = members.isEmpty() ? List.of() : list(members.get(0));
    return !first.isEmpty() && first.get(0) instanceof Map<?, ?> epoch ? error(epoch) : "error";
  }

  private static int whole(Object value) {
    return value instanceof Number number ? number.intValue() : 0;
  }

  private static double number(Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** States of older builds have 0 for what they do not know. */
  private static double positive(Object value) {
    double number = number(value);
    return number > 0 ? number : Double.NaN;
  }
}
