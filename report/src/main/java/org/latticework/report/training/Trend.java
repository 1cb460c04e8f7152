package org.latticework.report.training;

import java.util.List;
import java.util.Optional;

/** What the errors of a training say by fixed rules. */
final class Trend {
  /** How rules are told to a reader. */
  static final String RULES =
      "Rules: a network overfits if the mean validation error of the last fifth of its epochs is more"
          + " than 10 % above the lowest, and training errors have fallen since. It is not done if the"
          + " lowest validation error is in the last fifth, and more than 2 % below the lowest before.";

  /** Fewest epochs of which a fifth says something. */
  static final int MIN_EPOCHS = 5;

  private static final double RISE = 1.1;
  private static final double FALL = 0.98;

  private Trend() {}

  /** Returns the epoch of the lowest validation error; empty where none is known. */
  static Optional<Epoch> lowest(List<Epoch> epochs) {
    return epochs.stream()
        .filter(epoch -> Double.isFinite(epoch.validationError()))
        .reduce((a, b) -> b.validationError() < a.validationError() ? b : a);
  }

  /**
   * Returns how many times its lowest the validation error is in the last fifth of the epochs,
   * where the network overfits.
   */
  static Optional<Double> overfitting(Learner learner) {
    List<Epoch> epochs = learner.epochs();
    Optional<Epoch> lowest = lowest(epochs);
    if (epochs.size() < MIN_EPOCHS || lowest.isEmpty()) {
      return Optional.empty();
    }
    double rise =
        lastFifth(epochs).stream().mapToDouble(Epoch::validationError).average().orElse(Double.NaN)
            / lowest.get().validationError();
    boolean falls = epochs.get(epochs.size() - 1).trainError() < lowest.get().trainError();
    return rise > RISE && falls ? Optional.of(rise) : Optional.empty();
  }

  /** Returns the share by which the last fifth of the epochs was still better, where it counts. */
  static Optional<Double> stillFalling(Learner learner) {
    List<Epoch> epochs = learner.epochs();
    if (epochs.size() < MIN_EPOCHS) {
      return Optional.empty();
    }
    List<Epoch> last = lastFifth(epochs);
    Optional<Epoch> before = lowest(epochs.subList(0, epochs.size() - last.size()));
    Optional<Epoch> after = lowest(last);
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    double ratio = after.get().validationError() / before.get().validationError();
    return ratio < FALL ? Optional.of(1 - ratio) : Optional.empty();
  }

  private static List<Epoch> lastFifth(List<Epoch> epochs) {
    return epochs.subList(epochs.size() - Math.max(1, epochs.size() / 5), epochs.size());
  }
}
