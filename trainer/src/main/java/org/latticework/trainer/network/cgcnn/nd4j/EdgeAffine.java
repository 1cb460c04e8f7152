package org.latticework.trainer.network.cgcnn.nd4j;

import org.latticework.trainer.memory.RowBuffers;
import org.latticework.trainer.rows.RowMajor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The affine map of gate or content: W z + b = W_i h_i + (W_j h_j) + W_e e_ij + b for every edge.
 *
 * @param weights W transposed, (2d + K) × d
 * @param bias b, 1 × d
 */
record EdgeAffine(INDArray weights, INDArray bias) {
  private INDArray center() {
    return RowMajor.rows(weights, 0, bias.columns());
  }

  private INDArray neighbor() {
    return RowMajor.rows(weights, bias.columns(), 2L * bias.columns());
  }

  private INDArray edge() {
    return RowMajor.rows(weights, 2L * bias.columns(), weights.rows());
  }

  /**
   * Computes W z + b.
   *
   * @param atoms h, N × d
   * @param ranked h by rank
   * @param out E × d
   */
  void forward(Nd4jEdges edges, RowBuffers buffers, INDArray atoms, INDArray ranked, INDArray out) {
    INDArray products = buffers.matrix("products", atoms.rows(), bias.columns());
    RowMajor.multiply(atoms, neighbor(), products, 0);
    edges.fromNeighbors(products, out);
    RowMajor.multiply(edges.gaussians(), edge(), out, 1);
    RowMajor.multiply(ranked, center(), products, 0);
    products.addiRowVector(bias);
    edges.addFromCenters(products, out);
  }

  /**
   * Adds the gradients of h.
   *
   * @param gradients receives those of W and b
   * @param out ∂L/∂(W z + b), E × d
   * @param atoms h and its gradient
   * @param ranked the same by rank
   */
  void backward(
      Nd4jEdges edges,
      RowBuffers buffers,
      EdgeAffine gradients,
      INDArray out,
      AtomGradient atoms,
      AtomGradient ranked) {
    INDArray sums = buffers.matrix("products", edges.atoms(), bias.columns());
    RowMajor.multiplyFirstTransposed(edges.gaussians(), out, gradients.edge());
    edges.sumToCenters(out, sums);
    gradients.bias().assign(RowMajor.columnSums(sums));
    RowMajor.multiplyFirstTransposed(ranked.value(), sums, gradients.center());
    RowMajor.multiplySecondTransposed(sums, center(), ranked.gradient(), 1);
    edges.sumToNeighbors(out, sums);
    RowMajor.multiplyFirstTransposed(atoms.value(), sums, gradients.neighbor());
    RowMajor.multiplySecondTransposed(sums, neighbor(), atoms.gradient(), 1);
  }

  /**
   * Atom vectors and the gradient that is being summed for them, both N × d.
   *
   * @param value h
   * @param gradient ∂L/∂h so far
   */
  record AtomGradient(INDArray value, INDArray gradient) {}
}
