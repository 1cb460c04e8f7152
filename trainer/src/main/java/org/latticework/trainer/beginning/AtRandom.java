package org.latticework.trainer.beginning;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.task.Scaling;

/** Random parameters. */
record AtRandom() implements Beginning {
  @Override
  public void fill(ComputationGraph network) {
    // It was built so.
  }

  @Override
  public Optional<Scaling> scaling() {
    return Optional.empty();
  }

  @Override
  public Optional<NavigableSet<Integer>> learned(NavigableSet<Integer> fold) {
    return Optional.of(fold);
  }

  @Override
  public NavigableSet<Integer> unseen(NavigableSet<Integer> fold) {
    return new TreeSet<>();
  }
}
