package org.latticework.trainer.sweep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.api.java.JavaSparkContext;
import org.latticework.trainer.training.DistributedTraining;
import org.latticework.trainer.training.TrainingListener;

/**
 * Trains many networks side by side, as many at a time as the cluster has cores. Each run is a job
 * of its own with one task: an executor that is lost costs its runs alone, which Spark repeats
 * elsewhere, and a run that cannot be finished fails alone. Runs of several workers come first, one
 * after the other.
 */
public final class SweepTraining {
  private SweepTraining() {}

  /** Is told of runs, by one thread at a time unless it is said otherwise. */
  public interface Listener {
    /** A run has been given to Spark; there was a core for it. */
    void started(SweepRun run);

    /** A run is over, well or not. */
    void finished(SweepRun run, RunResult result) throws IOException;

    /** Says in a line why Spark has given a run up; called by several threads at a time. */
    String reason(Exception failure);
  }

  /**
   * Trains all runs, the most expensive first, so that none of them is alone at the end.
   *
   * @param runs with distinct ids
   * @throws IllegalStateException if Spark has stopped, or the listener throws: runs that are under
   *     way are stopped then
   */
  public static void train(JavaSparkContext spark, List<SweepRun> runs, Listener listener) {
    List<SweepRun> ordered = new ArrayList<>(runs);
    ordered.sort(Comparator.comparingDouble(SweepRun::cost).reversed().thenComparing(SweepRun::id));
    String group = "sweep " + UUID.randomUUID();
    ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, spark.defaultParallelism()));
    try {
      for (SweepRun run : ordered) {
        if (run.workers() > 1) {
          train(spark, run, () -> withWorkers(spark, run), listener);
        }
      }
      List<Future<?>> jobs = new ArrayList<>();
      ordered.removeIf(run -> run.workers() > 1);
      for (SweepRun run : ordered) {
        jobs.add(
            threads.submit(
                () -> {
                  train(spark, run, () -> inOneTask(spark, group, run), listener);
                  return null;
                }));
      }
      for (Future<?> job : jobs) {
        job.get();
      }
    } catch (ExecutionException e) {
      throw stopped(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while runs were under way", e);
    } catch (Exception e) {
      throw stopped(e);
    } finally {
      threads.shutdownNow();
      spark.cancelJobGroup(group);
    }
  }

  private static IllegalStateException stopped(Throwable cause) {
    return new IllegalStateException("The sweep stopped: " + cause.getMessage(), cause);
  }

  private static RunResult inOneTask(JavaSparkContext spark, String group, SweepRun run) {
    spark.setJobGroup(group, "Run " + run.id(), true);
    return spark.parallelize(List.of(run), 1).map(new RunTask()).collect().get(0);
  }

  private static RunResult withWorkers(JavaSparkContext spark, SweepRun run) throws IOException {
    return RunTask.finish(
        run,
        "%d workers".formatted(run.workers()),
        () ->
            DistributedTraining.train(
                spark,
                spark.parallelize(run.learned(), run.workers()),
                spark.parallelize(run.validated(), run.workers()),
                run.config(),
                Optional.empty(),
                new TrainingListener() {}));
  }

  private static void train(
      JavaSparkContext spark, SweepRun run, Callable<RunResult> training, Listener listener)
      throws Exception {
    synchronized (listener) {
      listener.started(run);
    }
    long start = System.nanoTime();
    RunResult result;
    try {
      result = training.call();
    } catch (Exception e) { // Scala does not declare the SparkException of a failed job
      if (spark.sc().isStopped() || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      result =
          RunResult.failed(run, listener.reason(e), (System.nanoTime() - start) * 1e-9, "unknown");
    }
    synchronized (listener) {
      listener.finished(run, result);
    }
  }
}
