package org.latticework.trainer.round;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.batch.BatchEncoder;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.deeplearning4j.NetworkState;
import org.latticework.trainer.measure.RoundListener;
import org.latticework.trainer.measure.RoundMetrics;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.shard.Round;
import org.latticework.trainer.shard.Shard;
import org.latticework.trainer.task.Task;

/**
 * The rounds of one worker alone, on the thread that asks for them and in the network itself. What
 * comes out is, bit for bit, what {@link ShardTrainingMaster} comes to with one worker.
 */
public final class LocalRounds {
  private final Parallelism parallelism;
  private final RoundStep step;
  private final ShardLearning learning;

  /**
   * Prepares.
   *
   * @param parallelism batches and rounds, of one worker
   * @param step the end of each round
   * @param batcher decides who shares a batch
   * @param encoder makes a batch readable for the network
   * @param task says what an error is
   */
  public LocalRounds(
      Parallelism parallelism,
      RoundStep step,
      GraphBatcher batcher,
      BatchEncoder encoder,
      Task task) {
    this.parallelism = parallelism;
    this.step = step;
    this.learning =
        new ShardLearning(
            step.averaged(), step.optimizer().maxGradientNorm(), batcher, encoder, task);
  }

  /**
   * Trains one epoch, or the rest of it.
   *
   * @param network which is changed in place
   * @param shard all training crystals
   * @param batches of an epoch
   * @param epoch from 1; decides the order of the crystals
   * @param done rounds of it that are done already
   * @param listener told of every round
   * @throws DivergenceException if the network is no longer one of finite numbers after its step; a
   *     listener is told of what the round comes to
   */
  public void fitEpoch(
      ComputationGraph network,
      Shard shard,
      int batches,
      int epoch,
      int done,
      RoundListener listener) {
    Round first = parallelism.round(epoch, 1, batches);
    for (int number = done + 1; number <= first.rounds(); number++) {
      Round round = parallelism.round(epoch, number, batches);
      listener.finished(fitRound(network, new ShardLearning.Part(shard, round, 0)));
    }
    network.incrementEpochCount();
  }

  private RoundMetrics fitRound(ComputationGraph network, ShardLearning.Part part) {
    long start = System.nanoTime();
    Round round = part.round();
    double learningRate = step.learningRate(network);
    int steps = network.getConfiguration().getIterationCount();
    NetworkState before = NetworkState.parametersOf(network);
    ShardResult result =
        learning.learn(network, part, (batch, it) -> it.fit(batch), progress -> {});
    network.setListeners();
    network.getConfiguration().setIterationCount(steps); // a step of the network counts itself
    boolean finite = step.take(network, before, result.state(), round.steps());
    RoundMetrics metrics =
        new RoundMetrics(
            round.epoch(),
            round.number(),
            round.rounds(),
            round.steps(),
            learningRate,
            List.of(result.round()),
            (System.nanoTime() - start) * 1e-9);
    if (!finite && metrics.suspects().isEmpty()) {
      throw new DivergenceException(metrics, last(part));
    }
    return metrics;
  }

  /** Returns the material ids of the last batch. */
  private List<String> last(ShardLearning.Part part) {
    return part.shard().batches(learning.batcher(), part.round().last(), 0).get(0).stream()
        .map(Example::materialId)
        .toList();
  }
}
