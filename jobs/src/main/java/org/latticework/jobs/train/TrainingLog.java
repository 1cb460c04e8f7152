package org.latticework.jobs.train;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.latticework.jobs.console.Console;
import org.latticework.trainer.state.EpochMetrics;
import org.latticework.trainer.training.Progress;
import org.latticework.trainer.training.TrainingListener;
import org.latticework.trainer.training.TrainingPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log of a training that can do without it: where it cannot be written, such as on a full disk,
 * the log ends with a word on the console, and the training goes on.
 *
 * @param <L> what writes the log
 */
final class TrainingLog<L extends TrainingListener & Closeable>
    implements TrainingListener, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingLog.class);
  private final L log;
  private final Console console;
  private boolean ended;

  TrainingLog(L log, Console console) {
    this.log = log;
    this.console = console;
  }

  @Override
  public void started(TrainingPlan plan) {
    write(it -> it.started(plan));
  }

  @Override
  public void roundFinished(Progress progress) {
    write(it -> it.roundFinished(progress));
  }

  @Override
  public void epochFinished(EpochMetrics metrics) {
    write(it -> it.epochFinished(metrics));
  }

  private void write(Consumer<L> line) {
    if (ended) {
      return;
    }
    try {
      line.accept(log);
    } catch (UncheckedIOException e) {
      end(e);
    }
  }

  private void end(Exception e) {
    if (!ended) {
      ended = true;
      LOG.warn("A log of the training ends", e);
      console.say("Warning    %s", e.getMessage());
      console.sayBelow("the training goes on without it");
    }
  }

  @Override
  public void close() {
    try {
      log.close();
    } catch (IOException | RuntimeException e) {
      end(e);
    }
  }
}
