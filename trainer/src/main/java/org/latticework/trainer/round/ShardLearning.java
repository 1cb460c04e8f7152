package org.latticework.trainer.round;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.batch.BatchEncoder;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.deeplearning4j.NetworkState;
import org.latticework.trainer.executor.WorkerProcess;
import org.latticework.trainer.measure.ErrorListener;
import org.latticework.trainer.measure.LossListener;
import org.latticework.trainer.measure.WorkerProgress;
import org.latticework.trainer.measure.WorkerRound;
import org.latticework.trainer.memory.OffHeapMemory;
import org.latticework.trainer.optimizer.GradientClipping;
import org.latticework.trainer.optimizer.RegularizedParameters;
import org.latticework.trainer.parallelism.Averaged;
import org.latticework.trainer.shard.BatchStream;
import org.latticework.trainer.shard.Round;
import org.latticework.trainer.shard.Shard;
import org.latticework.trainer.task.Task;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How a worker learns its part of a round, wherever it runs: a pure function of the network, the
 * shard and the round.
 *
 * @param averaged what is wanted of it
 * @param maxGradientNorm where it takes steps, longer gradients are shortened to it; may be
 *     infinite
 * @param batcher decides who shares a batch
 * @param encoder makes a batch readable for the network
 * @param task says what an error is
 */
record ShardLearning(
    Averaged averaged,
    double maxGradientNorm,
    GraphBatcher batcher,
    BatchEncoder encoder,
    Task task)
    implements Serializable {

  /** One worker's part of one round. */
  record Part(Shard shard, Round round, int worker) {
    List<List<Example>> batches(GraphBatcher batcher) {
      return shard.batches(batcher, round, worker);
    }

    /** Returns the material ids of the last batch and of the one before it in the epoch. */
    List<String> suspects(GraphBatcher batcher, List<List<Example>> learned) {
      List<List<Example>> batches = new ArrayList<>();
      round.before().ifPresent(before -> batches.addAll(shard.batches(batcher, before, worker)));
      batches.addAll(learned);
      return batches.subList(Math.max(0, batches.size() - 2), batches.size()).stream()
          .flatMap(List::stream)
          .map(Example::materialId)
          .toList();
    }
  }

  /**
   * Learns in place.
   *
   * @param network whose parameters and optimizer are those of the round's beginning; its listeners
   *     are the caller's to remove
   * @param fit takes a step of the network with a batch
   * @param pulse is told of every step
   * @return what the worker has come to; where gradients are averaged, the network has not moved
   */
  ShardResult learn(
      ComputationGraph network,
      Part part,
      BiConsumer<MultiDataSet, ComputationGraph> fit,
      Consumer<WorkerProgress> pulse) {
    RegularizedParameters.only(network);
    if (averaged == Averaged.PARAMETERS && Double.isFinite(maxGradientNorm)) {
      network.addListeners(new GradientClipping(maxGradientNorm));
    }
    ErrorListener errors = new ErrorListener(task);
    LossListener losses = new LossListener();
    network.addListeners(errors, losses);
    List<List<Example>> chosen = part.batches(batcher);
    BiConsumer<MultiDataSet, ComputationGraph> learn =
        averaged == Averaged.PARAMETERS ? fit : ShardLearning::computeGradient;
    List<List<Example>> learned = new ArrayList<>();
    long start = System.nanoTime();
    long offHeap = learn(network, part, errors, learn, pulse, learned);
    double seconds = (System.nanoTime() - start) * 1e-9;
    int crystals = chosen.stream().mapToInt(List::size).sum();
    NetworkState state = outcome(network, crystals);
    boolean sound =
        learned.size() == chosen.size() && Double.isFinite(errors.sum()) && state.isFinite();
    return new ShardResult(
        part.round().number(),
        state,
        new WorkerRound(
            part.worker(),
            WorkerProcess.name(),
            crystals,
            errors.sum(),
            losses.sum(),
            offHeap,
            seconds,
            sound ? List.of() : part.suspects(batcher, learned)));
  }

  /**
   * Learns from the batches, up to the first whose error is not finite, or whose step leaves an
   * optimizer that is not.
   *
   * @param learned receives the batches
   * @return the most memory outside of the heap that the process held after a step, bytes
   */
  private long learn(
      ComputationGraph network,
      Part part,
      ErrorListener errors,
      BiConsumer<MultiDataSet, ComputationGraph> step,
      Consumer<WorkerProgress> pulse,
      List<List<Example>> learned) {
    Round round = part.round();
    List<List<Example>> chosen = part.batches(batcher);
    IntToLongFunction seeds =
        place -> batcher.batchSeed(round.epoch(), part.worker(), round.firstBatch() + place);
    long offHeap = 0;
    boolean finite = true;
    WorkerProgress progress =
        new WorkerProgress(round.epoch(), round.number(), part.worker(), 0, 0, 0);
    try (BatchStream batches = new BatchStream(chosen, seeds, encoder)) {
      while (batches.hasNext() && finite) {
        MultiDataSet batch = batches.next();
        // Dropout draws from ND4J's generator of this thread.
        Nd4j.getRandom().setSeed(seeds.applyAsLong(learned.size()));
        learned.add(chosen.get(learned.size()));
        errors.expect(batch.getLabels(0));
        step.accept(batch, network);
        finite = Double.isFinite(errors.sum()) && isFinite(network);
        offHeap = Math.max(offHeap, OffHeapMemory.bytes());
        progress = progress.plus(learned.get(learned.size() - 1).size(), errors.sum());
        pulse.accept(progress);
      }
    }
    return offHeap;
  }

  private static void computeGradient(MultiDataSet batch, ComputationGraph network) {
    network.setInputs(batch.getFeatures());
    network.setLabels(batch.getLabels());
    network.computeGradientAndScore();
  }

  /**
   * Returns whether the optimizer's state is finite after a step. Where parameters are not, the
   * error of the next batch tells.
   */
  private boolean isFinite(ComputationGraph network) {
    INDArray state = network.getUpdater().getStateViewArray();
    return averaged == Averaged.GRADIENTS
        || state == null
        || Double.isFinite(state.sumNumber().doubleValue());
  }

  private NetworkState outcome(ComputationGraph network, int crystals) {
    return averaged == Averaged.PARAMETERS
        ? NetworkState.of(network)
        : GradientStep.gradient(network, crystals);
  }
}
