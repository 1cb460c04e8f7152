package org.latticework.trainer.shard;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;

/** The crystals of one worker, in an order that depends on nothing but the deal. */
public final class Shard implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Example[] examples;
  // Every round of an epoch asks for the same batches again.
  private transient int epoch;
  private transient int[][] batches;

  public Shard(Example[] examples) {
    this.examples = examples.clone();
  }

  public List<Example> examples() {
    return List.of(examples);
  }

  /**
   * Returns some batches of an epoch.
   *
   * @param batcher decides who shares a batch
   * @param round which epoch, and which of its batches
   * @param worker whose shard this is
   */
  public List<List<Example>> batches(GraphBatcher batcher, Round round, int worker) {
    int[][] all = epochBatches(batcher, round, worker);
    List<List<Example>> chosen = new ArrayList<>();
    for (int b = round.firstBatch(); b < round.endBatch(); b++) {
      chosen.add(Arrays.stream(all[b]).mapToObj(k -> examples[k]).toList());
    }
    return chosen;
  }

  private synchronized int[][] epochBatches(GraphBatcher batcher, Round round, int worker) {
    if (batches == null || epoch != round.epoch()) {
      int[] edges = Arrays.stream(examples).mapToInt(example -> example.graph().edges()).toArray();
      batches = batcher.epoch(edges, round.batches(), round.epoch(), worker);
      epoch = round.epoch();
    }
    return batches;
  }
}
