package org.latticework.trainer.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.graph.CrystalGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

class GraphBatchTest {
  private final CrystalGraph first =
      new CrystalGraph(
          new int[] {11, 17}, new int[] {0, 2, 3}, new int[] {1, 1, 0}, new float[] {2, 3, 2});
  private final CrystalGraph second =
      new CrystalGraph(
          new int[] {8, 22, 8}, new int[] {0, 0, 2, 3}, new int[] {0, 2, 1}, new float[] {1, 4, 5});
  private final GraphBatch batch = new GraphBatch(List.of(first, second), new double[] {-1, 0.5});

  @Test
  void countsIndicesFromTheBatchsFirstAtom() {
    INDArray[] features = batch.features(DataType.FLOAT);

    assertThat(features[0].shape()).containsExactly(2, 1);
    assertThat(features[0].toFloatVector()).containsExactly(2, 3);
    assertThat(features[1].toIntVector()).containsExactly(11, 17, 8, 22, 8);
    assertThat(features[2].toIntVector()).containsExactly(0, 2, 3, 3, 5, 6);
    assertThat(features[3].toIntVector()).containsExactly(1, 1, 0, 2, 4, 3);
    assertThat(features[4].toFloatVector()).containsExactly(2, 3, 2, 1, 4, 5);
    assertThat(batch.crystals()).isEqualTo(2);
    assertThat(batch.nodes()).isEqualTo(5);
    assertThat(batch.edges()).isEqualTo(6);
  }

  @Test
  void saysHowManyNodesAndEdgesStandForWhereOneStandsForSeveral() {
    INDArray[] plain = batch.features(DataType.FLOAT);
    assertThat(plain[5].toIntVector()).containsExactly(1);
    assertThat(plain[6].toIntVector()).containsExactly(1);

    CrystalGraph merged = first.merged(new int[] {2, 1}, new int[] {1, 3, 4});
    INDArray[] features = new GraphBatch(List.of(merged, second)).features(DataType.FLOAT);

    assertThat(features[0].toFloatVector()).containsExactly(2, 3);
    assertThat(features[5].toIntVector()).containsExactly(2, 1, 1, 1, 1);
    assertThat(features[6].toIntVector()).containsExactly(1, 3, 4, 1, 1, 1);
  }

  @Test
  void indicesStayIntegersThroughSerialization() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    batch.toMultiDataSet().save(bytes);
    MultiDataSet copy = new MultiDataSet();
    copy.load(new ByteArrayInputStream(bytes.toByteArray()));

    assertThat(copy.getFeatures(3).dataType()).hasToString("INT");
    assertThat(copy).isEqualTo(batch.toMultiDataSet());
    assertThat(copy.getLabels(0).toFloatVector()).containsExactly(-1, 0.5f);
  }

  @Test
  void refusesTargetsThatDoNotFit() {
    assertThatThrownBy(() -> new GraphBatch(List.of(first), new double[] {1, 2}))
        .hasMessageContaining("got 1 crystals, 2 targets");
    assertThatThrownBy(() -> new GraphBatch(List.of(first), new double[] {Double.NaN}))
        .hasMessageContaining("A target must be finite, or one of several, got [NaN]");
    assertThatThrownBy(() -> new GraphBatch(List.of())).hasMessageContaining("got 0 crystals");
    assertThatThrownBy(() -> new GraphBatch(List.of(first)).toMultiDataSet())
        .hasMessageContaining("no targets");
  }
}
