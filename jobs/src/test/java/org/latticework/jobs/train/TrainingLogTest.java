package org.latticework.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.console.Console;
import org.latticework.trainer.state.EpochMetrics;
import org.latticework.trainer.training.TrainingListener;

class TrainingLogTest {
  private static final EpochMetrics EPOCH =
      new EpochMetrics(1, 0.25, 0.5, 800, 2.0, 0.1, 100, 0.01);

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final Console console = new Console(new PrintWriter(out, true), false);

  /** Fails from its second line on. */
  private static final class FullLog implements TrainingListener, Closeable {
    private int lines;

    @Override
    public void epochFinished(EpochMetrics metrics) {
      lines++;
      if (lines > 1) {
        throw new UncheckedIOException(
            "Cannot write the metrics: No space left", new IOException("No space left"));
      }
    }

    @Override
    public void close() throws IOException {
      throw new IOException("No space left");
    }
  }

  @Test
  void warnsOnceAndGoesOnWithoutALogThatCannotBeWritten() {
    FullLog log = new FullLog();
    try (TrainingLog<FullLog> guarded = new TrainingLog<>(log, console)) {
      for (int k = 0; k < 5; k++) {
        guarded.epochFinished(EPOCH);
      }
    }
    assertThat(log.lines).isEqualTo(2); // the third would come behind half a line
    assertThat(out.toString())
        .isEqualTo(
            "Warning    Cannot write the metrics: No space left%n"
                .formatted()
                .concat("           the training goes on without it%n".formatted()));
  }

  /** As a disk says it that is full. */
  @Test
  void writesMetricsToADeviceThatIsFull() throws IOException {
    Path full = Files.createSymbolicLink(folder.resolve("full.jsonl"), Path.of("/dev/full"));
    try (TrainingLog<MetricsFile> log =
        new TrainingLog<>(new MetricsFile(full, true, "mae"), console)) {
      log.started(null);
      log.epochFinished(EPOCH);
    }
    assertThat(out.toString()).contains("Warning    Cannot write the metrics of the training: ");
  }
}
