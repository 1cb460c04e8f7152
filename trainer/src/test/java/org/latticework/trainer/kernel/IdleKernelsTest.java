package org.latticework.trainer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.kernel.IdleKernels.Kind;
import org.nd4j.linalg.api.buffer.DataType;

class IdleKernelsTest {
  private final IdleKernels idle = new IdleKernels();

  private static Kind kind(int width) {
    ConvolutionShape shape =
        new ConvolutionShape(ConvolutionVariant.SUM_NORM, width, GaussianBasis.book());
    return new Kind("nd4j", shape, DataType.FLOAT);
  }

  private static ConvolutionKernel kernel(Kind kind) {
    return new Nd4jKernel(kind.shape(), kind.type());
  }

  @Test
  void givesAKernelOnceAndToItsKindOnly() {
    ConvolutionKernel kernel = kernel(kind(8));
    idle.keep(kind(8), kernel);
    assertThat(idle.take(kind(16))).isEmpty();
    assertThat(idle.take(kind(8))).containsSame(kernel);
    assertThat(idle.take(kind(8))).isEmpty();
  }

  @Test
  void keepsTheKindOfTheNetworkThatEndedLast() {
    idle.keep(kind(8), kernel(kind(8)));
    ConvolutionKernel other = kernel(kind(16));
    idle.keep(kind(16), other);
    assertThat(idle.take(kind(8))).isEmpty();
    assertThat(idle.take(kind(16))).containsSame(other);
  }
}
