package org.latticework.jobs.featurize;

import org.latticework.jobs.console.Summary;
import org.latticework.pipeline.featurize.FeaturizeResult;
import org.latticework.pipeline.featurize.FeaturizeWork;
import org.latticework.pipeline.featurize.TaskFacts;

/** What a featurization has to report. */
final class FeaturizeFacts {
  private FeaturizeFacts() {}

  static Summary of(FeaturizeResult result) {
    FeaturizeWork work = result.work();
    return new Summary()
        .put("materials", result.materials())
        .put("featurized", result.featurized())
        .put("unchanged", result.unchanged())
        .put("rejected", result.rejected())
        .put("atoms", work.total(TaskFacts::atoms))
        .put("nodes", work.total(TaskFacts::nodes))
        .put("edges", work.total(TaskFacts::edges))
        .put("graph_config", result.graphConfig())
        .put("bytes", work.bytes())
        .put("bytes_per_edge", work.bytesPerEdge())
        .put("tasks", tasks(work).facts());
  }

  /** All tasks together by stage, and the one that the others waited for. */
  private static Summary tasks(FeaturizeWork work) {
    Summary tasks =
        new Summary()
            .put("count", work.tasks().size())
            .put("reading_seconds", work.seconds(TaskFacts::reading))
            .put("searching_seconds", work.seconds(TaskFacts::searching))
            .put("writing_seconds", work.seconds(TaskFacts::writing))
            .put("median_seconds", work.medianSeconds());
    work.slowest().ifPresent(task -> tasks.put("slowest", task(task).facts()));
    return tasks;
  }

  private static Summary task(TaskFacts task) {
    return new Summary()
        .put("task", task.task())
        .put("seconds", task.seconds())
        .put("structures", task.structures())
        .put("atoms", task.atoms())
        .put("nodes", task.nodes())
        .put("edges", task.edges());
  }
}
