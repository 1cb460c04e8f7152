package org.latticework.trainer.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BoundedBatchesTest {
  private static BoundedBatches<Long> batches(List<Long> crystals, long most) {
    return new BoundedBatches<>(crystals.iterator(), Long::longValue, most);
  }

  @Test
  void fillsABatchUpToTheBoundAndGivesALargerCrystalOneOfItsOwn() {
    BoundedBatches<Long> batches = batches(List.of(4L, 6L, 1L, 50L, 2L, 3L, 10L), 10);
    List<List<Long>> all = new ArrayList<>();
    batches.forEachRemaining(all::add);
    assertThat(all)
        .containsExactly(List.of(4L, 6L), List.of(1L), List.of(50L), List.of(2L, 3L), List.of(10L));
    assertThat(batches.hasNext()).isFalse();
    assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void losesNoCrystalAndExceedsTheBoundInNoBatchOfSeveral() {
    List<Long> crystals = new Random(3).longs(1000, 1, 40).boxed().toList();
    List<Long> seen = new ArrayList<>();
    batches(crystals, 30)
        .forEachRemaining(
            batch -> {
              seen.addAll(batch);
              long sum = batch.stream().mapToLong(Long::longValue).sum();
              assertThat(sum <= 30 || batch.size() == 1).isTrue();
            });
    assertThat(seen).isEqualTo(crystals);
  }

  /** A partition may be larger than memory. */
  @Test
  void readsNoFurtherThanOneCrystalBehindABatch() {
    List<Long> read = new ArrayList<>();
    Iterator<Long> crystals = List.of(5L, 5L, 5L, 5L).stream().peek(read::add).iterator();
    BoundedBatches<Long> batches = new BoundedBatches<>(crystals, Long::longValue, 9);
    assertThat(batches.next()).containsExactly(5L);
    assertThat(read).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void ofABatchMakesThatBatch() {
    List<Long> crystals = new Random(4).longs(200, 1, 40).boxed().toList();
    batches(crystals, 30)
        .forEachRemaining(batch -> assertThat(batches(batch, 30).next()).isEqualTo(batch));
  }
}
