package org.latticework.report.training;

import java.util.List;

/**
 * A network that was trained: a model's only one, or a member of an ensemble.
 *
 * @param name of the network
 * @param bestEpoch the epoch whose network was kept; 0 where that is not known
 * @param epochs in their order
 */
public record Learner(String name, int bestEpoch, List<Epoch> epochs) {
  public Learner {
    epochs = List.copyOf(epochs);
  }

  /** Returns whether steps are known and rise from epoch to epoch. */
  boolean hasSteps() {
    long before = 0;
    for (Epoch epoch : epochs) {
      if (epoch.steps() <= before) {
        return false;
      }
      before = epoch.steps();
    }
    return true;
  }
}
