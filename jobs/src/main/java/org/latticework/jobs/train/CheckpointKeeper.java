package org.latticework.jobs.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.latticework.jobs.lock.RunLock;
import org.latticework.jobs.model.AncestorModel;
import org.latticework.jobs.model.Checkpoints;
import org.latticework.jobs.model.Provenance;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.train.config.CheckpointSchedule;
import org.latticework.trainer.state.TrainingState;
import org.latticework.trainer.training.TrainingListener;
import org.latticework.trainer.training.TrainingPlan;

/**
 * Keeps the state of a training after every epoch, and within it as scheduled. What it belongs to
 * is written once the first round is about to begin: a training that cannot begin leaves nothing.
 *
 * @param checkpoints where
 * @param schedule when, and how many
 * @param settings of the training
 * @param provenance of the training
 * @param ancestor the model that the training begins with, if there is one
 * @param goesOn whether it goes on with a training whose provenance is there
 * @param lock of the training; without it nothing is written
 * @param hadoop what file systems need to know
 */
record CheckpointKeeper(
    Checkpoints checkpoints,
    CheckpointSchedule schedule,
    Settings settings,
    Provenance provenance,
    Optional<AncestorModel> ancestor,
    boolean goesOn,
    RunLock lock,
    Configuration hadoop)
    implements TrainingListener {

  private interface Write {
    void run() throws IOException;
  }

  @Override
  public void started(TrainingPlan plan) {
    begin();
  }

  /** Writes down what the training belongs to, which can begin now. */
  void begin() {
    if (goesOn) {
      write(() -> checkpoints.note(settings, hadoop));
    } else {
      write(() -> checkpoints.begin(settings, provenance, ancestor, hadoop));
    }
  }

  @Override
  public void reached(TrainingState.Position position, Supplier<TrainingState> state) {
    int rounds = schedule.rounds();
    if (position.round() == 0 || (rounds > 0 && position.round() % rounds == 0)) {
      write(() -> checkpoints.keep(state.get(), schedule.kept(), hadoop));
    }
  }

  private void write(Write write) {
    try {
      lock.requireHeld();
      write.run();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write the state of the training to %s: %s"
              .formatted(checkpoints.folder().text(), e.getMessage()),
          e);
    }
  }
}
