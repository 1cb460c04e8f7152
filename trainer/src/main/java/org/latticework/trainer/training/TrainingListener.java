package org.latticework.trainer.training;

import java.util.List;
import java.util.function.Supplier;
import org.latticework.trainer.state.EpochMetrics;
import org.latticework.trainer.state.TrainingState;

/**
 * Is told how training goes, on the thread that trains where nothing else is said. Every method may
 * be left out.
 */
public interface TrainingListener {

  /** The crystals are dealt and nothing is in the way; the first round begins. */
  default void started(TrainingPlan plan) {}

  /**
   * The epoch has come this far: after every round, and within one at the heartbeats of Spark's
   * executors, then on a thread of Spark's, while the thread that trains waits for the round.
   */
  default void underWay(EpochProgress progress) {}

  /** What the workers sent was averaged, and the network has moved by it. */
  default void roundFinished(Progress progress) {}

  /** The epoch was trained and validated. */
  default void epochFinished(EpochMetrics metrics) {}

  /**
   * The run can go on from here.
   *
   * @param position where it stands: after a round that is not the last of its epoch, or at the
   *     beginning of an epoch
   * @param state makes the state to keep; to be asked before this returns
   */
  default void reached(TrainingState.Position position, Supplier<TrainingState> state) {}

  /** Returns a listener that tells others, in their order. */
  static TrainingListener all(List<? extends TrainingListener> listeners) {
    return new TrainingListener() {
      @Override
      public void started(TrainingPlan plan) {
        listeners.forEach(listener -> listener.started(plan));
      }

      @Override
      public void underWay(EpochProgress progress) {
        listeners.forEach(listener -> listener.underWay(progress));
      }

      @Override
      public void roundFinished(Progress progress) {
        listeners.forEach(listener -> listener.roundFinished(progress));
      }

      @Override
      public void epochFinished(EpochMetrics metrics) {
        listeners.forEach(listener -> listener.epochFinished(metrics));
      }

      @Override
      public void reached(TrainingState.Position position, Supplier<TrainingState> state) {
        listeners.forEach(listener -> listener.reached(position, state));
      }
    };
  }
}
