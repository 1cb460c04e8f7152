package org.latticework.trainer.sweep;

import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import org.latticework.trainer.state.TrainingState;
import org.latticework.trainer.training.TrainingResult;

/** Keeps what one run has come to where it ends, on an executor, before anybody hears of it. */
public interface RunKeeper extends Serializable {
  /**
   * Keeps the network.
   *
   * @param result whose network is freed after this
   */
  void keepModel(TrainingResult result) throws IOException;

  /** Returns whether the errors of a run are asked for, which takes a prediction of its folds. */
  default boolean judges() {
    return true;
  }

  /** Notes that the run is over, also where it failed. */
  void keepResult(RunResult result) throws IOException;

  /**
   * Keeps where a run goes on that pauses; see {@link SweepRun#until}.
   *
   * @param run its id
   */
  default void keepState(String run, TrainingState state) throws IOException {
    throw new IllegalStateException("Run %s pauses, and nobody keeps its state".formatted(run));
  }

  /**
   * Returns where a run goes on; empty where it begins.
   *
   * @param run its id
   */
  default Optional<TrainingState> state(String run) throws IOException {
    return Optional.empty();
  }
}
