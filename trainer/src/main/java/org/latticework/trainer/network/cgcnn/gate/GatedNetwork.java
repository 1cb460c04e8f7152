package org.latticework.trainer.network.cgcnn.gate;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.batch.GraphEdges;
import org.latticework.trainer.network.ElementVectors;
import org.latticework.trainer.network.Parameters;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.CgcnnElements;

/**
 * A trained crystal-graph convolutional network that gives the gates of a crystal's edges. The gate
 * of an edge i ← j is the mean over the d channels of
 *
 * <p>g = σ(W_g [h_i ; h_j ; e_ij] + b_g),
 *
 * <p>where the pre-activation is normalized with running statistics first in the variant {@link
 * org.latticework.trainer.network.cgcnn.ConvolutionVariant#ORIGINAL}; T. Xie and J. C. Grossman,
 * PRL 120, 145301 (2018). Convolutions are computed in float, as when the network predicts.
 */
public final class GatedNetwork {
  private final CgcnnConfig config;
  private final ElementVectors elements;
  private final List<GatedConvolution> convolutions;

  /**
   * Loads a network.
   *
   * @param features what atoms begin with; empty where a vector per element was learned
   */
  public GatedNetwork(CgcnnConfig config, Optional<AtomFeatures> features, Parameters parameters) {
    this.config = config;
    this.elements = CgcnnElements.of(config, features, parameters);
    this.convolutions =
        IntStream.range(0, config.convolutions())
            .mapToObj(t -> new GatedConvolution(config, t, parameters))
            .toList();
  }

  /** Returns T. */
  public int convolutions() {
    return config.convolutions();
  }

  /**
   * Returns the gates of a crystal.
   *
   * @param graph made under the configuration of the graphs that the network has learned from
   * @throws IllegalArgumentException if the crystal has an element that the network does not know,
   *     or its edges have another number of features than the network has Gaussians
   */
  public EdgeGates gates(CrystalGraph graph) {
    float[][] gates = new float[convolutions()][graph.edges()];
    forward(graph, gates);
    return new EdgeGates(gates);
  }

  /**
   * Returns the nodes' vectors after the last convolution, N × d.
   *
   * @param gates receives T × E mean gates
   */
  float[] forward(CrystalGraph graph, float[][] gates) {
    new GraphEdges(graph).requireSize(config.basis().size());
    float[] atoms = new float[graph.nodes() * config.width()];
    for (int i = 0; i < graph.nodes(); i++) {
      elements.copy(graph.atomicNumber(i), atoms, i * config.width());
    }
    float[] expanded = expanded(graph);
    for (int t = 0; t < gates.length; t++) {
      atoms = convolutions.get(t).forward(atoms, graph, expanded, gates[t]);
    }
    return atoms;
  }

  /** Returns the Gaussians of the edges, E × K. */
  private float[] expanded(CrystalGraph graph) {
    if (graph.edgeFeatureSize() > 0) {
      return graph.edgeFeatures();
    }
    GaussianBasis basis = config.basis();
    float[] expanded = new float[Math.multiplyExact(graph.edges(), basis.size())];
    for (int edge = 0; edge < graph.edges(); edge++) {
      basis.expand(graph.distance(edge), expanded, edge * basis.size());
    }
    return expanded;
  }
}
