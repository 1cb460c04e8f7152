package org.latticework.trainer.optimizer;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;

/** The velocity of {@link Momentum}, and the steps it makes. */
final class MomentumUpdater implements GradientUpdater<Momentum> {
  private final Momentum config;
  private INDArray velocity;

  MomentumUpdater(Momentum config) {
    this.config = config;
  }

  @Override
  public Momentum getConfig() {
    return config;
  }

  @Override
  public void setState(Map<String, INDArray> state, boolean initialize) {
    velocity = state.get(Momentum.VELOCITY);
    if (initialize) {
      velocity.assign(0);
    }
  }

  @Override
  public Map<String, INDArray> getState() {
    return Map.of(Momentum.VELOCITY, velocity);
  }

  @Override
  public void setStateViewArray(
      INDArray view, long[] gradientShape, char gradientOrder, boolean initialize) {
    velocity = view.reshape(view.length());
    if (initialize) {
      velocity.assign(0);
    }
  }

  /** Turns a gradient into what is subtracted from the parameters. */
  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    INDArray flat = gradient.reshape(gradient.length());
    velocity.muli(config.momentum()).addi(flat);
    flat.assign(velocity).muli(config.getLearningRate(iteration, epoch));
  }
}
