package org.latticework.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.latticework.trainer.training.TrainingListener;
import org.latticework.trainer.training.TrainingState;

/**
 * Keeps the state of a training after every epoch, and after every so many rounds within it.
 *
 * @param checkpoints where
 * @param rounds between two states of an epoch; 0 for none within it
 * @param most how many states stay
 * @param hadoop what file systems need to know
 */
record CheckpointKeeper(Checkpoints checkpoints, int rounds, int most, Configuration hadoop)
    implements TrainingListener {

  @Override
  public void reached(TrainingState.Position position, Supplier<TrainingState> state) {
    if (position.round() == 0 || (rounds > 0 && position.round() % rounds == 0)) {
      try {
        checkpoints.keep(state.get(), most, hadoop);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write the state of the training", e);
      }
    }
  }
}
