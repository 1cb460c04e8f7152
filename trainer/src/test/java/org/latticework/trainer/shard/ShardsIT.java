package org.latticework.trainer.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.latticework.trainer.LocalSpark;
import org.latticework.trainer.ToyExamples;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;

class ShardsIT {
  private static final JavaSparkContext SPARK = LocalSpark.context();
  private static final GraphBatcher BATCHER = new GraphBatcher(16, 11);
  private static final List<Example> EXAMPLES = ToyExamples.examples(151);

  private static JavaRDD<Example> input(int partitions) {
    return SPARK.parallelize(EXAMPLES, partitions);
  }

  @Test
  void dealsAnewAsOftenAsAskedWhateverThePartitions() {
    try (Shards shards = Shards.deal(input(3), BATCHER, 4);
        Shards others = Shards.deal(input(5), BATCHER, 4)) {
      List<List<String>> first = ids(shards);
      shards.deal(1);
      others.deal(1);
      assertThat(ids(shards)).isNotEqualTo(first).isEqualTo(ids(others));
      assertThat(ids(shards).stream().flatMap(List::stream))
          .containsExactlyInAnyOrderElementsOf(first.stream().flatMap(List::stream).toList());
      assertThat(shards.rdd().getStorageLevel().useMemory()).isTrue();
      shards.deal(0);
      assertThat(ids(shards)).isEqualTo(first);
    }
  }

  private static List<List<String>> ids(Shards shards) {
    return shards.rdd().collect().stream()
        .map(shard -> shard.examples().stream().map(Example::materialId).toList())
        .toList();
  }

  @Test
  void leavesOutCrystalsWithoutATargetAndCountsThem() {
    List<Example> examples = new ArrayList<>(EXAMPLES.subList(0, 20));
    examples.add(new Example("mp-none", EXAMPLES.get(0).graph(), Double.NaN));
    try (Shards shards = Shards.deal(SPARK.parallelize(examples, 2), BATCHER, 2)) {
      assertThat(shards.excluded()).isEqualTo(1);
      assertThat(shards.crystals()).isEqualTo(20);
      assertThat(shards.targets(0)).doesNotContain(Double.NaN);
      assertThat(shards.rdd().map(shard -> shard.examples().size()).collect())
          .containsExactly(10, 10);
    }
  }

  @Test
  void refusesAMaterialThatOccursTwice() {
    List<Example> examples = List.of(EXAMPLES.get(4), EXAMPLES.get(5), EXAMPLES.get(4));
    assertThatThrownBy(() -> Shards.deal(SPARK.parallelize(examples, 2), BATCHER, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(EXAMPLES.get(4).materialId())
        .hasMessageContaining("only once");
  }
}
