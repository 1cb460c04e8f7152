package org.latticework.trainer.optimizer;

import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Stochastic gradient descent with heavy-ball momentum: v ← μv + g, w ← w − lr · v (Polyak 1964, in
 * PyTorch's form, where a changed learning rate acts on the whole velocity at once). Deeplearning4j
 * has Nesterov's form only.
 */
public final class Momentum implements IUpdater {
  private static final long serialVersionUID = 1L;
  static final String VELOCITY = "V";

  @JsonProperty("momentum")
  private final double momentum;

  @JsonProperty("rate")
  private ISchedule rate;

  /**
   * Creates an updater.
   *
   * @param momentum μ, in [0, 1)
   * @param rate the learning rate
   */
  @JsonCreator
  public Momentum(@JsonProperty("momentum") double momentum, @JsonProperty("rate") ISchedule rate) {
    this.momentum = momentum;
    this.rate = rate;
  }

  double momentum() {
    return momentum;
  }

  /** One velocity a parameter. */
  @Override
  public long stateSize(long parameters) {
    return parameters;
  }

  @Override
  public GradientUpdater<Momentum> instantiate(INDArray view, boolean initialize) {
    MomentumUpdater updater = new MomentumUpdater(this);
    updater.setStateViewArray(view, view.shape(), view.ordering(), initialize);
    return updater;
  }

  @Override
  public GradientUpdater<Momentum> instantiate(Map<String, INDArray> state, boolean initialize) {
    MomentumUpdater updater = new MomentumUpdater(this);
    updater.setState(state, initialize);
    return updater;
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return rate.valueAt(iteration, epoch);
  }

  @Override
  public boolean hasLearningRate() {
    return true;
  }

  /** Takes another schedule; a constant becomes one where there is none. */
  @Override
  public void setLrAndSchedule(double constant, ISchedule schedule) {
    rate = schedule == null ? LearningRate.constant(constant) : schedule;
  }

  @Override
  public Momentum clone() {
    return new Momentum(momentum, rate.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Momentum that && momentum == that.momentum && rate.equals(that.rate);
  }

  @Override
  public int hashCode() {
    return Objects.hash(momentum, rate);
  }
}
