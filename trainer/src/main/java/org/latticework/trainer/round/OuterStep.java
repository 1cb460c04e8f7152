package org.latticework.trainer.round;

import java.util.BitSet;
import org.latticework.trainer.deeplearning4j.NetworkState;
import org.latticework.trainer.optimizer.OuterOptimizer;

/** An outer optimizer under way: it keeps the velocity from round to round. */
public final class OuterStep {
  private final OuterOptimizer optimizer;
  private final BitSet trained;
  private float[] velocity; // empty before the first step, and where none is needed

  /**
   * Begins at rest.
   *
   * @param trained which parameters the optimizer moves; the others are running statistics
   */
  public OuterStep(OuterOptimizer optimizer, BitSet trained) {
    this.optimizer = optimizer;
    this.trained = (BitSet) trained.clone();
    this.velocity = new float[0];
  }

  /**
   * Makes a step.
   *
   * @param before what the round began with
   * @param mean of what the workers have come to
   * @return what the next round begins with; the workers' optimizer states are the mean's
   */
  NetworkState step(NetworkState before, NetworkState mean) {
    if (optimizer.kind() == OuterOptimizer.Kind.NONE) {
      return mean;
    }
    int length = before.length();
    float momentum = (float) optimizer.momentum();
    float rate = (float) optimizer.rate();
    float[] fast = velocity.length == 0 ? new float[length] : velocity;
    float[] next = mean.parameters();
    for (int k = trained.nextSetBit(0); k >= 0; k = trained.nextSetBit(k + 1)) {
      float way = before.parameter(k) - next[k];
      fast[k] = momentum * fast[k] + way;
      next[k] = before.parameter(k) - rate * (way + momentum * fast[k]);
    }
    velocity = fast;
    return mean.withParameters(next);
  }

  /** Returns the velocity, to go on with later. */
  public NetworkState velocity() {
    return NetworkState.of(velocity, new float[0]);
  }

  /** Goes on with a velocity of another time. */
  public void restore(NetworkState kept) {
    velocity = optimizer.kind() == OuterOptimizer.Kind.NONE ? new float[0] : kept.parameters();
  }
}
