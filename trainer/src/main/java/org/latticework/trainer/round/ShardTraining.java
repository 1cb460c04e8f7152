package org.latticework.trainer.round;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.batch.BatchEncoder;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.executor.TaskResources;
import org.latticework.trainer.executor.WorkerProcess;
import org.latticework.trainer.measure.ErrorListener;
import org.latticework.trainer.measure.LossListener;
import org.latticework.trainer.measure.WorkerProgress;
import org.latticework.trainer.measure.WorkerRound;
import org.latticework.trainer.memory.OffHeapMemory;
import org.latticework.trainer.shard.BatchStream;
import org.latticework.trainer.shard.Round;
import org.latticework.trainer.shard.Shard;
import org.latticework.trainer.task.Task;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One worker's part of a round: a pure function of the network it is sent, its shard and the round,
 * so that a lost one can be run again anywhere.
 *
 * @param worker holds the network
 * @param round which batches
 * @param batcher decides who shares a batch
 * @param encoder makes a batch readable for the network
 * @param pulse is told of every step
 * @param task says what an error is
 */
record ShardTraining(
    ShardTrainingWorker worker,
    Round round,
    GraphBatcher batcher,
    BatchEncoder encoder,
    WorkerPulse pulse,
    Task task)
    implements Function2<Integer, Iterator<Shard>, Iterator<ShardResult>> {

  @Override
  public Iterator<ShardResult> call(Integer index, Iterator<Shard> shards) {
    TaskResources.claim();
    Shard shard = shards.next();
    ComputationGraph network = worker.getInitialModelGraph();
    boolean rests = false;
    try {
      ShardResult result = learn(network, shard, index);
      worker.rest(network);
      rests = true;
      return List.of(result).iterator();
    } finally {
      if (!rests) {
        NetworkGraph.release(network);
      }
    }
  }

  private ShardResult learn(ComputationGraph network, Shard shard, int index) {
    List<List<Example>> chosen = shard.batches(batcher, round, index);
    ErrorListener errors = new ErrorListener(task);
    LossListener losses = new LossListener();
    network.addListeners(errors, losses);
    List<List<Example>> learned = new ArrayList<>();
    long start = System.nanoTime();
    long offHeap = learn(network, errors, chosen, index, learned);
    double seconds = (System.nanoTime() - start) * 1e-9;
    int crystals = chosen.stream().mapToInt(List::size).sum();
    NetworkState state = worker.outcome(network, crystals);
    WorkerRound done =
        new WorkerRound(
            index,
            WorkerProcess.name(),
            crystals,
            errors.sum(),
            losses.sum(),
            offHeap,
            seconds,
            learned.size() == chosen.size() && Double.isFinite(errors.sum()) && state.isFinite()
                ? List.of()
                : suspects(shard, index, learned));
    return new ShardResult(state, done);
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
      ErrorListener errors,
      List<List<Example>> chosen,
      int index,
      List<List<Example>> learned) {
    int number = round.firstBatch();
    long offHeap = 0;
    boolean finite = true;
    WorkerProgress progress = new WorkerProgress(round.epoch(), round.number(), index, 0, 0, 0);
    try (BatchStream batches = new BatchStream(chosen, encoder)) {
      while (batches.hasNext() && finite) {
        MultiDataSet batch = batches.next();
        learned.add(chosen.get(learned.size()));
        // Dropout draws from ND4J's generator of this thread.
        Nd4j.getRandom().setSeed(batcher.batchSeed(round.epoch(), index, number++));
        errors.expect(batch.getLabels(0));
        worker.learn(batch, network);
        finite = Double.isFinite(errors.sum()) && worker.isFinite(network);
        offHeap = Math.max(offHeap, OffHeapMemory.bytes());
        progress = progress.plus(learned.get(learned.size() - 1).size(), errors.sum());
        pulse.add(progress);
      }
    }
    return offHeap;
  }

  /** Returns the material ids of the last batch and of the one before it in the epoch. */
  private List<String> suspects(Shard shard, int index, List<List<Example>> learned) {
    List<List<Example>> batches = new ArrayList<>();
    round.before().ifPresent(before -> batches.addAll(shard.batches(batcher, before, index)));
    batches.addAll(learned);
    return batches.subList(Math.max(0, batches.size() - 2), batches.size()).stream()
        .flatMap(List::stream)
        .map(Example::materialId)
        .toList();
  }
}
