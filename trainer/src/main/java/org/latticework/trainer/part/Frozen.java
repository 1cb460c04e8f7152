package org.latticework.trainer.part;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The optimizer of what stays as it is: whatever the gradient is, nothing is subtracted. Not
 * Deeplearning4j's {@code NoOp}, which subtracts the gradient.
 */
public final class Frozen implements IUpdater {
  private static final long serialVersionUID = 1L;

  @Override
  public long stateSize(long parameters) {
    return 0;
  }

  @Override
  public GradientUpdater<Frozen> instantiate(INDArray view, boolean initialize) {
    return new Step(this);
  }

  @Override
  public GradientUpdater<Frozen> instantiate(Map<String, INDArray> state, boolean initialize) {
    return new Step(this);
  }

  /** Returns 0, by which weight decay would shrink it. */
  @Override
  public double getLearningRate(int iteration, int epoch) {
    return 0;
  }

  @Override
  public boolean hasLearningRate() {
    return false;
  }

  @Override
  public void setLrAndSchedule(double constant, ISchedule schedule) {
    throw new UnsupportedOperationException("What is frozen has no learning rate");
  }

  /** Returns this: nothing in it changes. */
  @Override
  public Frozen clone() {
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frozen;
  }

  @Override
  public int hashCode() {
    return Frozen.class.hashCode();
  }

  /** A step of nothing. */
  private record Step(Frozen config) implements GradientUpdater<Frozen> {
    @Override
    public Frozen getConfig() {
      return config;
    }

    @Override
    public void setState(Map<String, INDArray> state, boolean initialize) {
      // It has none.
    }

    @Override
    public Map<String, INDArray> getState() {
      return Map.of();
    }

    @Override
    public void setStateViewArray(
        INDArray view, long[] gradientShape, char gradientOrder, boolean initialize) {
      // It has none.
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
      gradient.assign(0);
    }
  }
}
