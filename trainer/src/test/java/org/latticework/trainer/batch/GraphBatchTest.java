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
  void bringsDirectionsWhereTheGraphsHaveThem() {
    assertThat(batch.features(DataType.FLOAT)[7].toFloatVector()).containsExactly(0);
    Edges without = new CrystalBatch(batch.features(DataType.FLOAT)).edges();
    assertThat(without.hasDirections()).isFalse();
    assertThatThrownBy(() -> without.readDirections(new float[18]))
        .hasMessage("The network reads directions of edges, the graphs have none");

    CrystalGraph one = first.withDirections(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
    CrystalGraph other = second.withDirections(new float[] {-1, -2, -3, -4, -5, -6, -7, -8, -9});
    CrystalGraph bare = second.thinned(new int[3]); // no edge, and so none without direction
    INDArray[] features = new GraphBatch(List.of(one, bare, other)).features(DataType.DOUBLE);
    double[][] all = features[7].toDoubleMatrix();
    assertThat(features[7].dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(all).hasDimensions(6, 3);
    assertThat(all[1]).containsExactly(4, 5, 6);
    assertThat(all[5]).containsExactly(-7, -8, -9);

    EdgeList edges =
        new CrystalBatch(new GraphBatch(List.of(one, other)).features(DataType.FLOAT)).edges();
    float[] read = new float[18];
    float[] alone = new float[9];
    edges.readDirections(read);
    new GraphEdges(other).readDirections(alone);
    assertThat(read).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, -1, -2, -3, -4, -5, -6, -7, -8, -9);
    assertThat(alone).containsExactly(-1, -2, -3, -4, -5, -6, -7, -8, -9);
    assertThat(edges.directions().shape()).containsExactly(6, 3);
    assertThat(new CrystalBatch(new GraphBatch(List.of(bare)).features(DataType.FLOAT)).edges())
        .matches(EdgeList::hasDirections);
    assertThatThrownBy(() -> new GraphBatch(List.of(one, bare, second)))
        .hasMessage("All crystals of a batch need directions of edges, or none, got 1 of 2");
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
