package org.latticework.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.latticework.trainer.training.TrainingListener;
import org.latticework.trainer.training.TrainingState;

/**
 * Keeps the state of a training after every epoch, and within it as scheduled.
 *
 * @param checkpoints where
 * @param schedule when, and how many
 * @param hadoop what file systems need to know
 */
record CheckpointKeeper(Checkpoints checkpoints, CheckpointSchedule schedule, Configuration hadoop)
    implements TrainingListener {

  @Override
  public void reached(TrainingState.Position position, Supplier<TrainingState> state) {
    int rounds = schedule.rounds();
    if (position.round() == 0 || (rounds > 0 && position.round() % rounds == 0)) {
      try {
        checkpoints.keep(state.get(), schedule.kept(), hadoop);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write the state of the training", e);
      }
    }
  }
}
