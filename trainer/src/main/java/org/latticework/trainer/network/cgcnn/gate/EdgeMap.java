package org.latticework.trainer.network.cgcnn.gate;

/**
 * The affine map of gate or content, W z + b = (W_i h_i + b) + W_j h_j + W_e e_ij: the first two
 * terms are made once a node, the last once an edge.
 */
final class EdgeMap {
  private final int width; // d
  private final int gaussians; // K
  private final float[] weights; // (2d + K) × d: rows for h_i, h_j, e_ij
  private final float[] bias; // d

  EdgeMap(float[] weights, float[] bias) {
    this.width = bias.length;
    this.gaussians = weights.length / width - 2 * width;
    this.weights = weights;
    this.bias = bias;
  }

  /** Returns the map for atom vectors, N × d. */
  OfAtoms of(float[] atoms) {
    float[] centers = new float[atoms.length];
    float[] neighbors = new float[atoms.length];
    for (int row = 0; row < atoms.length; row += width) {
      System.arraycopy(bias, 0, centers, row, width);
      for (int k = 0; k < width; k++) {
        add(atoms[row + k], k, centers, row);
        add(atoms[row + k], width + k, neighbors, row);
      }
    }
    return new OfAtoms(centers, neighbors);
  }

  /** Adds a multiple of a row of the weights. */
  private void add(float factor, int row, float[] out, int start) {
    int first = row * width;
    for (int c = 0; c < width; c++) {
      out[start + c] += factor * weights[first + c];
    }
  }

  /** The map with its terms of the atoms made. */
  final class OfAtoms {
    private final float[] centers; // W_i h_i + b, N × d
    private final float[] neighbors; // W_j h_j, N × d

    private OfAtoms(float[] centers, float[] neighbors) {
      this.centers = centers;
      this.neighbors = neighbors;
    }

    /**
     * Writes W z + b of an edge.
     *
     * @param i the node that it belongs to
     * @param j the node that it comes from
     * @param expanded E × K Gaussians
     * @param edge whose K of them are taken
     * @param out receives d numbers
     */
    void write(int i, int j, float[] expanded, int edge, float[] out) {
      for (int c = 0; c < width; c++) {
        out[c] = centers[i * width + c] + neighbors[j * width + c];
      }
      for (int k = 0; k < gaussians; k++) {
        float gaussian = expanded[edge * gaussians + k];
        if (gaussian != 0) { // few centers are near a distance
          add(gaussian, 2 * width + k, out, 0);
        }
      }
    }
  }
}
