package org.latticework.report.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
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
    boolean one = facts.learners().size() == 1;
    caption.append(one ? course(facts.learners().get(0)) : lines());
    long marked = kept.rows().stream().filter(row -> Double.isFinite((double) row.get(3))).count();
    if (marked > 0) {
      caption.append(" The diamond marks the epoch that was kept.");
    }
    if (!steps) {
      caption.append(
          " Drawn against epochs: the steps of each epoch are not known, or were counted anew"
              + " when the training went on with other workers or batches.");
    }
    return caption.toString();
  }

  private String lines() {
    boolean both =
        all().anyMatch(it -> isDrawn(it.trainError()))
            && all().anyMatch(it -> isDrawn(it.validationError()));
    return "%s for each of %d networks."
        .formatted(both ? "A pair of lines" : "A line", facts.learners().size());
  }

  /** Says where the errors of a network began and ended, as far as they are known. */
  private static String course(Learner learner) {
    List<String> courses = new ArrayList<>();
    course("training error", learner, Epoch::trainError).ifPresent(courses::add);
    course("validation error", learner, Epoch::validationError).ifPresent(courses::add);
    String all = String.join(", ", courses);
    return "%s%s, in %s."
        .formatted(
            all.substring(0, 1).toUpperCase(Locale.ROOT),
            all.substring(1),
            Written.count(learner.epochs().size(), "epoch", "epochs"));
  }

  private static Optional<String> course(
      String name, Learner learner, ToDoubleFunction<Epoch> error) {
    double[] known =
        learner.epochs().stream().mapToDouble(error).filter(Double::isFinite).toArray();
    return known.length == 0
        ? Optional.empty()
        : Optional.of(
            "%s from %s to %s"
                .formatted(
                    name, Written.number(known[0]), Written.number(known[known.length - 1])));
  }

  private Figure rates() {
    double[] known = all().mapToDouble(Epoch::learningRate).filter(Double::isFinite).toArray();
    return new Figure(
        "training-rate",
        "Learning rate",
        ("Of the first step of each epoch's last round, drawn at the epoch's end; where a round is"
                + " an epoch, the rate that the epoch began with. %s in the first epoch, %s at"
                + " most, %s in the last.")
            .formatted(
                Written.number(known[0]),
                Written.number(Arrays.stream(known).max().orElseThrow()),
                Written.number(known[known.length - 1])),
        FigureTemplate.of("rate").fill(words()),
        Map.of("epochs", epochs));
  }
}
