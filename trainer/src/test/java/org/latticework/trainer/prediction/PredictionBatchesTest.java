package org.latticework.trainer.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.batch.Example;

class PredictionBatchesTest {
  private static Example example(int edges) {
    float[] distances = new float[edges];
    Arrays.fill(distances, 2);
    CrystalGraph graph =
        new CrystalGraph(new int[] {14}, new int[] {0, edges}, new int[edges], distances);
    return new Example("mp-149", graph, 0);
  }

  @Test
  void closesABatchAtItsEdgesAndLosesNoCrystal() {
    List<Example> examples = new ArrayList<>(Collections.nCopies(5, example(10_000)));
    examples.add(example(500_000));
    examples.add(example(1));
    PredictionBatches batches = new PredictionBatches(examples.iterator());
    List<Integer> sizes = new ArrayList<>();
    batches.forEachRemaining(batch -> sizes.add(batch.size()));
    assertThat(sizes).containsExactly(4, 2, 1);
    assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
  }
}
