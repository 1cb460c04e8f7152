package org.latticework.jobs.train;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.latticework.trainer.curves.EventFile;
import org.latticework.trainer.measure.RoundMetrics;
import org.latticework.trainer.state.EpochMetrics;
import org.latticework.trainer.training.Progress;
import org.latticework.trainer.training.TrainingListener;
import org.latticework.trainer.training.TrainingPlan;

/** Curves of a training for TensorBoard, over the steps of a worker since its beginning. */
final class TensorBoard implements TrainingListener, Closeable {
  private static final String EVENTS = "events.out.tfevents.";

  private final Path folder;
  private final boolean more;
  private final String error;
  private Optional<EventFile> events = Optional.empty();
  private long step;

  /**
   * Takes the folder, where a file of events begins as the training starts.
   *
   * @param folder of this training; TensorBoard shows a curve for each
   * @param more whether the files that are there stay then, for a training that goes on
   * @param error name of the errors
   */
  TensorBoard(Path folder, boolean more, String error) {
    this.folder = folder;
    this.more = more;
    this.error = error;
  }

  @Override
  public void started(TrainingPlan plan) {
    try {
      Files.createDirectories(folder);
      if (!more) {
        removeFiles();
      }
      double now = seconds();
      Path file = folder.resolve("%s%d.latticework".formatted(EVENTS, (long) now));
      events = Optional.of(new EventFile(Files.newOutputStream(file), now));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void removeFiles() throws IOException {
    try (DirectoryStream<Path> earlier = Files.newDirectoryStream(folder, EVENTS + "*")) {
      for (Path file : earlier) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void roundFinished(Progress progress) {
    RoundMetrics round = progress.round();
    step = progress.steps();
    put("train/" + error, progress.trainError());
    put("train/round_" + error, progress.roundError());
    put("train/loss", round.loss());
    put("train/learning_rate", round.learningRate());
    put("speed/crystals_per_second", progress.crystalsPerSecond());
    put("speed/aggregation_seconds", round.overhead());
    put("speed/waiting_seconds", round.waitingSeconds());
  }

  @Override
  public void epochFinished(EpochMetrics epoch) {
    put("validation/" + error, epoch.validationError());
    put("train/" + error + "_of_epoch", epoch.trainError());
  }

  private void put(String tag, double value) {
    try {
      events.orElseThrow().scalar(seconds(), step, tag, (float) value);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static UncheckedIOException unwritable(IOException e) {
    return new UncheckedIOException("Cannot write events for TensorBoard: " + e.getMessage(), e);
  }

  private static double seconds() {
    return System.currentTimeMillis() * 1e-3;
  }

  @Override
  public void close() throws IOException {
    if (events.isPresent()) {
      events.get().close();
    }
  }
}
