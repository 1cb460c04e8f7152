package org.latticework.trainer.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.LocalSpark;
import org.latticework.trainer.ToyExamples;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.optimizer.Optimization;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.task.Regression;
import org.latticework.trainer.training.TrainingConfig;
import org.latticework.trainer.training.TrainingResult;

/** Runs that fail, and what must stop all of them. */
class SweepTrainingIT {
  private static final JavaSparkContext SPARK = LocalSpark.context();
  private static final Broadcast<Example[]> CRYSTALS =
      SPARK.broadcast(ToyExamples.examples(60).toArray(Example[]::new));
  private static final AtomicInteger KEPT =
      new AtomicInteger(); // tasks are threads of this process

  /** Counts what it is given, or fails as a full disk does. */
  private record Keeper(boolean full) implements RunKeeper {
    @Override
    public void keepModel(TrainingResult result) throws IOException {
      KEPT.incrementAndGet();
      if (full) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void keepResult(RunResult result) {}
  }

  private static SweepRun run(String id, double rate, RunKeeper keeper) {
    TrainingConfig config =
        new TrainingConfig(
            NetworkBlueprint.of(
                new CgcnnConfig(
                    ConvolutionVariant.MESSAGE_NORM,
                    8,
                    new GaussianBasis(8, 16, 8.0 / 15, true),
                    1,
                    8,
                    100,
                    false,
                    0)),
            Regression.of("target"),
            Optimization.adam(rate),
            Parallelism.of(1, 16, 2),
            2,
            0,
            1,
            true);
    return new SweepRun(
        id,
        config,
        CRYSTALS,
        keeper,
        60,
        IntStream.range(0, 40).toArray(),
        IntStream.range(40, 50).toArray(),
        IntStream.range(50, 60).toArray());
  }

  /** Hears, and may throw at the first run that is over. */
  private static final class Ear implements SweepTraining.Listener {
    private final List<RunResult> over = new ArrayList<>();
    private final boolean throwing;

    Ear(boolean throwing) {
      this.throwing = throwing;
    }

    @Override
    public void started(SweepRun run) {}

    @Override
    public void finished(SweepRun run, RunResult result) throws IOException {
      over.add(result);
      if (throwing) {
        throw new IOException("the lock is lost");
      }
    }

    @Override
    public String reason(Exception failure) {
      return "given up: " + failure.getMessage();
    }
  }

  private static List<SweepRun> runs(int count, RunKeeper keeper) {
    return IntStream.range(0, count).mapToObj(k -> run("r" + k, 1e-3, keeper)).toList();
  }

  @Test
  void aRunThatDivergesFailsAlone() {
    Ear ear = new Ear(false);
    List<SweepRun> runs = new ArrayList<>(runs(3, new Keeper(false)));
    runs.add(run("bad", 1e30, new Keeper(false)));
    SweepTraining.train(SPARK, runs, ear);
    assertThat(ear.over).hasSize(4);
    for (RunResult result : ear.over) {
      boolean bad = result.id().equals("bad");
      assertThat(result.failure().isEmpty()).isNotEqualTo(bad);
      assertThat(Double.isNaN(result.test().headline())).isEqualTo(bad);
      assertThat(result.steps()).isEqualTo(bad ? 0 : 6); // 40 crystals in batches of 16, twice
    }
  }

  @Test
  void stopsWhereWhatComesOutCannotBeKept() {
    KEPT.set(0);
    Ear ear = new Ear(false);
    assertThatThrownBy(() -> SweepTraining.train(SPARK, runs(20, new Keeper(true)), ear))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be kept")
        .hasMessageContaining("No space left on device");
    assertThat(ear.over).isEmpty();
    assertThat(KEPT.get()).as("trained, and not again and again").isBetween(1, 10);
  }

  @Test
  void stopsWhereItsListenerThrows() throws InterruptedException {
    KEPT.set(0);
    Ear ear = new Ear(true);
    assertThatThrownBy(() -> SweepTraining.train(SPARK, runs(20, new Keeper(false)), ear))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the lock is lost");
    assertThat(ear.over.size()).isBetween(1, 10);
    assertThat(ear.over).extracting(RunResult::failure).containsOnly("");
    long end = System.nanoTime() + 60_000_000_000L; // Spark stops what runs in its own time
    while (SPARK.sc().statusTracker().getActiveJobIds().length > 0) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(10);
    }
    assertThat(KEPT.get()).isLessThan(20);
  }
}
