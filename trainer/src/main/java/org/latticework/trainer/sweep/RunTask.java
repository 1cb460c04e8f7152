package org.latticework.trainer.sweep;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.Function;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.UnsuitableCrystalsException;
import org.latticework.trainer.executor.TaskResources;
import org.latticework.trainer.executor.WorkerProcess;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.prediction.DistributedPrediction;
import org.latticework.trainer.round.DivergenceException;
import org.latticework.trainer.sweep.RunResult.FoldErrors;
import org.latticework.trainer.task.TaskMetrics;
import org.latticework.trainer.training.LocalTraining;
import org.latticework.trainer.training.TrainingListener;
import org.latticework.trainer.training.TrainingResult;

/** Trains a network from beginning to end in one task, and judges it. */
final class RunTask implements Function<SweepRun, RunResult> {
  private static final long serialVersionUID = 1L;

  @Override
  public RunResult call(SweepRun run) throws IOException {
    TaskResources.claim();
    long start = System.nanoTime();
    RunResult result;
    try {
      result = train(run, start);
    } catch (DivergenceException | UnsuitableCrystalsException e) {
      result = RunResult.failed(run, e.getMessage(), since(start), WorkerProcess.name());
    }
    run.keeper().keepResult(result);
    return result;
  }

  private RunResult train(SweepRun run, long start) throws IOException {
    List<Example> train = run.learned();
    List<Example> validation = run.validated();
    TrainingResult result =
        LocalTraining.train(
            train, validation, run.config(), Optional.empty(), new TrainingListener() {});
    try (TrainedModel model = result.best()) {
      run.keeper().keepModel(result);
      int batch = run.config().parallelism().batchSize();
      return new RunResult(
          run.id(),
          "",
          run.crystals(),
          run.labeled(),
          judge(model, train),
          judge(model, validation),
          judge(model, run.tested()),
          result.epochs(),
          result.bestEpoch(),
          (long) result.epochs() * ((result.plan().crystals().train() + batch - 1) / batch),
          since(start),
          WorkerProcess.name());
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
