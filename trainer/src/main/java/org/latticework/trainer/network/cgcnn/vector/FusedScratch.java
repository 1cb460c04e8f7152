package org.latticework.trainer.network.cgcnn.vector;

import org.latticework.trainer.vector.VectorArrays;
import org.latticework.trainer.vector.VectorBasis;
import org.latticework.trainer.vector.VectorColumns;
import org.latticework.trainer.vector.VectorProduct;

/** Buffers that the convolutions of a network share, since one thread computes one at a time. */
public final class FusedScratch {
  final int width;
  final VectorBasis basis;
  final FusedBlock block;
  final VectorColumns columns;
  final VectorColumns pairColumns; // of 2w columns
  final float[] zeros; // w
  final double[] first; // w
  final double[] second; // w
  final double[] pair; // 2w
  final float[] gate; // (2d + K) x d
  final float[] content; // (2d + K) x d
  final float[] gateBias; // d
  final float[] contentBias; // d
  private float[] product = new float[0]; // N x w
  private float[] gradient = new float[0]; // N x w
  private float[] residual = new float[0]; // N x w
  private float[] productGradients = new float[0]; // N x 4w

  FusedScratch(int features, VectorBasis basis) {
    this.width = FusedWeights.padded(features);
    this.basis = basis;
    this.block = new FusedBlock(width, basis);
    this.columns = new VectorColumns(width);
    this.pairColumns = new VectorColumns(2 * width);
    this.zeros = new float[width];
    this.first = new double[width];
    this.second = new double[width];
    this.pair = new double[2 * width];
    this.gate = new float[(2 * features + basis.size()) * features];
    this.content = new float[gate.length];
    this.gateBias = new float[features];
    this.contentBias = new float[features];
  }

  /** Returns N rounded up to whole tiles. */
  int paddedRows(int atoms) {
    int step = VectorProduct.TILE_ROWS;
    return (atoms + step - 1) / step * step;
  }

  float[] gradient(int atoms) {
    gradient = VectorArrays.reserved(gradient, paddedRows(atoms) * width);
    return gradient;
  }

  float[] residual(int atoms) {
    residual = VectorArrays.reserved(residual, paddedRows(atoms) * width);
    return residual;
  }

  float[] product(int atoms) {
    product = VectorArrays.reserved(product, paddedRows(atoms) * width);
    return product;
  }

  float[] productGradients(int atoms) {
    productGradients = VectorArrays.reserved(productGradients, paddedRows(atoms) * 4 * width);
    return productGradients;
  }
}
