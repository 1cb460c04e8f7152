package org.latticework.trainer.training;

import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.measure.RoundListener;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.KernelUse;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.prediction.DistributedPrediction;
import org.latticework.trainer.round.LocalRounds;
import org.latticework.trainer.shard.CachedCrystals;
import org.latticework.trainer.shard.LocalShard;
import org.latticework.trainer.state.TrainingState;
import org.latticework.trainer.task.TaskMetrics;

/**
 * Trains a network with one worker, from beginning to end on the thread that asks for it, without
 * Spark: many trainings run side by side, each in a task of its own. Metrics and parameters are,
 * bit for bit, those of {@link DistributedTraining} with one worker.
 */
public final class LocalTraining {
  private LocalTraining() {}

  /**
   * Trains all epochs; see {@link #train(List, List, TrainingConfig, int, Optional,
   * TrainingListener)}.
   */
  public static TrainingResult train(
      List<Example> train,
      List<Example> validation,
      TrainingConfig config,
      Optional<TrainingState> reached,
      TrainingListener listener) {
    return train(train, validation, config, config.epochs(), reached, listener);
  }

  /**
   * Trains up to an epoch. A training that goes on from the state that it had then comes to the
   * same, bit for bit, as one that never paused: the schedule is that of all epochs.
   *
   * @param train crystals to learn from, with distinct material ids; those without a finite target
   *     are left out. They are not copied, so that many trainings can share them
   * @param validation crystals to choose the best epoch by, likewise; may be empty
   * @param config how to train; of one worker
   * @param until the last epoch to train, from 1 to all; epochs that are done stay done
   * @param reached where to go on; empty to begin
   * @param listener is told of every round and epoch; not of what lies within a round
   * @return its network outside of the heap is the caller's to close
   * @throws org.latticework.trainer.batch.UnsuitableCrystalsException as in {@link
   *     DistributedTraining#train}
   * @throws IllegalArgumentException if there are several workers, there is no such epoch, or the
   *     state is of another network
   * @throws org.latticework.trainer.round.DivergenceException if errors or parameters are no longer
   *     finite
   */
  public static TrainingResult train(
      List<Example> train,
      List<Example> validation,
      TrainingConfig config,
      int until,
      Optional<TrainingState> reached,
      TrainingListener listener) {
    Parallelism parallelism = config.parallelism();
    if (parallelism.workers() != 1) {
      throw new IllegalArgumentException(
          "A training on one thread has one worker, got " + parallelism.workers());
    }
    if (until < 1 || until > config.epochs()) {
      throw new IllegalArgumentException(
          "A training of %d epochs pauses after 1 to %d of them, got %d"
              .formatted(config.epochs(), config.epochs(), until));
    }
    GraphBatcher batcher = new GraphBatcher(parallelism.batchSize(), config.seed());
    OneWorker rounds =
        new OneWorker(
            parallelism, new LocalShard(train, batcher), new LocalShard(validation, batcher));
    return new TrainingRun(config, rounds).run(until, reached, listener);
  }

  /** Computes rounds on the thread that asks. */
  private static final class OneWorker implements Rounds {
    private final Parallelism parallelism;
    private final LocalShard train;
    private final LocalShard validation;
    private final CachedCrystals crystals;
    private LocalRounds rounds;
    private ComputationGraph network;

    OneWorker(Parallelism parallelism, LocalShard train, LocalShard validation) {
      this.parallelism = parallelism;
      this.train = train;
      this.validation = validation;
      this.crystals =
          new CachedCrystals(
              train.crystals(),
              validation.crystals(),
              train.excluded() + validation.excluded(),
              train.bytes() + validation.bytes());
    }

    @Override
    public CachedCrystals crystals() {
      return crystals;
    }

    @Override
    public NavigableSet<Integer> elements() {
      return train.elements();
    }

    @Override
    public double[] trainTargets(int column) {
      return train.targets(column);
    }

    @Override
    public double[] validationTargets(int column) {
      return validation.targets(column);
    }

    @Override
    public int batches() {
      return train.batches();
    }

    @Override
    public KernelUse kernel(KernelChoice choice) {
      KernelUse use = choice.use(TrainingRun.TYPE);
      choice.require(use);
      return use;
    }

    @Override
    public void begin(ComputationGraph learner, Learning learning) {
      network = learner;
      rounds =
          new LocalRounds(
              parallelism, learning.step(), train.batcher(), learning.encoder(), learning.task());
    }

    @Override
    public void fitEpoch(int epoch, int done, RoundListener listener) {
      rounds.fitEpoch(
          network, train.deal(parallelism.deal(epoch)), batches(), epoch, done, listener);
    }

    @Override
    public TaskMetrics validate(TrainedModel model) {
      return DistributedPrediction.judge(
          model, DistributedPrediction.predictHere(validation.deal(0).examples(), model));
    }
  }
}
