package org.latticework.trainer.training;

import org.apache.spark.TaskContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The one place that decides how many threads ND4J may use: as many as Spark gives the task
 * (spark.task.cpus, one unless set). More would make the tasks of an executor fight for its cores.
 */
final class TaskThreads {
  private TaskThreads() {}

  /** Limits ND4J in this process; to be called from a task. */
  static void limit() {
    int threads = TaskContext.get().cpus();
    if (Nd4j.getEnvironment().maxMasterThreads() != threads) {
      Nd4j.getEnvironment().setMaxMasterThreads(threads);
      Nd4j.factory().blas().setMaxThreads(threads);
    }
  }
}
