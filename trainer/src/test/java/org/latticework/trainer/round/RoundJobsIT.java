package org.latticework.trainer.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockResult;
import org.apache.spark.storage.BroadcastBlockId;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.junit.jupiter.api.Test;
import org.latticework.trainer.LocalSpark;
import org.latticework.trainer.ToyExamples;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.optimizer.OptimizerConfig;
import org.latticework.trainer.optimizer.OuterOptimizer;
import org.latticework.trainer.parallelism.Averaged;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.shard.Shards;
import org.latticework.trainer.task.Regression;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import scala.Option;
import scala.collection.JavaConverters;

class RoundJobsIT {
  private static final IUpdater SGD = new Sgd(0.01);

  /** What Spark did, as it says itself. */
  private static final class Seen extends SparkListener {
    private final List<String> jobs = Collections.synchronizedList(new ArrayList<>());
    private final List<TaskMetrics> tasks = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      jobs.add(String.valueOf(job.properties().getProperty("spark.job.description")));
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
      tasks.add(task.taskMetrics());
    }
  }

  /** 151 crystals, two workers, batches of 16: five steps, in rounds of 2, 2 and 1. */
  @Test
  void takesOneJobAnEpochThatNeitherShufflesNorReadsTheInputAgainNorLeavesTheNetworkBehind()
      throws Exception {
    seesJobs(2, List.of("Epoch 1, rounds 1 to 3"));
  }

  /** Three workers on two cores: four steps, in rounds of two. */
  @Test
  void takesOneSuchJobARoundWhereWorkersAreMoreThanCores() throws Exception {
    seesJobs(3, List.of("Epoch 1, round 1 of 2", "Epoch 1, round 2 of 2"));
  }

  private static void seesJobs(int workers, List<String> jobs) throws Exception {
    JavaSparkContext spark = LocalSpark.context();
    GraphBatcher batcher = new GraphBatcher(16, 11);
    ShardTrainingMaster master =
        new ShardTrainingMaster(
            Parallelism.of(workers, batcher.batchSize(), 2),
            OptimizerConfig.adam(),
            SGD,
            new OuterStep(OuterOptimizer.none(), new BitSet()),
            ToyExamples::encode,
            Regression.of("target"));
    ComputationGraph network = ToyExamples.network(SGD, Activation.TANH);
    Seen seen = new Seen();
    try (Shards shards =
        Shards.deal(spark.parallelize(ToyExamples.examples(151), 3), batcher, workers)) {
      spark.sc().listenerBus().waitUntilEmpty(); // of the jobs that dealt
      spark.sc().addSparkListener(seen);
      master.fitEpoch(new SparkComputationGraph(spark, network, master), shards, 1, 0, round -> {});
      spark.sc().listenerBus().waitUntilEmpty();
      awaitSentNetworks(0);
      Broadcast<BroadcastNetwork> left =
          spark.broadcast(BroadcastNetwork.of("left", network, Averaged.PARAMETERS));
      awaitSentNetworks(1); // one that was left would have been seen
      left.destroy();
      awaitSentNetworks(0);
    } finally {
      spark.sc().removeSparkListener(seen);
      master.release();
    }
    assertThat(seen.jobs).containsExactlyElementsOf(jobs);
    assertThat(seen.tasks).hasSize(jobs.size() * workers);
    assertThat(seen.tasks)
        .allSatisfy(
            task -> {
              assertThat(task.shuffleReadMetrics().recordsRead()).isZero();
              assertThat(task.shuffleWriteMetrics().recordsWritten()).isZero();
              assertThat(task.inputMetrics().recordsRead()).isEqualTo(1); // the cached shard
            });
  }

  /** Waits until the driver keeps so many networks for workers to fetch; Spark frees them later. */
  private static void awaitSentNetworks(int count) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (sentNetworks() != count) {
      assertThat(System.nanoTime()).as("%d networks kept", sentNetworks()).isLessThan(deadline);
      Thread.sleep(10);
    }
  }

  private static long sentNetworks() {
    BlockManager blocks = SparkEnv.get().blockManager();
    return JavaConverters.seqAsJavaList(blocks.getMatchingBlockIds(RoundJobsIT::isWholeBroadcast))
        .stream()
        .filter(id -> holdsNetwork(blocks, id))
        .count();
  }

  /** Its pieces, which are blocks of bytes, have more to their names. */
  private static boolean isWholeBroadcast(BlockId id) {
    return id instanceof BroadcastBlockId broadcast && broadcast.field().isEmpty();
  }

  private static boolean holdsNetwork(BlockManager blocks, BlockId id) {
    Option<BlockResult> found = blocks.getLocalValues(id); // and locks it
    if (found.isEmpty()) {
      return false;
    }
    boolean network = found.get().data().next() instanceof BroadcastNetwork;
    blocks.releaseLock(id, Option.empty());
    return network;
  }
}
