package org.latticework.pipeline.featurize;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Deals structures to tasks so that each task has about the same number of edges to make: a cell of
 * 444 atoms costs as much as hundreds of small ones.
 *
 * <p>Structures fall into {@link #BUCKETS} by the first digits of their content address; whole
 * buckets are dealt, the heaviest first, each to the task that has least. So the driver holds one
 * number a bucket, however many structures there are, and the deal depends on nothing but the
 * structures and the number of cores.
 */
final class TaskDeal implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int DIGITS = 3; // hexadecimal

  /** Number of buckets. */
  static final int BUCKETS = 1 << (4 * DIGITS);

  // A task of this many edges takes about a second, and fills a file of some 4 MB.
  private static final double EDGES_PER_TASK = 2e6;
  // Below this a task costs more to start than to do.
  private static final double LEAST_EDGES_PER_TASK = 25_000;
  private static final int MOST_TASKS = BUCKETS / 4;

  private final double[] edges; // BUCKETS
  private final int[] tasks; // BUCKETS
  private final int count;

  /**
   * @param edges expected number of edges in each bucket; not negative
   * @param cores how many tasks may run at a time; positive
   */
  TaskDeal(double[] edges, int cores) {
    this.edges = edges.clone();
    this.count = count(Arrays.stream(edges).sum(), cores);
    this.tasks = new int[edges.length];
    deal();
  }

  /** A multiple of the cores, so that all are busy to the end. */
  private static int count(double edges, int cores) {
    if (edges < LEAST_EDGES_PER_TASK * cores) {
      return (int) Math.max(1, edges / LEAST_EDGES_PER_TASK);
    }
    double rounds = Math.ceil(edges / EDGES_PER_TASK / cores);
    return (int) Math.min(rounds * cores, Math.max(MOST_TASKS, cores));
  }

  private void deal() {
    double[] loads = new double[count];
    PriorityQueue<Integer> lightest =
        new PriorityQueue<>(
            Comparator.comparingDouble((Integer task) -> loads[task]).thenComparing(task -> task));
    IntStream.range(0, count).forEach(lightest::add);
    IntStream.range(0, edges.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer bucket) -> -edges[bucket]))
        .forEach(
            bucket -> {
              int task = lightest.remove();
              tasks[bucket] = task;
              loads[task] += edges[bucket];
              lightest.add(task);
            });
  }

  /** Returns the bucket of a structure, by its content address. */
  static int bucket(String structureHash) {
    return Integer.parseInt(structureHash.substring(0, DIGITS), 16);
  }

  /** Returns the number of tasks. */
  int count() {
    return count;
  }

  /** Returns the task of a bucket. */
  int task(int bucket) {
    return tasks[bucket];
  }
}
