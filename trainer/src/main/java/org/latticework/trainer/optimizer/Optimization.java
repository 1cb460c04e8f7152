package org.latticework.trainer.optimizer;

import java.io.Serializable;
import org.latticework.trainer.part.PartRates;

/**
 * How a network is optimized.
 *
 * @param optimizer what makes a step of a gradient
 * @param schedule how long the step is
 * @param loss what the gradient is of
 * @param dropout probability with which a neuron of the hidden layer is left out of a step; in [0,
 *     1)
 * @param dropEdges probability with which an edge of a crystal is left out of a step; in [0, 1)
 * @param outer what becomes of the workers' mean
 * @param smoothing decay, at every step, of the moving average of the parameters that is validated
 *     and kept in their place; in [0, 1), 0 for the parameters themselves
 * @param rates which parts of the network learn slower or faster, or not at all
 */
public record Optimization(
    OptimizerConfig optimizer,
    LearningRateSchedule schedule,
    LossConfig loss,
    double dropout,
    double dropEdges,
    OuterOptimizer outer,
    double smoothing,
    PartRates rates)
    implements Serializable {
  public Optimization {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException("Smoothing must be in [0, 1), got " + smoothing);
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("Dropout must be in [0, 1), got " + dropout);
    }
    if (!(dropEdges >= 0 && dropEdges < 1)) {
      throw new IllegalArgumentException("drop-edges must be in [0, 1), got " + dropEdges);
    }
  }

  /** Makes one by which all parts learn alike. */
  public Optimization(
      OptimizerConfig optimizer,
      LearningRateSchedule schedule,
      LossConfig loss,
      double dropout,
      double dropEdges,
      OuterOptimizer outer,
      double smoothing) {
    this(optimizer, schedule, loss, dropout, dropEdges, outer, smoothing, PartRates.ALIKE);
  }

  /** Returns the same with other rates of parts. */
  public Optimization withRates(PartRates others) {
    return new Optimization(
        optimizer, schedule, loss, dropout, dropEdges, outer, smoothing, others);
  }

  /** Returns one that takes crystals, the workers' mean and the parameters as they are. */
  public static Optimization of(
      OptimizerConfig optimizer, LearningRateSchedule schedule, LossConfig loss, double dropout) {
    return new Optimization(optimizer, schedule, loss, dropout, 0, OuterOptimizer.none(), 0);
  }

  /** Returns the default: Adam at a constant rate on the mean absolute error. */
  public static Optimization adam(double rate) {
    return of(OptimizerConfig.adam(), LearningRateSchedule.constant(rate), LossConfig.mae(), 0);
  }

  /**
   * Returns the rule by which a network of a run learns; clipping is not in it, see {@link
   * GradientClipping}.
   *
   * @param epochs of the run; positive
   * @param stepsPerEpoch steps that one worker takes in an epoch; positive
   */
  public LearningRule over(int epochs, int stepsPerEpoch) {
    return new LearningRule(
        optimizer.updater(schedule.over(epochs, stepsPerEpoch)),
        optimizer.regularization(),
        loss.function(),
        dropout,
        rates);
  }
}
