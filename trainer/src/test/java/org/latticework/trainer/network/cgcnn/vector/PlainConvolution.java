package org.latticework.trainer.network.cgcnn.vector;

import java.util.Arrays;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;

/**
 * A convolution as its definition reads, edge by edge in double: the twin that the fused one is
 * compared with.
 *
 * <p>z = W [h_i ; h_j ; e_ij] + b for gate and content, m = σ(z_g) softplus(z_c), and per variant
 *
 * <ul>
 *   <li>message-norm: h ← BN(h + Σ BN(m))
 *   <li>sum-norm: h ← h + BN(Σ m)
 *   <li>original: z ← BN(z), h ← softplus(h + BN(Σ m))
 * </ul>
 *
 * The backward pass differentiates each of these steps by itself.
 */
public final class PlainConvolution {
  final ConvolutionVariant variant;
  final GaussianBasis basis;
  final int d;
  final double[][] gate; // (2d + K) x d
  final double[] gateBias;
  final double[][] content;
  final double[] contentBias;
  public final PlainNorm gateNorm;
  public final PlainNorm contentNorm;
  public final PlainNorm messageNorm;
  public final PlainNorm atomNorm;

  public double[][] gateGradient;
  public double[] gateBiasGradient;
  public double[][] contentGradient;
  public double[] contentBiasGradient;

  private int[] centers;
  private int[] neighbors;
  private double[][] inputs; // E x (2d + K)
  private double[][] gates; // E x d; before the sigmoid
  private double[][] contents;
  private double[][] out;

  PlainConvolution(ConvolutionVariant variant, GaussianBasis basis, int d) {
    this.variant = variant;
    this.basis = basis;
    this.d = d;
    int inputWidth = 2 * d + basis.size();
    this.gate = new double[inputWidth][d];
    this.content = new double[inputWidth][d];
    this.gateBias = new double[d];
    this.contentBias = new double[d];
    this.gateNorm = new PlainNorm(d);
    this.contentNorm = new PlainNorm(d);
    this.messageNorm = new PlainNorm(d);
    this.atomNorm = new PlainNorm(d);
  }

  public double[][] forward(
      int[] offsets, int[] neighbors, float[] distances, double[][] h, boolean training) {
    int edges = neighbors.length;
    this.neighbors = neighbors;
    centers = new int[edges];
    inputs = new double[edges][];
    for (int i = 0; i < h.length; i++) {
      for (int e = offsets[i]; e < offsets[i + 1]; e++) {
        centers[e] = i;
        inputs[e] = input(h[i], h[neighbors[e]], distances[e]);
      }
    }
    gates = linear(gate, gateBias);
    contents = linear(content, contentBias);
    if (variant == ConvolutionVariant.ORIGINAL) {
      gates = gateNorm.forward(gates, training);
      contents = contentNorm.forward(contents, training);
    }
    double[][] messages = new double[edges][d];
    for (int e = 0; e < edges; e++) {
      for (int c = 0; c < d; c++) {
        messages[e][c] = sigmoid(gates[e][c]) * softplus(contents[e][c]);
      }
    }
    if (variant == ConvolutionVariant.MESSAGE_NORM) {
      messages = messageNorm.forward(messages, training);
    }
    double[][] sums = new double[h.length][d];
    scatter(messages, centers, sums);
    out = update(h, sums, training);
    return out;
  }

  private double[][] update(double[][] h, double[][] sums, boolean training) {
    double[][] result;
    if (variant == ConvolutionVariant.MESSAGE_NORM) {
      return atomNorm.forward(sum(h, sums), training);
    }
    result = sum(h, atomNorm.forward(sums, training));
    if (variant == ConvolutionVariant.ORIGINAL) {
      for (double[] row : result) {
        Arrays.setAll(row, c -> softplus(row[c]));
      }
    }
    return result;
  }

