package org.latticework.trainer.round;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.latticework.trainer.deeplearning4j.NetworkState;
import org.latticework.trainer.measure.WorkerRound;

/**
 * The mean of the workers' parameters and updater states, weighted by crystals, that comes out the
 * same to the last bit in whatever order the workers arrive.
 *
 * <p>Floating-point sums depend on their order, and Spark adds results as they come. So results
 * wait here until their partner in a fixed binary tree has arrived: a node (level l, residue r)
 * stands for the workers w with w mod 2ˡ = r, and its partner at the same level is r ± 2ˡ⁻¹. So the
 * workers of one residue to a power of two make one node, wherever they are brought together.
 */
final class RoundMean implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int workers;
  private final TreeMap<Integer, Node> nodes = new TreeMap<>(); // key 2ˡ + r
  private final List<WorkerRound> rounds = new ArrayList<>();

  /**
   * Creates the mean of no results yet.
   *
   * @param workers W, the number of results to come
   */
  RoundMean(int workers) {
    this.workers = workers;
  }

  /** Takes one worker's result. */
  RoundMean add(ShardResult result) {
    rounds.add(result.round());
    put(leaves() + result.round().worker(), new Node(result.state(), result.round().crystals()));
    return this;
  }

  /** Takes all results of another mean. */
  RoundMean merge(RoundMean other) {
    rounds.addAll(other.rounds);
    other.nodes.forEach(this::put);
    return this;
  }

  /**
   * Returns the averaged state.
   *
   * @throws IllegalStateException if a worker has not reported
   */
  NetworkState state() {
    if (rounds.size() != workers || !nodes.containsKey(1)) {
      throw new IllegalStateException(
          "A round needs the results of %d workers, got %d".formatted(workers, rounds.size()));
    }
    return nodes.get(1).state();
  }

  /** Returns what each worker did, by worker. */
  List<WorkerRound> rounds() {
    return rounds.stream().sorted(Comparator.comparingInt(WorkerRound::worker)).toList();
  }

  private void put(int key, Node node) {
    int half = Integer.highestOneBit(key) / 2;
    if (half == 0) {
      nodes.put(key, node);
      return;
    }
    int residue = key - 2 * half;
    int parent = half + residue % half;
    int partner = 2 * half + (residue ^ half);
    if ((residue ^ half) >= workers) {
      put(parent, node);
    } else if (nodes.containsKey(partner)) {
      Node other = nodes.remove(partner);
      put(parent, residue < half ? node.mean(other) : other.mean(node));
    } else {
      nodes.put(key, node);
    }
  }

  /** Returns the smallest power of two that is not below W. */
  private int leaves() {
    return workers == 1 ? 1 : Integer.highestOneBit(workers - 1) * 2;
  }

  private record Node(NetworkState state, long crystals) implements Serializable {
    Node mean(Node other) {
      long all = crystals + other.crystals;
      return new Node(state.mean(other.state, (double) crystals / all), all);
    }
  }
}
