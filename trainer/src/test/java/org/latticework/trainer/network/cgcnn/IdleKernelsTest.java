package org.latticework.trainer.network.cgcnn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.network.cgcnn.IdleKernels.Kind;
import org.latticework.trainer.network.cgcnn.convolution.Convolution;
import org.latticework.trainer.network.cgcnn.convolution.ConvolutionShape;
import org.latticework.trainer.network.cgcnn.convolution.ConvolutionVariant;
import org.latticework.trainer.network.cgcnn.nd4j.Nd4jKernel;
import org.nd4j.linalg.api.buffer.DataType;

class IdleKernelsTest {
  private final IdleKernels idle = new IdleKernels();

  private static Kind kind(int width) {
    ConvolutionShape shape =
        new ConvolutionShape(ConvolutionVariant.SUM_NORM, width, GaussianBasis.book());
    return new Kind("nd4j", shape, DataType.FLOAT);
  }

  private static Convolution kernel(Kind kind) {
    return new Nd4jKernel(kind.shape(), kind.type());
  }

  @Test
  void givesAKernelOnceAndToItsKindOnly() {
    Convolution kernel = kernel(kind(8));
    idle.keep(kind(8), kernel);
    assertThat(idle.take(kind(16))).isEmpty();
    assertThat(idle.take(kind(8))).containsSame(kernel);
    assertThat(idle.take(kind(8))).isEmpty();
  }

  @Test
  void keepsTheKindOfTheNetworkThatEndedLast() {
    idle.keep(kind(8), kernel(kind(8)));
    Convolution other = kernel(kind(16));
    idle.keep(kind(16), other);
    assertThat(idle.take(kind(8))).isEmpty();
    assertThat(idle.take(kind(16))).containsSame(other);
  }
}
