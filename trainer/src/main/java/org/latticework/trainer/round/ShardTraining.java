package org.latticework.trainer.round;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.executor.TaskResources;
import org.latticework.trainer.measure.WorkerPulse;
import org.latticework.trainer.shard.Round;
import org.latticework.trainer.shard.Shard;

/**
 * One worker's part of a round as a task of Spark: a lost one can be run again anywhere.
 *
 * @param worker holds the network
 * @param learning how it learns
 * @param round which batches
 * @param pulse is told of every step
 */
record ShardTraining(
    ShardTrainingWorker worker, ShardLearning learning, Round round, WorkerPulse pulse)
    implements Function2<Integer, Iterator<Shard>, Iterator<ShardResult>> {

  @Override
  public Iterator<ShardResult> call(Integer index, Iterator<Shard> shards) {
    TaskResources.claim();
    ShardLearning.Part part = new ShardLearning.Part(shards.next(), round, index);
    ComputationGraph network = worker.getInitialModelGraph();
    boolean rests = false;
    try {
      ShardResult result = learning.learn(network, part, worker::learn, pulse::add);
      worker.rest(network);
      rests = true;
      return List.of(result).iterator();
    } finally {
      if (!rests) {
        NetworkGraph.release(network);
      }
    }
  }
}
