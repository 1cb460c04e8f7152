package org.latticework.trainer.network.cgcnn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.latticework.trainer.network.cgcnn.convolution.Convolution;
import org.latticework.trainer.network.cgcnn.convolution.ConvolutionShape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Kernels whose network is gone or rests, for the next network of the same shape: what trains and
 * what validates take turns, and would make the same buffers every time.
 *
 * <p>There are never more than were in use at one time, and of one kind only: that of the network
 * that ended last.
 */
final class IdleKernels {
  private final Deque<Convolution> kernels = new ArrayDeque<>();
  private Optional<Kind> kind = Optional.empty();

  /** Takes a kernel out, the one that was used last. */
  synchronized Optional<Convolution> take(Kind wanted) {
    return kind.filter(wanted::equals).map(same -> kernels.pollLast());
  }

  /** Puts a kernel in, which nobody uses any more, and closes those of another kind. */
  synchronized void keep(Kind of, Convolution kernel) {
    if (kind.filter(of::equals).isEmpty()) {
      kernels.forEach(Convolution::close);
      kernels.clear();
      kind = Optional.of(of);
    }
    kernels.addLast(kernel);
  }

  /**
   * What tells kernels apart.
   *
   * @param id of the kernel
   * @param shape of the convolutions
   * @param type what they are computed in
   */
  record Kind(String id, ConvolutionShape shape, DataType type) {}
}
