package org.latticework.trainer.round;

import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.api.java.function.Function2;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.executor.TaskResources;
import org.latticework.trainer.measure.WorkerPulse;
import org.latticework.trainer.rendezvous.RendezvousPoint;
import org.latticework.trainer.shard.Round;
import org.latticework.trainer.shard.Shard;

/**
 * One worker's part of an epoch as a task of Spark that stays from round to round, until the driver
 * lets it go.
 *
 * @param worker holds the network
 * @param learning how it learns
 * @param point where it reports each round and hears of the next
 * @param pulse is told of every step
 */
record EpochTask(
    ShardTrainingWorker worker, ShardLearning learning, RendezvousPoint point, WorkerPulse pulse)
    implements Function2<Integer, Iterator<Shard>, Iterator<ShardResult>> {

  /** Learns until the driver has no other round; returns nothing. */
  @Override
  public Iterator<ShardResult> call(Integer index, Iterator<Shard> shards) {
    TaskResources.claim();
    Shard shard = shards.next();
    ComputationGraph network = worker.getInitialModelGraph();
    boolean rests = false;
    try {
      Optional<RoundCall> call = point.arrive(RoundCall.class);
      while (call.isPresent()) {
        call.get().prepare(network);
        Round round = call.get().round();
        ShardLearning.Part part = new ShardLearning.Part(shard, round, index);
        ShardResult result = learning.learn(network, part, worker::learn, pulse::add);
        network.setListeners();
        call = point.arrive(result, RoundCall.class);
      }
      worker.rest(network);
      rests = true;
    } finally {
      if (!rests) {
        NetworkGraph.release(network);
      }
    }
    return Collections.emptyIterator();
  }
}