  /** Returns ∂L/∂h. */
  public double[][] backward(double[][] outGradient) {
    int atoms = outGradient.length;
    double[][] update = copy(outGradient);
    if (variant == ConvolutionVariant.ORIGINAL) {
      for (int i = 0; i < atoms; i++) {
        for (int c = 0; c < d; c++) {
          update[i][c] *= 1 - Math.exp(-out[i][c]);
        }
      }
    }
    double[][] sums = atomNorm.backward(update);
    double[][] result = variant == ConvolutionVariant.MESSAGE_NORM ? copy(sums) : update;
    double[][] messages = new double[centers.length][];
    for (int e = 0; e < centers.length; e++) {
      messages[e] = sums[centers[e]].clone();
    }
    if (variant == ConvolutionVariant.MESSAGE_NORM) {
      messages = messageNorm.backward(messages);
    }
    backwardThroughEdges(messages, result);
    return result;
  }

  private void backwardThroughEdges(double[][] messages, double[][] result) {
    double[][] gateSlopes = new double[centers.length][d];
    double[][] contentSlopes = new double[centers.length][d];
    for (int e = 0; e < centers.length; e++) {
      for (int c = 0; c < d; c++) {
        double g = sigmoid(gates[e][c]);
        gateSlopes[e][c] = messages[e][c] * softplus(contents[e][c]) * g * (1 - g);
        contentSlopes[e][c] = messages[e][c] * g * sigmoid(contents[e][c]);
      }
    }
    if (variant == ConvolutionVariant.ORIGINAL) {
      gateSlopes = gateNorm.backward(gateSlopes);
      contentSlopes = contentNorm.backward(contentSlopes);
    }
    gateGradient = new double[gate.length][d];
    gateBiasGradient = new double[d];
    contentGradient = new double[gate.length][d];
    contentBiasGradient = new double[d];
    backwardLinear(gateSlopes, gate, gateGradient, gateBiasGradient, result);
    backwardLinear(contentSlopes, content, contentGradient, contentBiasGradient, result);
  }

  private void backwardLinear(
      double[][] slopes,
      double[][] weights,
      double[][] gradient,
      double[] biasGradient,
      double[][] result) {
    for (int e = 0; e < centers.length; e++) {
      for (int c = 0; c < d; c++) {
        biasGradient[c] += slopes[e][c];
        for (int k = 0; k < weights.length; k++) {
          gradient[k][c] += inputs[e][k] * slopes[e][c];
        }
        for (int k = 0; k < d; k++) {
          result[centers[e]][k] += weights[k][c] * slopes[e][c];
          result[neighbors[e]][k] += weights[d + k][c] * slopes[e][c];
        }
      }
    }
  }

  private double[] input(double[] center, double[] neighbor, double distance) {
    double[] z = new double[gate.length];
    System.arraycopy(center, 0, z, 0, d);
    System.arraycopy(neighbor, 0, z, d, d);
    double h = basis.halved() ? 0.5 : 1;
    for (int k = 0; k < basis.size(); k++) {
      double u = (distance - basis.center(k)) / basis.sigma();
      z[2 * d + k] = Math.exp(-h * u * u);
    }
    return z;
  }

  private double[][] linear(double[][] weights, double[] bias) {
    double[][] result = new double[inputs.length][];
    for (int e = 0; e < inputs.length; e++) {
      result[e] = bias.clone();
      for (int k = 0; k < weights.length; k++) {
        for (int c = 0; c < d; c++) {
          result[e][c] += weights[k][c] * inputs[e][k];
        }
      }
    }
    return result;
  }

  private static void scatter(double[][] rows, int[] targets, double[][] out) {
    for (int e = 0; e < rows.length; e++) {
      for (int c = 0; c < rows[e].length; c++) {
        out[targets[e]][c] += rows[e][c];
      }
    }
  }

  private static double[][] sum(double[][] x, double[][] y) {
    double[][] result = copy(x);
    for (int i = 0; i < x.length; i++) {
      for (int c = 0; c < x[i].length; c++) {
        result[i][c] += y[i][c];
      }
    }
    return result;
  }

  private static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
