package org.latticework.trainer.training;

import org.latticework.trainer.deeplearning4j.NetworkState;

/**
 * The exponential moving average of a network's parameters, running statistics among them, over the
 * steps of its training: what validates and what is kept where {@code decay} is not 0.
 *
 * <p>After a round of s steps, with t of them in the run so far, ā ← βˢ ā + (1 − βˢ) θ, β =
 * min(decay, (1 + t)/(10 + t)). The bound lets go of the random beginning, as TensorFlow's does.
 */
final class MovingAverage {
  private static final int FORGETFUL = 10; // steps

  private final double decay;
  private NetworkState average;

  /**
   * @param decay of one step; in [0, 1), 0 for the parameters as they are
   * @param beginning the parameters of the beginning
   */
  MovingAverage(double decay, NetworkState beginning) {
    this.decay = decay;
    this.average = beginning;
  }

  /**
   * Takes the parameters after a round.
   *
   * @param steps of the round
   * @param total steps of the run, this round's among them
   */
  void add(NetworkState parameters, int steps, int total) {
    double kept = Math.pow(Math.min(decay, (1.0 + total) / (FORGETFUL + total)), steps);
    average = decay == 0 ? parameters : average.mean(parameters, kept);
  }

  /** Returns the average, without an optimizer's state. */
  NetworkState average() {
    return average;
  }
}
