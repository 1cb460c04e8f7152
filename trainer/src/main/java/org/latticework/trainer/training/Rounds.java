package org.latticework.trainer.training;

import java.util.NavigableSet;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.measure.RoundListener;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.KernelUse;
import org.latticework.trainer.shard.CachedCrystals;
import org.latticework.trainer.task.TaskMetrics;

/** Who computes the rounds of a training, and holds the crystals for it. */
interface Rounds {
  /** Returns what there is to learn from and to validate on. */
  CachedCrystals crystals();

  /** Returns the atomic numbers of the training fold. */
  NavigableSet<Integer> elements();

  /** Returns the known values of a column in the training fold, in the order of material ids. */
  double[] trainTargets(int column);

  /** Returns the same of the validation fold. */
  double[] validationTargets(int column);

  /**
   * Returns the number of batches each worker has in an epoch.
   *
   * @throws org.latticework.trainer.batch.UnsuitableCrystalsException if there are fewer labeled
   *     crystals than workers
   */
  int batches();

  /**
   * Returns what computes convolutions where rounds are computed.
   *
   * @throws IllegalStateException if that cannot be what is demanded
   */
  KernelUse kernel(KernelChoice choice);

  /**
   * Takes what is to learn.
   *
   * @param network which rounds change in place
   */
  void begin(ComputationGraph network, Learning learning);

  /**
   * Trains one epoch, or the rest of it.
   *
   * @param epoch from 1
   * @param done rounds of it that are done already
   * @param listener told of every round
   */
  void fitEpoch(int epoch, int done, RoundListener listener);

  /** Judges a model on the validation fold. */
  TaskMetrics validate(TrainedModel model);
}
