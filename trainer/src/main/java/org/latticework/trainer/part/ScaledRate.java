package org.latticework.trainer.part;

import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The learning rate of another optimizer at every step, times a factor.
 *
 * @param of the other optimizer
 * @param factor of its rate; positive
 */
record ScaledRate(@JsonProperty("of") IUpdater of, @JsonProperty("factor") double factor)
    implements ISchedule {
  @JsonCreator
  ScaledRate {}

  @Override
  public double valueAt(int iteration, int epoch) {
    return factor * of.getLearningRate(iteration, epoch);
  }

  /** Returns this: nothing in it changes. */
  @Override
  public ScaledRate clone() {
    return this;
  }
}
