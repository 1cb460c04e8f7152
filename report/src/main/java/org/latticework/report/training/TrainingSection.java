package org.latticework.report.training;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;
import org.latticework.report.page.Facts;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

/** How a training went: its curves, and what they say in plain words. */
public final class TrainingSection {
  private final TrainedFacts facts;
  private final Section section = new Section("training", "Training");

  private TrainingSection(TrainedFacts facts) {
    this.facts = facts;
  }

  /** Returns the section. */
  public static Section of(TrainedFacts facts) {
    return new TrainingSection(facts).write();
  }

  private Section write() {
    List<Epoch> all = facts.learners().stream().flatMap(it -> it.epochs().stream()).toList();
    if (all.isEmpty()) {
      return section.add(
          Words.of("The model %s does not say how its training went.".formatted(facts.model())));
    }
    section.add(Words.of(ends()));
    overfitting();
    stillFalling();
    if (facts.learners().stream().anyMatch(it -> it.epochs().size() >= Trend.MIN_EPOCHS)) {
      section.add(Words.of(Trend.RULES));
    }
    List<Figure> figures = TrainingFigures.of(facts);
    figures.forEach(section::draw);
    return section.add(new Facts("Networks", networks()));
  }

  /** Says where errors ended, and how far the test is from training. */
  private String ends() {
    double train = mean(best().mapToDouble(Epoch::trainError));
    double validation = mean(best().mapToDouble(Epoch::validationError));
    StringBuilder words = new StringBuilder(ends(train, validation));
    if (Double.isFinite(facts.testError())) {
      words.append(" Test error of the model: ").append(Written.number(facts.testError()));
      words.append(
          train > 0
              ? String.format(
                  Locale.ROOT, ", %.2f times the training error.", facts.testError() / train)
              : ".");
    }
    if (Double.isFinite(train)) {
      words.append(
          " Training errors are means over an epoch's batches, each before its step: they lag.");
    }
    return words.toString();
  }

  private String ends(double train, double validation) {
    int networks = facts.learners().size();
    String epochs = networks == 1 ? "the epoch that was kept" : "the epochs that were kept";
    String mean = networks == 1 ? "" : ", on average over %d networks".formatted(networks);
    if (!Double.isFinite(train) && !Double.isFinite(validation)) {
      return "No error of %s is known.".formatted(epochs);
    }
    return "At %s%s: %s, %s (%s)."
        .formatted(
            epochs,
            mean,
            error("training error", train),
            error("validation error", validation),
            facts.quantity());
  }

  private static String error(String name, double error) {
    return Double.isFinite(error) ? name + " " + Written.number(error) : "no " + name;
  }

  private Stream<Epoch> best() {
    return facts.learners().stream().flatMap(learner -> kept(learner).stream());
  }

  /** Returns the epoch that was kept; that of the lowest validation error where none is named. */
  static Optional<Epoch> kept(Learner learner) {
    return learner.epochs().stream()
        .filter(epoch -> epoch.epoch() == learner.bestEpoch())
        .findFirst()
        .or(() -> Trend.lowest(learner.epochs()));
  }

  private static double mean(DoubleStream values) {
    return values.filter(Double::isFinite).average().orElse(Double.NaN);
  }

  private void overfitting() {
    List<Learner> those =
        facts.learners().stream().filter(it -> Trend.overfitting(it).isPresent()).toList();
    if (those.isEmpty()) {
      return;
    }
    Learner first = those.get(0);
    section.add(
        Words.warning(
            "Overfitting%s: since epoch %d the validation error has risen, to %.2f times its lowest in the last fifth of the epochs, while the training error still falls."
                .formatted(
                    who(those),
                    Trend.lowest(first.epochs()).orElseThrow().epoch(),
                    Trend.overfitting(first).orElseThrow())));
  }

  private void stillFalling() {
    List<Learner> those =
        facts.learners().stream().filter(it -> Trend.stillFalling(it).isPresent()).toList();
    if (those.isEmpty()) {
      return;
    }
    section.add(
        Words.of(
            "Not done%s: over the last fifth of the epochs the lowest validation error fell by another %.1f %%; more epochs may help."
                .formatted(who(those), 100 * Trend.stillFalling(those.get(0)).orElseThrow())));
  }

  private String who(List<Learner> those) {
    int all = facts.learners().size();
    return all == 1
        ? ""
        : " of %d of %d networks, such as %s".formatted(those.size(), all, those.get(0).name());
  }

  private Table networks() {
    Table table =
        new Table("network", "epochs", "epoch kept", "steps", "training error", "validation error");
    for (Learner learner : facts.learners()) {
      Optional<Epoch> kept = kept(learner);
      long steps = learner.epochs().isEmpty() ? 0 : last(learner).steps();
      table.row(
          learner.name(),
          (long) learner.epochs().size(),
          kept.<Object>map(epoch -> (long) epoch.epoch()).orElse("–"),
          steps == 0 ? "–" : (Object) steps,
          kept.map(Epoch::trainError).orElse(Double.NaN),
          kept.map(Epoch::validationError).orElse(Double.NaN));
    }
    return table;
  }

  private static Epoch last(Learner learner) {
    return learner.epochs().get(learner.epochs().size() - 1);
  }
}
