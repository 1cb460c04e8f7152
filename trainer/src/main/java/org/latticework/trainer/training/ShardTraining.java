package org.latticework.trainer.training;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.batch.BatchEncoder;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;

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
    TaskThreads.limit();
    ComputationGraph network = worker.getInitialModelGraph();
    int crystals = 0;
    double lossSum = 0;
    for (List<Example> batch : shards.next().batches(batcher, round, index)) {
      worker.processMinibatch(encoder.encode(batch), network, false);
      crystals += batch.size();
      lossSum += network.score() * batch.size();
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    WorkerRound done = new WorkerRound(index, crystals, lossSum, seconds);
    return List.of(new ShardResult(worker.getFinalResult(network), done)).iterator();
  }
}
