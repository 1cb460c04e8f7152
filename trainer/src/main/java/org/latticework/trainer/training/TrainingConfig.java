package org.latticework.trainer.training;

import java.io.Serializable;
import org.latticework.trainer.beginning.Beginning;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.optimizer.Optimization;
import org.latticework.trainer.optimizer.OuterOptimizer;
import org.latticework.trainer.parallelism.Averaged;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.task.Task;

/**
 * How to train.
 *
 * @param network what to train
 * @param task what it is to learn
 * @param optimization optimizer, learning rate, loss
 * @param parallelism workers, their batches, and how often they meet
 * @param epochs passes over the training crystals; positive
 * @param patience epochs in a row that may fail to validate better than the best before training
 *     stops; 0 to train all of them
 * @param seed decides initial parameters, shards, the order of the crystals, dropout and which
 *     edges are left out
 * @param scaleTargets whether to train on targets of mean 0 and standard deviation 1, where the
 *     scales are not those of the beginning
 * @param beginning what the parameters begin as
 */
public record TrainingConfig(
    NetworkBlueprint network,
    Task task,
    Optimization optimization,
    Parallelism parallelism,
    int epochs,
    int patience,
    long seed,
    boolean scaleTargets,
    Beginning beginning)
    implements Serializable {
  public TrainingConfig {
    if (parallelism.averaged() == Averaged.GRADIENTS
        && optimization.outer().kind() != OuterOptimizer.Kind.NONE) {
      throw new IllegalArgumentException("outer-optimizer requires averaged = parameters");
    }
    if (!(epochs > 0 && patience >= 0)) {
      throw new IllegalArgumentException(
          "Need epochs > 0 and patience >= 0, got %d and %d".formatted(epochs, patience));
    }
  }

  /** Makes one that begins at random. */
  public TrainingConfig(
      NetworkBlueprint network,
      Task task,
      Optimization optimization,
      Parallelism parallelism,
      int epochs,
      int patience,
      long seed,
      boolean scaleTargets) {
    this(
        network,
        task,
        optimization,
        parallelism,
        epochs,
        patience,
        seed,
        scaleTargets,
        Beginning.RANDOM);
  }

  /**
   * Returns the same that begins with the parameters of a model.
   *
   * @param same the network of that shape
   */
  public TrainingConfig from(NetworkBlueprint same, Beginning other) {
    return new TrainingConfig(
        same, task, optimization, parallelism, epochs, patience, seed, scaleTargets, other);
  }

  /** Returns the same of another seed. */
  public TrainingConfig withSeed(long other) {
    return new TrainingConfig(
        network, task, optimization, parallelism, epochs, patience, other, scaleTargets, beginning);
  }
}
