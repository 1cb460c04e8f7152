package org.latticework.pipeline.featurize;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What a run did to make its graphs.
 *
 * @param tasks one entry for each task, in the order of their numbers; none if nothing was missing
 * @param bytes size of the files that hold the new graphs
 */
public record FeaturizeWork(List<TaskFacts> tasks, long bytes) {
  /** Nothing was to be done. */
  static final FeaturizeWork NONE = new FeaturizeWork(List.of(), 0);

  public FeaturizeWork {
    tasks = tasks.stream().sorted(Comparator.comparingInt(TaskFacts::task)).toList();
  }

  /** Returns a sum over the tasks, such as {@code total(TaskFacts::edges)}. */
  public long total(ToLongFunction<TaskFacts> number) {
    return tasks.stream().mapToLong(number).sum();
  }

  /** Returns the seconds that the tasks spent in a stage, one after the other. */
  public double seconds(ToDoubleFunction<TaskFacts> stage) {
    return tasks.stream().mapToDouble(stage).sum();
  }

  /** Returns the time that half of the tasks did not exceed, in seconds; NaN without tasks. */
  public double medianSeconds() {
    return tasks.stream()
        .mapToDouble(TaskFacts::seconds)
        .sorted()
        .skip((Math.max(1, tasks.size()) - 1) / 2)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Returns the task that took longest; of several the first. */
  public Optional<TaskFacts> slowest() {
    return tasks.stream().max(Comparator.comparingDouble(TaskFacts::seconds));
  }

  /** Returns the size of the files over the number of edges; NaN without edges. */
  public double bytesPerEdge() {
    return (double) bytes / total(TaskFacts::edges);
  }
}
