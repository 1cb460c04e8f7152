package org.latticework.trainer.training;

import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.batch.UnsuitableCrystalsException;
import org.latticework.trainer.parallelism.Averaged;
import org.latticework.trainer.round.DivergenceException;
import org.latticework.trainer.shard.Shards;
import org.latticework.trainer.state.TrainingState;

/**
 * Trains a crystal-graph network on a Spark cluster, whose workers' parameters or gradients are
 * averaged ({@link Averaged}), and keeps the epoch that validates best.
 *
 * <p>A run is a function of the examples, the configuration and its seed: same metrics and
 * parameters to the last bit, whatever order or partitions the examples come in and whichever
 * worker is first. Only the times differ.
 */
public final class DistributedTraining {
  private DistributedTraining() {}

  /**
   * Trains.
   *
   * @param spark where to train; should have a core for each worker
   * @param train crystals to learn from, with distinct material ids; those without a finite target
   *     are left out. They are read twice before {@link TrainingListener#started}, after that only
   *     where they are dealt anew or an executor is lost: whoever keeps them may release them then
   * @param validation crystals to choose the best epoch by, likewise; may be empty
   * @param config how to train
   * @param reached where to go on; empty to begin. Its run must have been one with the same
   *     examples, network, optimizer and seed; with the same configuration, the rest is the same to
   *     the last bit as if the run had never stopped
   * @param listener is told of progress
   * @throws UnsuitableCrystalsException if a material occurs twice in a fold, there are fewer
   *     crystals to learn from than workers, or a state was reached with others
   * @throws IllegalArgumentException if the state is of another network
   * @throws DivergenceException if errors or parameters are no longer finite
   */
  public static TrainingResult train(
      JavaSparkContext spark,
      JavaRDD<Example> train,
      JavaRDD<Example> validation,
      TrainingConfig config,
      Optional<TrainingState> reached,
      TrainingListener listener) {
    GraphBatcher batcher = new GraphBatcher(config.parallelism().batchSize(), config.seed());
    int workers = config.parallelism().workers();
    try (Shards trainShards = Shards.deal(train, batcher, workers);
        Shards validationShards = Shards.deal(validation, batcher, workers);
        SparkRounds rounds =
            new SparkRounds(spark, config.parallelism(), trainShards, validationShards)) {
      return new TrainingRun(config, rounds).run(config.epochs(), reached, listener);
    }
  }
}
