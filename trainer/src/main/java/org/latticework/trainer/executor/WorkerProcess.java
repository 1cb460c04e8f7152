package org.latticework.trainer.executor;

import org.apache.spark.SparkEnv;

/** The process that a task of Spark runs in. */
public final class WorkerProcess {
  private WorkerProcess() {}

  /** Returns what people know it by: "executor 2 on node17"; "process 4711" without Spark. */
  public static String name() {
    SparkEnv process = SparkEnv.get();
    if (process == null) {
      return "process %d".formatted(ProcessHandle.current().pid());
    }
    return "executor %s on %s"
        .formatted(process.executorId(), process.blockManager().blockManagerId().host());
  }
}
