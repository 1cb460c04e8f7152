package org.latticework.trainer.sweep;

import java.io.IOException;
import java.io.Serializable;
import org.latticework.trainer.training.TrainingResult;

/** Keeps what one run has come to where it ends, on an executor, before anybody hears of it. */
public interface RunKeeper extends Serializable {
  /**
   * Keeps the network.
   *
   * @param result whose network is freed after this
   */
  void keepModel(TrainingResult result) throws IOException;

  /** Notes that the run is over, also where it failed. */
  void keepResult(RunResult result) throws IOException;
}
