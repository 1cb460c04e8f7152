package org.latticework.report.training;

import java.util.List;

/**
 * How the training of a model went.
 *
 * @param model name
 * @param error name of the errors: mae, scaled_mae, log_loss
 * @param unit of the errors; empty where they have none
 * @param learners its networks; empty where nothing is known of their epochs
 * @param testError of the model on the test fold; NaN where it was not evaluated
 */
public record TrainedFacts(
    String model, String error, String unit, List<Learner> learners, double testError) {
  public TrainedFacts {
    learners = List.copyOf(learners);
  }

  /** Returns the error's name with its unit: MAE, eV/atom. */
  String quantity() {
    String name = error.replace('_', ' ').replace("mae", "MAE");
    return unit.isEmpty() ? name : name + ", " + unit;
  }
}
