package org.latticework.trainer.batch;

import java.io.Serializable;

/**
 * Decides which crystals share a shard and which share a batch. Every decision is a pure function
 * of seed, epoch, worker and the crystals' edges, so any part of an epoch can be run again.
 *
 * <p>Each of W workers cuts its shard into the same number of batches, the least that keeps a batch
 * of the longest shard within the batch size. Batches of a worker differ by at most one crystal, so
 * there is neither a short last batch nor padding.
 *
 * @param batchSize greatest number of crystals in a batch of one worker; positive
 * @param seed decides every order
 */
public record GraphBatcher(int batchSize, long seed) implements Serializable {
  private static final long SHARDS = 1;
  private static final long BATCHES = 2;
  private static final long NOISE = 3;

  public GraphBatcher {
    if (!(batchSize > 0)) {
      throw new IllegalArgumentException("Batch size must be positive, got " + batchSize);
    }
  }

  /**
   * Deals crystals to workers, balanced by edges.
   *
   * @param edges number of edges of each crystal, in an order that does not depend on partitioning
   * @param workers W; at least one
   * @param deal from 0; another deal, other shards
   * @return the indices of each worker's crystals; counts differ by at most one
   * @throws IllegalArgumentException if there is no worker
   */
  public int[][] shards(int[] edges, int workers, int deal) {
    long own = deal == 0 ? SeededRandom.seed(SHARDS, seed) : SeededRandom.seed(SHARDS, seed, deal);
    return BalancedDeal.deal(edges, workers, own);
  }

  /**
   * Returns how many batches every worker cuts its shard into: ⌈⌈n/W⌉/batch size⌉, but at most
   * ⌊n/W⌋ so that the shortest shard has a crystal for each.
   *
   * @param crystals n, over all workers; at least W
   * @param workers W; at least one
   * @throws UnsuitableCrystalsException if a worker has no crystal
   */
  public int batches(int crystals, int workers) {
    if (!(workers > 0 && workers <= crystals)) {
      throw new UnsuitableCrystalsException(
          "Need at least one crystal for each worker, got %d crystals for %d workers"
              .formatted(crystals, workers));
    }
    int longest = (crystals + workers - 1) / workers;
    return Math.min((longest + batchSize - 1) / batchSize, crystals / workers);
  }

  /**
   * Returns the batches of one worker in one epoch.
   *
   * @param edges number of edges of each crystal in the worker's shard
   * @param batches as {@link #batches} says
   * @param epoch from 1
   * @param worker from 0
   * @return the indices of each batch's crystals within the shard
   */
  public int[][] epoch(int[] edges, int batches, int epoch, int worker) {
    return BalancedDeal.deal(edges, batches, SeededRandom.seed(BATCHES, seed, epoch, worker));
  }

  /**
   * Returns a seed for the random numbers of one step, such as dropout's and those of left-out
   * edges.
   *
   * @param epoch from 1
   * @param worker from 0
   * @param batch of the worker's epoch, from 0
   */
  public long batchSeed(int epoch, int worker, int batch) {
    return SeededRandom.seed(NOISE, seed, epoch, worker, batch);
  }
}
