package org.latticework.report.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;

/** Curves of a training: errors, and below them the learning rate. */
final class TrainingFigures {
  private final TrainedFacts facts;
  private final boolean steps; // else against epochs
  private final Table epochs =
      new Table("network", "epoch", "steps", "training", "validation", "learning_rate");
  private final Table kept = new Table("network", "epoch", "steps", "validation");

  private TrainingFigures(TrainedFacts facts) {
    this.facts = facts;
    steps = facts.learners().stream().allMatch(Learner::hasSteps);
  }

  /** Returns the figures that the numbers suffice for. */
  static List<Figure> of(TrainedFacts facts) {
    TrainingFigures figures = new TrainingFigures(facts);
    figures.tables();
    List<Figure> drawn = new ArrayList<>();
    if (figures.hasErrors()) {
      drawn.add(figures.errors());
    }
    if (figures.hasRates()) {
      drawn.add(figures.rates());
    }
    return drawn;
  }

  private void tables() {
    for (Learner learner : facts.learners()) {
      for (Epoch epoch : learner.epochs()) {
        epochs.row(
            learner.name(),
            (long) epoch.epoch(),
            epoch.steps(),
            positive(epoch.trainError()),
            positive(epoch.validationError()),
            positive(epoch.learningRate()));
      }
      TrainingSection.kept(learner)
          .ifPresent(
              epoch ->
                  kept.row(
                      learner.name(),
                      (long) epoch.epoch(),
                      epoch.steps(),
                      positive(epoch.validationError())));
    }
  }

  /** Returns what a logarithmic axis has a place for; others are not drawn. */
  private static double positive(double value) {
    return value > 0 ? value : Double.NaN;
  }

  private Stream<Epoch> all() {
    return facts.learners().stream().flatMap(it -> it.epochs().stream());
  }

  private boolean hasErrors() {
    return all().anyMatch(it -> isDrawn(it.trainError()) || isDrawn(it.validationError()));
  }

  private boolean hasRates() {
    return all().anyMatch(it -> isDrawn(it.learningRate()));
  }

  private static boolean isDrawn(double value) {
    return value > 0 && Double.isFinite(value);
  }

  private Map<String, String> words() {
    return Map.of(
        "error", facts.quantity(),
        "along", steps ? "steps" : "epoch",
        "axis", steps ? "gradient steps of each worker" : "epoch");
  }

  private Figure errors() {
    Map<String, Table> data = new LinkedHashMap<>();
    data.put("epochs", epochs);
    data.put("kept", kept);
    return new Figure(
        "training-errors",
        "Errors while it learned",
        caption(),
        FigureTemplate.of("training").fill(words()),
        data);
  }

  private String caption() {
    StringBuilder caption = new StringBuilder();
    if (facts.learners().size() == 1) {
      Learner learner = facts.learners().get(0);
      Epoch first = learner.epochs().get(0);
      Epoch last = learner.epochs().get(learner.epochs().size() - 1);
      caption.append(
          "Training error from %s to %s, validation error from %s to %s, in %s."
              .formatted(
                  Written.number(first.trainError()),
                  Written.number(last.trainError()),
                  Written.number(first.validationError()),
                  Written.number(last.validationError()),
                  Written.count(learner.epochs().size(), "epoch", "epochs")));
    } else {
      caption.append("A pair of lines for each of %d networks.".formatted(facts.learners().size()));
    }
    caption.append(" The diamond marks the epoch that was kept.");
    if (!steps) {
      caption.append(
          " Drawn against epochs: the steps of each epoch are not known, or were counted anew"
              + " when the training went on with other workers or batches.");
    }
    return caption.toString();
  }

  private Figure rates() {
    double first = all().mapToDouble(Epoch::learningRate).findFirst().orElse(Double.NaN);
    double highest =
        all().mapToDouble(Epoch::learningRate).filter(Double::isFinite).max().orElse(Double.NaN);
    double last = all().mapToDouble(Epoch::learningRate).reduce((a, b) -> b).orElse(Double.NaN);
    return new Figure(
        "training-rate",
        "Learning rate",
        "At the end of an epoch: %s after the first, %s at most, %s after the last."
            .formatted(Written.number(first), Written.number(highest), Written.number(last)),
        FigureTemplate.of("rate").fill(words()),
        Map.of("epochs", epochs));
  }
}
