package org.latticework.trainer.measure;

import java.time.Duration;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import scala.collection.JavaConverters;

/**
 * Which tasks of one job of Spark run, by what Spark tells on a thread of its own. The job is known
 * by a local property of the thread that starts it.
 */
public final class JobTasks extends SparkListener implements AutoCloseable {
  private static final String PROPERTY = "latticework.tasks";

  private final SparkContext spark;
  private final String name;
  private final int workers;
  private final Set<Integer> stages = new HashSet<>();
  private final Set<Integer> started = new HashSet<>(); // partitions of the last stage
  private int last = -1; // stage
  private int others; // tasks of the stages before it that run
  private boolean broken;
  private long changed = System.nanoTime();

  private JobTasks(SparkContext spark, String name, int workers) {
    this.spark = spark;
    this.name = name;
    this.workers = workers;
  }

  /**
   * Watches the next job of this thread, until it is closed.
   *
   * @param name that no other job has
   * @param workers tasks that its last stage has
   */
  public static JobTasks of(SparkContext spark, String name, int workers) {
    JobTasks tasks = new JobTasks(spark, name, workers);
    spark.addSparkListener(tasks);
    spark.setLocalProperty(PROPERTY, name);
    return tasks;
  }

  /** The job has started: what this thread starts from now on is another. */
  public void started() {
    spark.setLocalProperty(PROPERTY, null);
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart job) {
    Properties properties = job.properties();
    if (last < 0 && properties != null && name.equals(properties.getProperty(PROPERTY))) {
      JavaConverters.seqAsJavaList(job.stageIds()).forEach(id -> stages.add((Integer) id));
      last = stages.stream().mapToInt(Integer::intValue).max().orElse(-1);
      changed = System.nanoTime();
    }
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart task) {
    if (!stages.contains(task.stageId())) {
      return;
    }
    if (task.stageId() == last) {
      started.add(task.taskInfo().partitionId());
    } else {
      others++;
    }
    changed = System.nanoTime();
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    if (!stages.contains(task.stageId())) {
      return;
    }
    if (task.stageId() != last) {
      others--;
    } else if (!(task.reason() instanceof Success$)) {
      broken = true;
      started.remove(task.taskInfo().partitionId());
    }
    changed = System.nanoTime();
  }

  @Override
  public synchronized void onStageCompleted(SparkListenerStageCompleted stage) {
    broken |= stage.stageInfo().stageId() == last && stage.stageInfo().failureReason().isDefined();
  }

  /** Returns whether a task of the last stage has failed, or was lost. */
  public synchronized boolean isBroken() {
    return broken;
  }

  /** Returns whether some tasks of the last stage have found no room for so long. */
  public synchronized boolean isStuck(Duration patience) {
    return started.size() < workers
        && others == 0
        && System.nanoTime() - changed > patience.toNanos();
  }

  @Override
  public void close() {
    spark.setLocalProperty(PROPERTY, null);
    spark.removeSparkListener(this);
  }
}
