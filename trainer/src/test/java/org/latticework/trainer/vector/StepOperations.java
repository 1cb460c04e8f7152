package org.latticework.trainer.vector;

import org.latticework.trainer.network.cgcnn.CgcnnConfig;

/**
 * Floating-point operations of a training step or a prediction with {@link
 * ConvolutionVariant#MESSAGE_NORM} in the fused kernel. An addition, a multiplication and a
 * division count as one each, a fused multiply-add as two; comparisons, selections and moves count
 * nothing.
 *
 * <p>For N atoms, E edges, T convolutions, d features, and of K Gaussians the b that a distance
 * needs, evaluated in windows of w, a convolution takes
 *
 * <ul>
 *   <li>forward, products: 2 N d · 4d for W_i h_i and W_j h_j of gate and content, 2 E b · 2d for
 *       W_e e;
 *   <li>forward, each of E d elements: 2 to gather, 20 and 19 for the exponentials, 19 for the
 *       message, 1 to sum;
 *   <li>in training also, each of E d: 3 for the variance;
 *   <li>backward, products: 2 E b · 2d for the pre-activations again, 2 E w · 2d for ∂L/∂W_e, 2 N d
 *       · 4d for ∂L/∂W_i and ∂L/∂W_j, as much again for ∂L/∂h;
 *   <li>backward, each of E d: 2 to gather, 20, 19 and 20 for the functions, 9 for ∂L/∂z, 2 and 2
 *       to sum to both ends;
 * </ul>
 *
 * <p>and once a batch 22 E w for the Gaussians. An exponential is 19 operations: 3 to reduce the
 * argument, 4 for the rest and 12 for a polynomial of degree 6; ln(1 + t) is 17. What is left out,
 * some N d and the head, is below one percent.
 */
public final class StepOperations {
  private static final int FORWARD = 2 + 20 + 19 + 19 + 1;
  private static final int VARIANCE = 3;
  private static final int BACKWARD = 2 + 20 + 19 + 20 + 9 + 2 + 2;

  private StepOperations() {}

  /** Returns the operations of a training step. */
  public static double training(CgcnnConfig network, double atoms, double edges) {
    VectorBasis basis = VectorBasis.of(network.basis());
    double d = network.width();
    double products = 3 * 8 * atoms * d * d + 4 * edges * d * (2.0 * basis.band() + basis.window());
    double elements = (FORWARD + VARIANCE + BACKWARD) * edges * d;
    return network.convolutions() * (products + elements) + gaussians(basis, edges);
  }

  /** Returns the operations of a prediction. */
  public static double prediction(CgcnnConfig network, double atoms, double edges) {
    VectorBasis basis = VectorBasis.of(network.basis());
    double d = network.width();
    double products = 8 * atoms * d * d + 4 * edges * d * basis.band();
    double elements = FORWARD * edges * d;
    return network.convolutions() * (products + elements) + gaussians(basis, edges);
  }

  private static double gaussians(VectorBasis basis, double edges) {
    return 22 * edges * basis.window();
  }

  /**
   * Returns the operations of the products alone, done plainly: W (2d × (2d + K)) times z for every
   * edge forward, and twice that backward.
   */
  public static double plainTraining(CgcnnConfig network, double edges) {
    double d = network.width();
    return network.convolutions() * 3 * 2 * edges * 2 * d * network.shape().inputs();
  }
}
