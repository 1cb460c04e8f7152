package org.latticework.trainer.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.latticework.trainer.ToyExamples;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatch;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

class BatchStreamTest {
  private static final List<Example> EXAMPLES = ToyExamples.examples(10);

  private static List<List<Example>> batches() {
    return List.of(EXAMPLES.subList(0, 3), EXAMPLES.subList(3, 5), EXAMPLES.subList(5, 10));
  }

  private static long seed(int place) {
    return 100L + place;
  }

  @Test
  void encodesEachBatchWithTheSeedOfItsPlace() {
    Map<Long, List<Example>> encoded = new ConcurrentHashMap<>();
    try (BatchStream stream =
        new BatchStream(
            batches(),
            BatchStreamTest::seed,
            (examples, seed) -> {
              encoded.put(seed, examples);
              return ToyExamples.encode(examples);
            })) {
      stream.forEachRemaining(batch -> {});
    }
    assertThat(encoded)
        .isEqualTo(Map.of(100L, batches().get(0), 101L, batches().get(1), 102L, batches().get(2)));
  }

  @Test
  void hasTheBatchesInTheirOrder() {
    List<Long> sizes = new ArrayList<>();
    try (BatchStream stream =
        new BatchStream(batches(), BatchStreamTest::seed, ToyExamples::encode)) {
      while (stream.hasNext()) {
        sizes.add(stream.next().getFeatures(0).size(0));
      }
      assertThatThrownBy(stream::next).isInstanceOf(NoSuchElementException.class);
    }
    assertThat(sizes).containsExactly(3L, 2L, 5L);
  }

  @Test
  void encodesTheNextBatchWhileOneIsInUse() throws InterruptedException {
    CountDownLatch second = new CountDownLatch(2);
    try (BatchStream stream =
        new BatchStream(
            batches(),
            BatchStreamTest::seed,
            (examples, seed) -> {
              second.countDown();
              return ToyExamples.encode(examples);
            })) {
      MultiDataSet first = stream.next();
      assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(first.getFeatures(0).size(0)).isEqualTo(3);
    }
  }

  @Test
  void freesABatchWhenTheNextIsAskedForAndTheLastInTheEnd() {
    List<MultiDataSet> seen = new ArrayList<>();
    try (BatchStream stream =
        new BatchStream(batches(), BatchStreamTest::seed, BatchStreamTest::encode)) {
      while (stream.hasNext()) {
        MultiDataSet batch = stream.next();
        assertThat(arrays(batch)).hasSize(9).noneMatch(INDArray::wasClosed);
        seen.forEach(last -> assertThat(arrays(last)).allMatch(INDArray::wasClosed));
        seen.add(batch);
      }
    }
    assertThat(arrays(seen.get(2))).allMatch(INDArray::wasClosed);
  }

  private static MultiDataSet encode(List<Example> examples, long seed) {
    return new GraphBatch(
            examples.stream().map(Example::graph).toList(),
            examples.stream().mapToDouble(example -> example.target(0)).toArray())
        .toMultiDataSet();
  }

  private static List<INDArray> arrays(MultiDataSet batch) {
    List<INDArray> arrays = new ArrayList<>(List.of(batch.getFeatures()));
    arrays.addAll(List.of(batch.getLabels()));
    return arrays;
  }

  @Test
  void tellsWhyABatchCannotBeMade() {
    try (BatchStream stream =
        new BatchStream(
            batches(),
            BatchStreamTest::seed,
            (examples, seed) -> {
              throw new IllegalArgumentException("no such element");
            })) {
      assertThatThrownBy(stream::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("A batch cannot be made: no such element");
    }
  }
}
