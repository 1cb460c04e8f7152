package org.latticework.jobs.train;

import java.io.IOException;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.WorkspaceLock;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.pipeline.table.model.PredictionTable;

/** What is left of models that others of their name have replaced. */
public final class Predecessors {
  private Predecessors() {}

  /** Removes what is left of a model's predecessors: first their predictions, then their files. */
  public static void remove(JobRun run, ModelFolder folder) throws IOException {
    if (!folder.isUntidy(run.hadoop())) {
      return;
    }
    String id = folder.current(run.hadoop()).trainingId();
    WorkspaceLock.ofPredictions(run)
        .await(
            lock -> {
              PredictionTable.removeOthers(run.spark(), run.workspace(), folder.name(), id);
              folder.tidy(run.hadoop());
              return null;
            });
  }
}
