package org.latticework.trainer.network.cgcnn.gate;

import java.util.List;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.network.Parameters;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;

/** One convolution of a trained network, with the gates of its edges. */
final class GatedConvolution {
  private final ConvolutionVariant variant;
  private final int width; // d
  private final EdgeMap gateMap;
  private final EdgeMap contentMap;
  private final List<RunningNorm> edgeNorms;
  private final RunningNorm atomNorm;

  /**
   * Loads a convolution.
   *
   * @param index 0 … T − 1
   */
  GatedConvolution(CgcnnConfig config, int index, Parameters parameters) {
    String prefix = "convolution%d/".formatted(index);
    this.variant = config.variant();
    this.width = config.width();
    this.gateMap =
        new EdgeMap(
            parameters.values(prefix + "gateWeights"), parameters.values(prefix + "gateBias"));
    this.contentMap =
        new EdgeMap(
            parameters.values(prefix + "contentWeights"),
            parameters.values(prefix + "contentBias"));
    this.edgeNorms =
        variant.edgeNorms().stream()
            .map(name -> new RunningNorm(prefix + name, parameters))
            .toList();
    this.atomNorm = new RunningNorm(prefix + "atom", parameters);
  }

  /**
   * Returns the atom vectors after the convolution, N × d.
   *
   * @param atoms h, N × d
   * @param expanded E × K Gaussians
   * @param gates receives the mean gate of each of the E edges
   */
  float[] forward(float[] atoms, CrystalGraph graph, float[] expanded, float[] gates) {
    float[] sums = sums(atoms, graph, expanded, gates);
    float[] updated = new float[atoms.length];
    for (int i = 0; i < graph.nodes(); i++) {
      int degree = 0;
      for (int edge = graph.offset(i); edge < graph.offset(i + 1); edge++) {
        degree += graph.weight(edge);
      }
      for (int c = 0; c < width; c++) {
        int at = i * width + c;
        updated[at] = (float) updated(c, atoms[at], sums[at], degree);
      }
    }
    return updated;
  }

  /** Returns Σ m over the neighbors of each node, N × d. */
  private float[] sums(float[] atoms, CrystalGraph graph, float[] expanded, float[] gates) {
    EdgeMap.OfAtoms gateOfAtoms = gateMap.of(atoms);
    EdgeMap.OfAtoms contentOfAtoms = contentMap.of(atoms);
    float[] gate = new float[width];
    float[] content = new float[width];
    float[] sums = new float[atoms.length];
    for (int i = 0; i < graph.nodes(); i++) {
      for (int edge = graph.offset(i); edge < graph.offset(i + 1); edge++) {
        gateOfAtoms.write(i, graph.neighbor(edge), expanded, edge, gate);
        contentOfAtoms.write(i, graph.neighbor(edge), expanded, edge, content);
        activate(gate, content);
        double open = 0;
        for (int c = 0; c < width; c++) {
          open += gate[c];
          sums[i * width + c] += graph.weight(edge) * gate[c] * content[c];
        }
        gates[edge] = (float) (open / width);
      }
    }
    return sums;
  }

  /** Writes g and c over their pre-activations. */
  private void activate(float[] gate, float[] content) {
    boolean normalized = variant == ConvolutionVariant.ORIGINAL;
    for (int c = 0; c < width; c++) {
      double u = normalized ? edgeNorms.get(0).of(c, gate[c]) : gate[c];
      double v = normalized ? edgeNorms.get(1).of(c, content[c]) : content[c];
      gate[c] = (float) (1 / (1 + Math.exp(-u)));
      content[c] = (float) softplus(v);
    }
  }

  /** Returns one channel of an atom after the convolution. */
  private double updated(int channel, double h, double sum, int degree) {
    return switch (variant) {
      case MESSAGE_NORM -> atomNorm.of(channel, h + edgeNorms.get(0).ofSum(channel, sum, degree));
      case SUM_NORM -> h + atomNorm.of(channel, sum);
      case ORIGINAL -> softplus(h + atomNorm.of(channel, sum));
    };
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
