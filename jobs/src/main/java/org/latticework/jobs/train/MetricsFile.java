package org.latticework.jobs.train;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Summary;
import org.latticework.trainer.measure.RoundMetrics;
import org.latticework.trainer.state.EpochMetrics;
import org.latticework.trainer.training.Progress;
import org.latticework.trainer.training.TrainingListener;
import org.latticework.trainer.training.TrainingPlan;

/**
 * The file {@code logs/<model>.metrics.jsonl}: a line of JSON for each round and each epoch, as
 * soon as it is over. docs/training.md explains the keys.
 */
final class MetricsFile implements TrainingListener, Closeable {
  private final Path file;
  private final boolean more;
  private final String error;
  private Optional<BufferedWriter> lines = Optional.empty();

  /**
   * Takes the file, which is opened as the training starts.
   *
   * @param more whether to append to the file, for a training that goes on; else that is replaced
   * @param error name of the errors
   */
  public MetricsFile(Path file, boolean more, String error) {
    this.file = file;
    this.more = more;
    this.error = error;
  }

  @Override
  public void started(TrainingPlan plan) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      lines =
          Optional.of(
              more
                  ? Files.newBufferedWriter(
                      file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                  : Files.newBufferedWriter(file));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void roundFinished(Progress progress) {
    RoundMetrics round = progress.round();
    write(
        new Summary()
            .put("epoch", round.epoch())
            .put("round", round.round())
            .put("rounds", round.rounds())
            .put("train_" + error, progress.trainError())
            .put("round_" + error, progress.roundError())
            .put("loss", round.loss())
            .put("learning_rate", round.learningRate())
            .put("crystals", round.crystals())
            .put("crystals_per_second", round.crystalsPerSecond())
            .put("seconds", round.seconds())
            .put("compute_seconds", round.computeSeconds())
            .put("aggregation_seconds", round.overhead())
            .put("waiting_seconds", round.waitingSeconds())
            .put("slowest_worker", round.slowestWorker())
            .put("off_heap_bytes", round.offHeapBytes()));
  }

  @Override
  public void epochFinished(EpochMetrics epoch) {
    write(
        new Summary()
            .put("epoch", epoch.epoch())
            .put("train_" + error, epoch.trainError())
            .put("validation_" + error, epoch.validationError())
            .put("crystals", epoch.crystals())
            .put("crystals_per_second", epoch.crystalsPerSecond())
            .put("seconds", epoch.seconds())
            .put("validation_seconds", epoch.validationSeconds()));
  }

  private void write(Summary facts) {
    try {
      BufferedWriter open = lines.orElseThrow();
      open.write(Json.line(facts.facts()));
      open.newLine();
      open.flush();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static UncheckedIOException unwritable(IOException e) {
    return new UncheckedIOException(
        "Cannot write the metrics of the training: " + e.getMessage(), e);
  }

  @Override
  public void close() throws IOException {
    if (lines.isPresent()) {
      lines.get().close();
    }
  }
}
