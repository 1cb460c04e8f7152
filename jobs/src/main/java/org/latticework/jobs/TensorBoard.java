package org.latticework.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.latticework.trainer.report.EventFile;
import org.latticework.trainer.training.EpochMetrics;
import org.latticework.trainer.training.Progress;
import org.latticework.trainer.training.RoundMetrics;
import org.latticework.trainer.training.TrainingListener;

/** Curves of a training for TensorBoard, over the steps of a worker since its beginning. */
final class TensorBoard implements TrainingListener, AutoCloseable {
  private static final String EVENTS = "events.out.tfevents.";

  private final EventFile events;
  private long step;

  private TensorBoard(EventFile events) {
    this.events = events;
  }

  /**
   * Begins a file of events in a folder.
   *
   * @param folder of this training; TensorBoard shows a curve for each
   * @param more whether the files that are there stay, for a training that goes on
   */
  static TensorBoard open(Path folder, boolean more) throws IOException {
    Files.createDirectories(folder);
    if (!more) {
      try (DirectoryStream<Path> earlier = Files.newDirectoryStream(folder, EVENTS + "*")) {
        for (Path file : earlier) {
          Files.delete(file);
        }
      }
    }
    double now = seconds();
    Path file = folder.resolve("%s%d.latticework".formatted(EVENTS, (long) now));
    return new TensorBoard(new EventFile(Files.newOutputStream(file), now));
  }

  @Override
  public void roundFinished(Progress progress) {
    RoundMetrics round = progress.round();
    step = progress.steps();
    put("train/mae", progress.trainMae());
    put("train/round_mae", progress.roundMae());
    put("train/loss", round.loss());
    put("train/learning_rate", round.learningRate());
    put("speed/crystals_per_second", progress.crystalsPerSecond());
    put("speed/aggregation_seconds", round.overhead());
    put("speed/waiting_seconds", round.waitingSeconds());
  }

  @Override
  public void epochFinished(EpochMetrics epoch) {
    put("validation/mae", epoch.validationMae());
    put("train/mae_of_epoch", epoch.trainMae());
  }

  private void put(String tag, double value) {
    try {
      events.scalar(seconds(), step, tag, (float) value);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write events for TensorBoard: " + e.getMessage(), e);
    }
  }

  private static double seconds() {
    return System.currentTimeMillis() * 1e-3;
  }

  @Override
  public void close() throws IOException {
    events.close();
  }
}
