package org.latticework.trainer.beginning;

import java.io.Serializable;
import java.util.NavigableSet;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.task.Scaling;

/** What the parameters of a training begin as. */
public sealed interface Beginning extends Serializable permits AtRandom, Ancestor {
  /** Random parameters, by the seed of the training. */
  Beginning RANDOM = new AtRandom();

  /**
   * Gives a network its first parameters.
   *
   * @param network with random ones
   * @throws IllegalArgumentException if it is of another shape
   */
  void fill(ComputationGraph network);

  /** Returns the scales of the outputs; empty where they are fitted on the training fold. */
  Optional<Scaling> scaling();

  /**
   * Returns the elements that the network has learned from in the end.
   *
   * @param fold atomic numbers of the training fold
   * @return empty if that is not known
   */
  Optional<NavigableSet<Integer>> learned(NavigableSet<Integer> fold);

  /**
   * Returns the elements of the training fold that an earlier training is known not to have had.
   *
   * @param fold atomic numbers of the training fold
   */
  NavigableSet<Integer> unseen(NavigableSet<Integer> fold);
}
