package org.latticework.trainer.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphBatcherTest {
  private static final GraphBatcher BATCHER = new GraphBatcher(64, 7);

  /** Edges as skewed as real cells: 12 to 5,328. */
  private static int[] edges(int crystals) {
    Random random = new Random(5);
    return random.doubles(crystals).mapToInt(u -> 12 * (int) Math.pow(444, u * u)).toArray();
  }

  @Test
  void dealsEveryCrystalOnceAndEquallyMany() {
    for (int crystals : new int[] {8, 9, 15, 1003}) {
      int[][] shards = BATCHER.shards(edges(crystals), 8, 0);
      assertThat(Arrays.stream(shards).flatMapToInt(Arrays::stream).sorted().toArray())
          .isEqualTo(IntStream.range(0, crystals).toArray());
      assertThat(Arrays.asList(shards))
          .allSatisfy(shard -> assertThat(shard.length).isBetween(crystals / 8, crystals / 8 + 1));
    }
  }

  @Test
  void givesEveryWorkerTheSameNumberOfEdgesToAboutOneCrystal() {
    int[] edges = edges(4001);
    long[] totals =
        Arrays.stream(BATCHER.shards(edges, 8, 0))
            .mapToLong(shard -> Arrays.stream(shard).mapToLong(k -> edges[k]).sum())
            .toArray();
    long spread =
        Arrays.stream(totals).max().orElseThrow() - Arrays.stream(totals).min().orElseThrow();
    assertThat(spread).isLessThanOrEqualTo(2L * Arrays.stream(edges).max().orElseThrow());
  }

  @Test
  void dealsTheSameForTheSameSeedOnly() {
    int[] edges = edges(500);
    GraphBatcher same = new GraphBatcher(64, 7);
    GraphBatcher other = new GraphBatcher(64, 8);
    assertThat(BATCHER.shards(edges, 4, 0)).isDeepEqualTo(same.shards(edges, 4, 0));
    assertThat(equal(BATCHER.shards(edges, 4, 0), other.shards(edges, 4, 0))).isFalse();
    assertThat(equal(BATCHER.shards(edges, 4, 0), BATCHER.shards(edges, 4, 1))).isFalse();
    int[][] batches = BATCHER.epoch(edges, 8, 1, 0);
    assertThat(batches).isDeepEqualTo(same.epoch(edges, 8, 1, 0));
    assertThat(equal(batches, BATCHER.epoch(edges, 8, 2, 0))).isFalse();
    assertThat(equal(batches, BATCHER.epoch(edges, 8, 1, 1))).isFalse();
  }

  @Test
  void cutsNoShortLastBatch() {
    // 130 crystals of one worker: 44, 43, 43 rather than 64, 64, 2.
    assertThat(BATCHER.batches(130, 1)).isEqualTo(3);
    int[][] batches = BATCHER.epoch(edges(130), 3, 1, 0);
    assertThat(Arrays.stream(batches).mapToInt(batch -> batch.length))
        .containsExactlyInAnyOrder(44, 43, 43);
  }

  @Test
  void countsBatchesByTheLongestShardButLeavesNoneEmpty() {
    assertThat(BATCHER.batches(128, 2)).isEqualTo(1);
    assertThat(BATCHER.batches(129, 2)).isEqualTo(2);
    assertThat(new GraphBatcher(1, 7).batches(9, 2)).isEqualTo(4);
    assertThat(Arrays.asList(new GraphBatcher(1, 7).epoch(edges(4), 4, 1, 0)))
        .allSatisfy(batch -> assertThat(batch).hasSize(1));
  }

  @Test
  void mixesShardsSoThatNeighborsInTheInputPart() {
    int[] edges = new int[1000];
    Arrays.fill(edges, 12);
    int[][] shards = BATCHER.shards(edges, 2, 0);
    long together =
        Arrays.stream(shards[0])
            .filter(k -> Arrays.binarySearch(sorted(shards[0]), k + 1) >= 0)
            .count();
    // Half of 500 by chance, standard deviation 11.
    assertThat(together).isBetween(200L, 300L);
  }

  @Test
  void refusesMoreWorkersThanCrystalsAndBatchesOfNone() {
    assertThatThrownBy(() -> BATCHER.batches(1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 crystals for 2 workers");
    assertThatThrownBy(() -> new GraphBatcher(0, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 0");
  }

  private static int[] sorted(int[] values) {
    int[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static boolean equal(int[][] left, int[][] right) {
    return Arrays.deepEquals(left, right);
  }
}
