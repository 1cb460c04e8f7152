package org.latticework.trainer.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean of the workers' parameters and updater states, weighted by crystals, that comes out the
 * same to the last bit in whatever order the workers arrive.
 *
 * <p>Floating-point sums depend on their order, and Spark adds results as they come. So results
 * wait here until their partner in a fixed binary tree has arrived: a node (level l, residue r)
 * stands for the workers w with w mod 2ˡ = r, and its partner at the same level is r ± 2ˡ⁻¹. This
 * is also how Spark's treeAggregate groups partitions where their number is a power of two.
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

  /** Takes one worker's result; its arrays are this mean's from then on. */
  RoundMean add(ShardResult result) {
    WorkerRound round = result.round();
    rounds.add(round);
    int leaf = leaves() + round.worker();
    put(leaf, new Node(result.getParameters(), result.getUpdaterState(), round.crystals()));
    return this;
  }

  /** Takes all results of another mean; its arrays are this mean's from then on. */
  RoundMean merge(RoundMean other) {
    rounds.addAll(other.rounds);
    other.nodes.forEach(this::put);
    return this;
  }

  /**
   * Returns the averaged parameters.
   *
   * @throws IllegalStateException if a worker has not reported
   */
  INDArray parameters() {
    return root().parameters();
  }

  /**
   * Returns the averaged updater state; null, as in Deeplearning4j, where an updater keeps none.
   */
  INDArray updaterState() {
    return root().updaterState();
  }

  /** Returns what each worker did, by worker. */
  List<WorkerRound> rounds() {
    return rounds.stream().sorted(Comparator.comparingInt(WorkerRound::worker)).toList();
  }

  private Node root() {
    if (rounds.size() != workers || !nodes.containsKey(1)) {
      throw new IllegalStateException(
          "A round needs the results of %d workers, got %d".formatted(workers, rounds.size()));
    }
    return nodes.get(1);
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

  private record Node(INDArray parameters, INDArray updaterState, long crystals)
      implements Serializable {

    Node mean(Node other) {
      double weight = (double) crystals / (crystals + other.crystals);
      return new Node(
          mean(parameters, other.parameters, weight),
          updaterState == null ? null : mean(updaterState, other.updaterState, weight),
          crystals + other.crystals);
    }

    private static INDArray mean(INDArray left, INDArray right, double weight) {
      return left.muli(weight).addi(right.muli(1 - weight));
    }
  }
}
