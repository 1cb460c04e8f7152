package org.latticework.trainer.network.cgcnn.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.batch.GraphEdges;
import org.latticework.trainer.network.ElementVectors;
import org.latticework.trainer.network.Inference;
import org.latticework.trainer.network.Parameters;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.CgcnnElements;
import org.latticework.trainer.vector.TiledEdges;
import org.latticework.trainer.vector.VectorBasis;
import org.latticework.trainer.vector.VectorNorm;

/** A trained crystal-graph convolutional network in fused loops, with running statistics. */
public final class FusedInference implements Inference {
  private final CgcnnConfig config;
  private final FusedScratch scratch;
  private final TiledEdges edges;
  private final ElementVectors elements;
  private final List<FusedConvolution> convolutions = new ArrayList<>();
  private final float[] hiddenWeights; // d × hidden
  private final float[] hiddenBias;

  /**
   * Loads a network.
   *
   * @param features what atoms begin with; empty where a vector per element was learned
   */
  public FusedInference(
      CgcnnConfig config, Optional<AtomFeatures> features, Parameters parameters) {
    VectorBasis basis = VectorBasis.of(config.basis());
    this.config = config;
    this.scratch = new FusedScratch(config.width(), basis);
    this.edges = new TiledEdges(basis);
    this.elements = CgcnnElements.of(config, features, parameters);
    for (int t = 0; t < config.convolutions(); t++) {
      convolutions.add(convolution("convolution%d/".formatted(t), parameters));
    }
    this.hiddenWeights = parameters.values("hidden/weights");
    this.hiddenBias = parameters.values("hidden/bias");
  }

  private FusedConvolution convolution(String prefix, Parameters parameters) {
    FusedConvolution convolution = new FusedConvolution(config.variant(), config.width(), scratch);
    convolution.weights.load(
        parameters.values(prefix + "gateWeights"),
        parameters.values(prefix + "gateBias"),
        parameters.values(prefix + "contentWeights"),
        parameters.values(prefix + "contentBias"));
    List<String> names = config.variant().edgeNorms();
    for (int k = 0; k < names.size(); k++) {
      load(convolution.edgeNorms().get(k), prefix + names.get(k), parameters);
    }
    load(convolution.atomNorm, prefix + "atom", parameters);
    return convolution;
  }

  private void load(VectorNorm norm, String name, Parameters parameters) {
    float[] mean = parameters.values(name + "Mean");
    float[] variance = parameters.values(name + "Variance");
    System.arraycopy(parameters.values(name + "Scale"), 0, norm.scale, 0, config.width());
    System.arraycopy(parameters.values(name + "Shift"), 0, norm.shift, 0, config.width());
    for (int c = 0; c < config.width(); c++) {
      norm.mean[c] = mean[c];
      norm.variance[c] = variance[c];
    }
  }

  @Override
  public float[] atoms(CrystalGraph graph) {
    float[] nodes = nodes(graph);
    int width = config.width();
    float[] atoms = new float[graph.atoms() * width];
    int[] classes = graph.classes();
    for (int atom = 0; atom < graph.atoms(); atom++) {
      int node = classes.length == 0 ? atom : classes[atom];
      System.arraycopy(nodes, node * scratch.width, atoms, atom * width, width);
    }
    return atoms;
  }

  @Override
  public float[] pooled(CrystalGraph graph) {
    return mean(nodes(graph), graph);
  }

  /** Returns a row of the scratch's width for each node. */
  private float[] nodes(CrystalGraph graph) {
    edges.prepare(new GraphEdges(graph));
    int padded = scratch.width;
    float[] nodes = convolutions.get(0).begin(edges);
    for (int i = 0; i < graph.nodes(); i++) {
      elements.copy(graph.atomicNumber(i), nodes, i * padded);
    }
    float[] result = convolutions.get(0).forward(false);
    for (FusedConvolution next : convolutions.subList(1, convolutions.size())) {
      System.arraycopy(result, 0, next.begin(edges), 0, graph.nodes() * padded);
      result = next.forward(false);
    }
    return result;
  }

  private float[] mean(float[] nodes, CrystalGraph graph) {
    float[] mean = new float[config.width()];
    for (int c = 0; c < mean.length; c++) {
      double sum = 0;
      for (int i = 0; i < graph.nodes(); i++) {
        sum += (double) graph.multiplicity(i) * nodes[i * scratch.width + c];
      }
      mean[c] = (float) (sum / graph.atoms());
    }
    return mean;
  }

  @Override
  public float[] output(float[] pooled) {
    float[] input = pooled.clone();
    if (config.activatedPooling()) {
      softplus(input);
    }
    float[] hidden = map(input, hiddenWeights, hiddenBias);
    softplus(hidden);
    return hidden;
  }

  /** Returns x W + b, W being inputs × outputs. */
  private static float[] map(float[] x, float[] weights, float[] bias) {
    float[] sums = bias.clone();
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < sums.length; j++) {
        sums[j] += x[i] * weights[i * sums.length + j];
      }
    }
    return sums;
  }

  private static void softplus(float[] values) {
    for (int k = 0; k < values.length; k++) {
      double x = values[k];
      values[k] = (float) (Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
    }
  }
}
