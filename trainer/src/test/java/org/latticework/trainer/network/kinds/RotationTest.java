package org.latticework.trainer.network.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticework.trainer.SampleNetworks;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.network.NetworkBlueprint;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class RotationTest {
  private static final int DISTANCES = 4; // among the arrays of a batch
  private static final int DIRECTIONS = 7;

  /** Turned and mirrored; and where each edge is turned by itself, something else comes out. */
  @ParameterizedTest
  @MethodSource("org.latticework.trainer.SampleNetworks#ofDirections")
  void aCrystalMayBeTurnedButNotItsEdgesOneByOne(NetworkBlueprint sample) {
    ComputationGraph network = SampleNetworks.build(sample, new Sgd(1), DataType.DOUBLE);
    INDArray[] features =
        new GraphBatch(SampleNetworks.crystals(sample).crystals(5)).features(DataType.DOUBLE);
    INDArray directions = features[DIRECTIONS];
    features[DISTANCES] = directions.norm2(1); // stored ones are floats
    INDArray expected = network.outputSingle(false, features);
    INDArray rotation = rotation(0.3, -1.1, 2);

    features[DIRECTIONS] = directions.mmul(rotation);
    INDArray turned = network.outputSingle(false, features);
    features[DIRECTIONS] = directions.mmul(rotation).neg();
    INDArray mirrored = network.outputSingle(false, features);
    Random random = new Random(5);
    for (long edge = 0; edge < directions.rows(); edge++) {
      INDArray own = rotation(random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
      features[DIRECTIONS].putRow(edge, directions.getRow(edge, true).mmul(own));
    }
    INDArray scrambled = network.outputSingle(false, features);

    assertThat(turned.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-12);
    assertThat(mirrored.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-12);
    // Little comes through first weights, but thousands of times what is rounded off.
    assertThat(scrambled.sub(expected).amaxNumber().doubleValue()).isGreaterThan(1e-9);
  }

  /** Returns I + sin(φ) K + (1 − cos φ) K² for a turn by φ = |ω| around ω: Rodrigues. */
  private static INDArray rotation(double x, double y, double z) {
    double angle = Math.sqrt(x * x + y * y + z * z);
    INDArray k =
        Nd4j.createFromArray(new double[][] {{0, -z, y}, {z, 0, -x}, {-y, x, 0}}).div(angle);
    return Nd4j.eye(3)
        .castTo(DataType.DOUBLE)
        .add(k.mul(Math.sin(angle)))
        .add(k.mmul(k).mul(1 - Math.cos(angle)));
  }
}
