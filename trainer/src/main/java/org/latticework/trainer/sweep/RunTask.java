package org.latticework.trainer.sweep;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.Function;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.batch.UnsuitableCrystalsException;
import org.latticework.trainer.executor.TaskResources;
import org.latticework.trainer.executor.WorkerProcess;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.prediction.DistributedPrediction;
import org.latticework.trainer.round.DivergenceException;
import org.latticework.trainer.state.TrainingState;
import org.latticework.trainer.sweep.RunResult.FoldErrors;
import org.latticework.trainer.task.TaskMetrics;
import org.latticework.trainer.training.LocalTraining;
import org.latticework.trainer.training.TrainingListener;
import org.latticework.trainer.training.TrainingResult;

/**
 * Trains a network in one task from where it stands, to its end or to where it pauses, and judges
 * it at the end.
 */
final class RunTask implements Function<SweepRun, RunTask.Ended> {
  private static final long serialVersionUID = 1L;

  /**
   * A run that is over, or pauses.
   *
   * @param result what became of it
   * @param unkept why that could not be kept; empty where it was
   */
  record Ended(RunResult result, String unkept) implements Serializable {}

  /** Trains a run. */
  @FunctionalInterface
  interface Training {
    /**
     * Trains.
     *
     * @param reached where to go on; empty to begin
     * @param listener is told where the run could go on
     */
    TrainingResult from(Optional<TrainingState> reached, TrainingListener listener);
  }

  /** Has the state after the last epoch. */
  private static final class LastState implements TrainingListener {
    private Optional<TrainingState> last = Optional.empty();

    @Override
    public void reached(TrainingState.Position position, Supplier<TrainingState> state) {
      if (position.round() == 0) { // where an epoch ends; the arrays are copies
        last = Optional.of(state.get());
      }
    }
  }

  @Override
  public Ended call(SweepRun run) {
    TaskResources.claim();
    return finish(
        run,
        WorkerProcess.name(),
        (reached, listener) ->
            LocalTraining.train(
                run.learned(), run.validated(), run.config(), run.until(), reached, listener));
  }

  /**
   * Trains a run, and keeps what it comes to.
   *
   * @param process where it is trained
   * @param training trains it
   */
  static Ended finish(SweepRun run, String process, Training training) {
    long start = System.nanoTime();
    try {
      Optional<TrainingState> reached = reached(run);
      start -= reached.map(state -> Math.round(state.record().seconds() * 1e9)).orElse(0L);
      RunResult result;
      try {
        result =
            run.pauses()
                ? paused(run, process, training, reached, start)
                : judged(run, process, training.from(reached, new TrainingListener() {}), start);
      } catch (DivergenceException | UnsuitableCrystalsException e) {
        result = RunResult.failed(run, e.getMessage(), since(start), process);
      }
      if (!run.pauses() || !result.failure().isEmpty()) {
        run.keeper().keepResult(result);
      }
      return new Ended(result, "");
    } catch (IOException | UncheckedIOException e) { // which no repetition would mend
      return new Ended(RunResult.failed(run, e.toString(), since(start), process), e.toString());
    }
  }

  /** Returns where the run goes on; not what lies behind the end of its part. */
  private static Optional<TrainingState> reached(SweepRun run) throws IOException {
    return run.keeper()
        .state(run.id())
        .filter(state -> state.position().epoch() <= run.until() + 1);
  }

  private static RunResult paused(
      SweepRun run, String process, Training training, Optional<TrainingState> reached, long start)
      throws IOException {
    LastState after = new LastState();
    TrainingResult trained = training.from(reached, after);
    trained.best().close(); // another epoch may become the best
    if (after.last.isPresent()) { // otherwise there was nothing left to train
      run.keeper().keepState(run.id(), after.last.get());
    }
    FoldErrors validation = new FoldErrors(trained.validationError(), Map.of());
    List<FoldErrors> errors = List.of(FoldErrors.NONE, validation, FoldErrors.NONE);
    return result(run, process, trained, errors, start);
  }

  private static RunResult judged(SweepRun run, String process, TrainingResult trained, long start)
      throws IOException {
    try (TrainedModel model = trained.best()) {
      List<FoldErrors> errors =
          Stream.of(run.learned(), run.validated(), run.tested())
              .map(fold -> run.keeper().judges() ? judge(model, fold) : FoldErrors.NONE)
              .toList();
      RunResult result = result(run, process, trained, errors, start);
      if (run.cut().isEmpty()) {
        run.keeper().keepModel(trained);
      }
      return result;
    }
  }

  /** Joins what there is to say of a run with the errors on its three folds. */
  private static RunResult result(
      SweepRun run, String process, TrainingResult trained, List<FoldErrors> errors, long start) {
    Parallelism parallelism = run.config().parallelism();
    int batches =
        new GraphBatcher(parallelism.batchSize(), run.config().seed())
            .batches(trained.plan().crystals().train(), parallelism.workers());
    return new RunResult(
        run.id(),
        "",
        run.cut(),
        run.crystals(),
        run.labeled(),
        run.workers(),
        errors.get(0),
        errors.get(1),
        errors.get(2),
        trained.epochs(),
        trained.bestEpoch(),
        (long) trained.epochs() * batches,
        since(start),
        process);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }

  private static FoldErrors judge(TrainedModel model, List<Example> examples) {
    if (examples.isEmpty()) {
      return FoldErrors.NONE;
    }
    TaskMetrics metrics =
        DistributedPrediction.judge(model, DistributedPrediction.predictHere(examples, model));
    List<String> outputs = model.task().outputs();
    Map<String, Double> values = new HashMap<>();
    for (int column = 0; column < outputs.size(); column++) {
      String prefix = outputs.size() == 1 ? "" : outputs.get(column) + ".";
      metrics.columns().get(column).values().forEach((name, of) -> values.put(prefix + name, of));
    }
    return new FoldErrors(metrics.headline(), values);
  }
}
