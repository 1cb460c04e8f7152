package org.latticework.trainer.batch;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Deals crystals into hands (shards of workers, batches of an epoch) that are random, equally long
 * and equally expensive.
 *
 * <p>The crystals are shuffled and dealt in blocks of one per hand; within a block the most
 * expensive crystal goes to the hand that has cost least so far. Counts differ by at most one, and
 * costs by about one crystal, while who sits with whom stays random.
 */
final class BalancedDeal {
  private BalancedDeal() {}

  /**
   * Deals the indices 0 … n − 1. Depends on nothing but the arguments.
   *
   * @param costs n numbers of edges
   * @param hands number of hands; positive
   * @param seed another seed, another deal
   * @return one row of indices a hand
   * @throws IllegalArgumentException if {@code hands} is not positive
   */
  static int[][] deal(int[] costs, int hands, long seed) {
    if (!(hands > 0)) {
      throw new IllegalArgumentException("Need at least one hand to deal to, got " + hands);
    }
    Integer[] order = shuffled(costs.length, seed);
    int[][] dealt = new int[hands][];
    for (int hand = 0; hand < hands; hand++) {
      dealt[hand] = new int[(costs.length + hands - 1) / hands];
    }
    int[] counts = new int[hands];
    long[] totals = new long[hands];
    for (int start = 0; start < order.length; start += hands) {
      int end = Math.min(start + hands, order.length);
      Arrays.sort(order, start, end, Comparator.comparingInt(index -> -costs[index]));
      int[] cheapestFirst = cheapestFirst(totals);
      for (int k = start; k < end; k++) {
        int hand = cheapestFirst[k - start];
        dealt[hand][counts[hand]++] = order[k];
        totals[hand] += costs[order[k]];
      }
    }
    for (int hand = 0; hand < hands; hand++) {
      dealt[hand] = Arrays.copyOf(dealt[hand], counts[hand]);
    }
    return dealt;
  }

  private static int[] cheapestFirst(long[] totals) {
    return IntStream.range(0, totals.length)
        .boxed()
        .sorted(Comparator.comparingLong(hand -> totals[hand]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static Integer[] shuffled(int count, long seed) {
    Integer[] order = IntStream.range(0, count).boxed().toArray(Integer[]::new);
    SeededRandom random = new SeededRandom(seed);
    for (int k = count - 1; k > 0; k--) {
      int other = random.below(k + 1);
      Integer kept = order[k];
      order[k] = order[other];
      order[other] = kept;
    }
    return order;
  }
}
