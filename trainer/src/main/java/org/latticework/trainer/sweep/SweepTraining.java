package org.latticework.trainer.sweep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.api.java.JavaSparkContext;
import org.latticework.trainer.training.DistributedTraining;

/**
 * Trains many networks side by side, or a part of each, as many at a time as the cluster has cores.
 * Each run is a job of its own with one task: an executor that is lost costs its runs alone, which
 * Spark repeats elsewhere, and a run that cannot be finished fails alone. Runs of several workers
 * come first, one after the other.
 */
public final class SweepTraining {
  private static final int LONGEST_END = 60; // s, of runs that are told to stop

  private final JavaSparkContext spark;
  private final Listener listener;
  private final String group = "sweep " + UUID.randomUUID();
  private final AtomicBoolean stopping = new AtomicBoolean();

  private SweepTraining(JavaSparkContext spark, Listener listener) {
    this.spark = spark;
    this.listener = listener;
  }

  /** Is told of runs, by one thread at a time unless it is said otherwise. */
  public interface Listener {
    /** A run has been given to Spark. */
    void started(SweepRun run);

    /**
     * A run waits where its part ends.
     *
     * @param result with its epochs and the error of the best of them on the validation fold
     */
    default void paused(SweepRun run, RunResult result) throws IOException {}

    /** A run is over, well or not. */
    void finished(SweepRun run, RunResult result) throws IOException;

    /** Says in a line why Spark has given a run up; called by several threads at a time. */
    String reason(Exception failure);
  }

  /**
   * Trains all runs, the most expensive first, so that none of them is alone at the end.
   *
   * @param runs with distinct ids
   * @throws IllegalStateException if Spark has stopped, a result cannot be kept, or the listener
   *     throws: runs that are under way are stopped then
   */
  public static void train(JavaSparkContext spark, List<SweepRun> runs, Listener listener) {
    List<SweepRun> ordered = new ArrayList<>(runs);
    ordered.sort(Comparator.comparingDouble(SweepRun::cost).reversed().thenComparing(SweepRun::id));
    new SweepTraining(spark, listener).train(ordered);
  }

  private void train(List<SweepRun> ordered) {
    ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, spark.defaultParallelism()));
    try {
      for (SweepRun run : ordered) {
        if (run.workers() > 1) {
          train(run, () -> withWorkers(run));
        }
      }
      CompletionService<Void> jobs = new ExecutorCompletionService<>(threads);
      List<SweepRun> alone = ordered.stream().filter(run -> run.workers() == 1).toList();
      List<Future<Void>> submitted = new ArrayList<>();
      for (SweepRun run : alone) {
        submitted.add(jobs.submit(() -> train(run, () -> inOneTask(run))));
      }
      for (int k = 0; k < submitted.size(); k++) {
        jobs.take().get(); // the first that fails ends all
      }
    } catch (ExecutionException e) {
      throw stopped(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while runs were under way", e);
    } catch (Exception e) { // Scala does not declare what Spark throws
      throw stopped(e);
    } finally {
      stop(threads);
    }
  }

  /** Stops what is under way, and waits until nobody tells the listener any more. */
  private void stop(ExecutorService threads) {
    stopping.set(true);
    threads.shutdownNow();
    spark.cancelJobGroup(group);
    try {
      threads.awaitTermination(LONGEST_END, TimeUnit.SECONDS);
      spark.cancelJobGroup(group); // a job may have begun meanwhile
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static IllegalStateException stopped(Throwable cause) {
    return new IllegalStateException("The trainings stopped: " + cause.getMessage(), cause);
  }

  private RunTask.Ended inOneTask(SweepRun run) {
    spark.setJobGroup(group, "Run " + run.id(), true);
    try {
      return spark.parallelize(List.of(run), 1).map(new RunTask()).collect().get(0);
    } finally {
      spark.clearJobGroup(); // what the listener asks of Spark is no part of the run
    }
  }

  private RunTask.Ended withWorkers(SweepRun run) {
    return RunTask.finish(
        run,
        "%d workers".formatted(run.workers()),
        (reached, listener) ->
            DistributedTraining.train(
                spark,
                spark.parallelize(run.learned(), run.workers()),
                spark.parallelize(run.validated(), run.workers()),
                run.config(),
                reached,
                listener));
  }

  private Void train(SweepRun run, Callable<RunTask.Ended> training) throws Exception {
    synchronized (listener) {
      listener.started(run);
    }
    RunResult result = result(run, training);
    synchronized (listener) {
      if (run.pauses() && result.failure().isEmpty()) {
        listener.paused(run, result);
      } else {
        listener.finished(run, result);
      }
    }
    return null;
  }

  private RunResult result(SweepRun run, Callable<RunTask.Ended> training) throws Exception {
    long start = System.nanoTime();
    RunTask.Ended ended;
    try {
      ended = training.call();
    } catch (Exception e) {
      if (stopping.get() || spark.sc().isStopped()) {
        throw e;
      }
      double seconds = (System.nanoTime() - start) * 1e-9;
      return RunResult.failed(run, listener.reason(e), seconds, "unknown");
    }
    if (!ended.unkept().isEmpty()) {
      throw new IOException(
          "%s cannot be kept, or not be gone on with: %s".formatted(run.id(), ended.unkept()));
    }
    return ended.result();
  }
}
