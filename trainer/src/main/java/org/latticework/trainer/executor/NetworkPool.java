package org.latticework.trainer.executor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.deeplearning4j.CrystalNetwork;

/**
 * The networks of this process's workers between two rounds: to make one takes as long as half a
 * step. Whoever takes one out must give it parameters, the optimizer's state and counts, since it
 * has those of whichever worker had it before.
 *
 * <p>There are never more than were in use at one time, and of one training only: the one whose
 * round ended last. What other executors than the driver's process hold ends with their
 * application, or with the next training on them.
 */
public final class NetworkPool {
  private static final Deque<ComputationGraph> NETWORKS = new ArrayDeque<>();
  private static String owner = "";
  private static String over = ""; // the training released last; its late tasks may still come

  private NetworkPool() {}

  /**
   * Takes a network out, the one that was used last.
   *
   * @param training whose network it must be
   */
  public static synchronized Optional<ComputationGraph> take(String training) {
    return Optional.ofNullable(owner.equals(training) ? NETWORKS.pollLast() : null);
  }

  /** Puts a network in, which nobody uses any more, and frees those of another training. */
  public static synchronized void keep(String training, ComputationGraph network) {
    if (over.equals(training)) {
      CrystalNetwork.release(network);
      return;
    }
    if (!owner.equals(training)) {
      free();
      owner = training;
    }
    network.setListeners();
    CrystalNetwork.rest(network);
    NETWORKS.addLast(network);
  }

  /** Frees the networks of a training that is over. */
  public static synchronized void release(String training) {
    over = training;
    if (owner.equals(training)) {
      free();
    }
  }

  private static void free() {
    NETWORKS.forEach(CrystalNetwork::release);
    NETWORKS.clear();
  }
}
