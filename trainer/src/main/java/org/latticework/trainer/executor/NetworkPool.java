package org.latticework.trainer.executor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.deeplearning4j.NetworkGraph;

/**
 * The networks of this process's workers between two rounds, by training: to make one takes as long
 * as half a step. Whoever takes one out must give it parameters, the optimizer's state and counts,
 * since it has those of whichever worker had it before.
 *
 * <p>Of a training there are never more than were in use at one time. They are freed when it is
 * over; on an executor, which is not told of that, when another training has used this pool and
 * theirs have not been for {@link #LONGEST_IDLE}.
 */
public final class NetworkPool {
  /** How long networks of a training wait for its next round. */
  static final Duration LONGEST_IDLE = Duration.ofMinutes(10);

  private static final int REMEMBERED = 1000; // trainings that are over
  private static final NetworkPool ONLY = new NetworkPool(System::nanoTime);

  private final Map<String, Idle> idle = new HashMap<>(); // by training
  private final LongSupplier clock; // ns
  private final Set<String> over = // late tasks of these may still come
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  NetworkPool(LongSupplier clock) {
    this.clock = clock;
  }

  /** Returns the pool of this process. */
  public static NetworkPool ofThisProcess() {
    return ONLY;
  }

  /** The networks of a training, and when it was last here. */
  private static final class Idle {
    private final Deque<ComputationGraph> networks = new ArrayDeque<>();
    private long last;
  }

  /**
   * Takes a network out, the one that was used last.
   *
   * @param training whose network it must be
   */
  public synchronized Optional<ComputationGraph> take(String training) {
    Idle of = idle.get(training);
    return Optional.ofNullable(of == null ? null : of.networks.pollLast());
  }

  /** Puts a network in, which nobody uses any more, and frees those that have waited too long. */
  public synchronized void keep(String training, ComputationGraph network) {
    if (over.contains(training)) {
      NetworkGraph.release(network);
      return;
    }
    network.setListeners();
    Idle of = idle.computeIfAbsent(training, name -> new Idle());
    of.networks.addLast(network);
    of.last = clock.getAsLong();
    idle.values().removeIf(other -> freed(other, of.last));
  }

  private static boolean freed(Idle other, long now) {
    boolean tooLong = now - other.last > LONGEST_IDLE.toNanos();
    if (tooLong) {
      other.networks.forEach(NetworkGraph::release);
    }
    return tooLong;
  }

  /** Frees the networks of a training that is over. */
  public synchronized void release(String training) {
    over.add(training);
    Idle of = idle.remove(training);
    if (of != null) {
      of.networks.forEach(NetworkGraph::release);
    }
  }
}
