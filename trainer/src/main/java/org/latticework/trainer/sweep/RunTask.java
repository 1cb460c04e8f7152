package org.latticework.trainer.sweep;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
import org.latticework.trainer.sweep.RunResult.FoldErrors;
import org.latticework.trainer.task.TaskMetrics;
import org.latticework.trainer.training.LocalTraining;
import org.latticework.trainer.training.TrainingListener;
import org.latticework.trainer.training.TrainingResult;

/** Trains a network from beginning to end in one task, and judges it. */
final class RunTask implements Function<SweepRun, RunTask.Ended> {
  private static final long serialVersionUID = 1L;

  /**
   * A run that is over.
   *
   * @param result what became of it
   * @param unkept why that could not be kept; empty where it was
   */
  record Ended(RunResult result, String unkept) implements Serializable {}

  @Override
  public Ended call(SweepRun run) {
    TaskResources.claim();
    return finish(
        run,
        WorkerProcess.name(),
        () ->
            LocalTraining.train(
                run.learned(),
                run.validated(),
                run.config(),
                Optional.empty(),
                new TrainingListener() {}));
  }

  /**
   * Trains, judges and keeps a run.
   *
   * @param process where it is trained
   * @param training trains it
   */
  static Ended finish(SweepRun run, String process, Supplier<TrainingResult> training) {
    long start = System.nanoTime();
    try {
      RunResult result;
      try {
        result = judged(run, process, training.get(), start);
      } catch (DivergenceException | UnsuitableCrystalsException e) {
        result = RunResult.failed(run, e.getMessage(), since(start), process);
      }
      run.keeper().keepResult(result);
      return new Ended(result, "");
    } catch (IOException | UncheckedIOException e) { // which no repetition would mend
      return new Ended(RunResult.failed(run, e.toString(), since(start), process), e.toString());
    }
  }

  private static RunResult judged(SweepRun run, String process, TrainingResult trained, long start)
      throws IOException {
    try (TrainedModel model = trained.best()) {
      Parallelism parallelism = run.config().parallelism();
      int batches =
          new GraphBatcher(parallelism.batchSize(), run.config().seed())
              .batches(trained.plan().crystals().train(), parallelism.workers());
      RunResult result =
          new RunResult(
              run.id(),
              "",
              run.crystals(),
              run.labeled(),
              run.workers(),
              judge(model, run.learned()),
              judge(model, run.validated()),
              judge(model, run.tested()),
              trained.epochs(),
              trained.bestEpoch(),
              (long) trained.epochs() * batches,
              since(start),
              process);
      run.keeper().keepModel(trained);
      return result;
    }
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
