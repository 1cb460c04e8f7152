package org.latticework.trainer.training;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.batch.BatchEncoder;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.model.CrystalNetwork;
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
 */
record ShardTraining(
    ShardTrainingWorker worker, Round round, GraphBatcher batcher, BatchEncoder encoder)
    implements Function2<Integer, Iterator<Shard>, Iterator<ShardResult>> {

  @Override
  public Iterator<ShardResult> call(Integer index, Iterator<Shard> shards) {
    long start = System.nanoTime();
    TaskResources.claim();
    ComputationGraph network = worker.getInitialModelGraph();
    try {
      List<List<Example>> chosen = shards.next().batches(batcher, round, index);
      AbsoluteErrors errors = new AbsoluteErrors();
      network.addListeners(errors);
      long offHeap = learn(network, errors, chosen, index);
      int crystals = chosen.stream().mapToInt(List::size).sum();
      double seconds = (System.nanoTime() - start) * 1e-9;
      WorkerRound done = new WorkerRound(index, crystals, errors.sum(), offHeap, seconds);
      return List.of(new ShardResult(NetworkState.of(network), done)).iterator();
    } finally {
      CrystalNetwork.release(network);
    }
  }

  /** Returns the most memory outside of the heap that the process held after a step, bytes. */
  private long learn(
      ComputationGraph network, AbsoluteErrors errors, List<List<Example>> chosen, int index) {
    int number = round.firstBatch();
    long offHeap = 0;
    try (BatchStream batches = new BatchStream(chosen, encoder)) {
      while (batches.hasNext()) {
        MultiDataSet batch = batches.next();
        // Dropout draws from ND4J's generator of this thread.
        Nd4j.getRandom().setSeed(batcher.batchSeed(round.epoch(), index, number++));
        errors.expect(batch.getLabels(0));
        worker.processMinibatch(batch, network, false);
        offHeap = Math.max(offHeap, OffHeapMemory.bytes());
      }
    }
    return offHeap;
  }
}
