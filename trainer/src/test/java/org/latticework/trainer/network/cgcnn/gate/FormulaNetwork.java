package org.latticework.trainer.network.cgcnn.gate;

import java.util.Optional;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.network.Parameters;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;

/** The network as its formula says, in double: z is put together and multiplied for every edge. */
final class FormulaNetwork {
  private final CgcnnConfig config;
  private final Optional<AtomFeatures> features;
  private final Parameters parameters;
  private double[][] h; // N × d
  private double[][] gates; // T × E

  FormulaNetwork(CgcnnConfig config, Optional<AtomFeatures> features, Parameters parameters) {
    this.config = config;
    this.features = features;
    this.parameters = parameters;
  }

  double[][] gates() {
    return gates;
  }

  double[][] atoms() {
    return h;
  }

  void forward(CrystalGraph graph) {
    h = new double[graph.nodes()][];
    for (int i = 0; i < h.length; i++) {
      h[i] = first(graph.atomicNumber(i));
    }
    gates = new double[config.convolutions()][graph.edges()];
    for (int t = 0; t < gates.length; t++) {
      convolve("convolution" + t + "/", graph, gates[t]);
    }
  }

  private double[] first(int atomicNumber) {
    double[] vector = new double[config.width()];
    for (int c = 0; c < vector.length; c++) {
      if (features.isEmpty()) {
        vector[c] = values("embedding/vectors")[(atomicNumber - 1) * vector.length + c];
      } else {
        vector[c] = values("embedding/bias")[c];
        for (int f = 0; f < features.get().size(); f++) {
          double weight = values("embedding/weights")[f * vector.length + c];
          vector[c] += features.get().value(atomicNumber, f) * weight;
        }
      }
    }
    return vector;
  }

  private void convolve(String prefix, CrystalGraph graph, double[] means) {
    double[][] next = new double[h.length][config.width()];
    for (int i = 0; i < h.length; i++) {
      for (int c = 0; c < config.width(); c++) {
        double sum = 0;
        for (int edge = graph.offset(i); edge < graph.offset(i + 1); edge++) {
          double gate = sigmoid(affine(prefix, "gate", graph, i, edge, c));
          means[edge] += gate / config.width();
          double message = gate * softplus(affine(prefix, "content", graph, i, edge, c));
          sum +=
              graph.weight(edge)
                  * switch (config.variant()) {
                    case MESSAGE_NORM -> normalized(prefix + "message", c, message);
                    case SUM_NORM, ORIGINAL -> message;
                  };
        }
        next[i][c] =
            switch (config.variant()) {
              case MESSAGE_NORM -> normalized(prefix + "atom", c, h[i][c] + sum);
              case SUM_NORM -> h[i][c] + normalized(prefix + "atom", c, sum);
              case ORIGINAL -> softplus(h[i][c] + normalized(prefix + "atom", c, sum));
            };
      }
    }
    h = next;
  }

  /** W z + b, normalized where the variant does. */
  private double affine(
      String prefix, String map, CrystalGraph graph, int i, int edge, int channel) {
    double[] z = z(graph, i, edge);
    double sum = values(prefix + map + "Bias")[channel];
    for (int k = 0; k < z.length; k++) {
      sum += z[k] * values(prefix + map + "Weights")[k * config.width() + channel];
    }
    return switch (config.variant()) {
      case ORIGINAL -> normalized(prefix + map, channel, sum);
      case MESSAGE_NORM, SUM_NORM -> sum;
    };
  }

  private double[] z(CrystalGraph graph, int i, int edge) {
    int d = config.width();
    double[] z = new double[2 * d + config.basis().size()];
    System.arraycopy(h[i], 0, z, 0, d);
    System.arraycopy(h[graph.neighbor(edge)], 0, z, d, d);
    for (int k = 0; k < config.basis().size(); k++) {
      double u = (graph.distance(edge) - config.basis().center(k)) / config.basis().sigma();
      z[2 * d + k] = Math.exp((config.basis().halved() ? -0.5 : -1) * u * u);
    }
    return z;
  }

  private double normalized(String norm, int c, double x) {
    double deviation = Math.sqrt(values(norm + "Variance")[c] + 1e-5);
    double centered = x - values(norm + "Mean")[c];
    return values(norm + "Scale")[c] * centered / deviation + values(norm + "Shift")[c];
  }

  private float[] values(String name) {
    return parameters.values(name);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double softplus(double x) {
    return Math.log(1 + Math.exp(x));
  }
}
