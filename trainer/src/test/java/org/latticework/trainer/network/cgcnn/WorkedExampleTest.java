package org.latticework.trainer.network.cgcnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.batch.EdgeList;
import org.latticework.trainer.network.cgcnn.nd4j.Nd4jKernel;
import org.latticework.trainer.rows.NormParameters;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One message, by hand: h_v = (1, 0) receives from h_u = (0, 1) over an edge e = (0.8, 0.2). */
class WorkedExampleTest {
  private static final double DISTANCE = Math.sqrt(-Math.log(0.8));

  // exp(−r²) = 0.8 and exp(−(r − cutoff)²) = 0.2
  private static final GaussianBasis BASIS =
      new GaussianBasis(DISTANCE + Math.sqrt(-Math.log(0.2)), 2, 1, false);

  private static INDArray row(double... values) {
    return Nd4j.createFromArray(new double[][] {values});
  }

  @Test
  void theMessageIsGateTimesContent() {
    INDArray gateWeights =
        Nd4j.createFromArray(new double[][] {{1, 0}, {0, 1}, {1, 0}, {0, 1}, {1, 0}, {0, 1}});
    // A norm that changes nothing leaves h + m.
    NormParameters norm =
        new NormParameters(row(1, 1), row(0, 0), row(0, 0), row(1, 1).sub(NormParameters.EPSILON));
    ConvolutionParameters parameters =
        new ConvolutionParameters(
            gateWeights,
            row(0, 0),
            Nd4j.zeros(DataType.DOUBLE, 6, 2),
            row(0.5, -0.3), // the content's pre-activation
            List.of(),
            norm);
    EdgeList edge =
        new EdgeList(
            Nd4j.createFromArray(0, 1, 1),
            Nd4j.createFromArray(new int[] {1}),
            Nd4j.createFromArray(new double[] {DISTANCE}),
            Nd4j.createFromArray(new int[] {1}),
            Nd4j.createFromArray(new int[] {1}),
            Nd4j.zeros(1));
    INDArray atoms = Nd4j.createFromArray(new double[][] {{1, 0}, {0, 1}});

    INDArray output =
        new Nd4jKernel(new ConvolutionShape(ConvolutionVariant.SUM_NORM, 2, BASIS), DataType.DOUBLE)
            .prepare(edge)
            .forward(parameters, atoms, false)
            .output();

    // W_g z = (1.8, 1.2): gate (0.86, 0.77), content (0.97, 0.55)
    assertThat(output.getDouble(0, 0)).isCloseTo(1 + 0.8581 * 0.9741, within(1e-4));
    assertThat(output.getDouble(0, 1)).isCloseTo(0.7685 * 0.5544, within(1e-4));
    // h_u has no edge and stays.
    assertThat(output.getRow(1).toDoubleVector()).containsExactly(0, 1);
  }
}
