package org.latticework.trainer.network.cgcnn;

import java.util.ArrayList;
import java.util.List;
import org.latticework.trainer.layer.Embedding;
import org.latticework.trainer.layer.Linear;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.rows.NormParameters;

/** The parameters of the network by name: {@code convolution0/gateWeights}. */
final class CgcnnParameters {
  static final String HIDDEN = "hidden";
  private static final String EMBEDDING = "embedding"; // as its layer names its parameters
  private static final String CONVOLUTION = "convolution";

  private CgcnnParameters() {}

  /** Returns them in the order of the flat vector: running statistics are last. */
  static List<Parameter> of(CgcnnConfig config) {
    List<Parameter> all =
        new ArrayList<>(
            Embedding.parameters(config.elements(), config.elementFeatures(), config.width()));
    for (int t = 0; t < config.convolutions(); t++) {
      addTrained(config, prefix(t), all);
    }
    all.addAll(Linear.parameters(HIDDEN, config.width(), config.hidden()));
    for (int t = 0; t < config.convolutions(); t++) {
      for (String norm : norms(config.variant())) {
        all.add(Parameter.running(prefix(t) + norm + "Mean", config.width(), 0));
        all.add(Parameter.running(prefix(t) + norm + "Variance", config.width(), 1));
      }
    }
    return List.copyOf(all);
  }

  /** Returns the parts: embedding, convolution-1, convolution-2 and so on, head. */
  static List<String> parts(CgcnnConfig config) {
    List<String> parts = new ArrayList<>(List.of(EMBEDDING));
    for (int t = 0; t < config.convolutions(); t++) {
      parts.add(part(prefix(t)));
    }
    parts.add(NetworkConfig.HEAD);
    return List.copyOf(parts);
  }

  /** Returns the part of a parameter; convolutions are counted from 1 in it. */
  static String part(String parameter) {
    String layer = parameter.substring(0, parameter.indexOf('/'));
    if (layer.startsWith(CONVOLUTION)) {
      int t = Integer.parseInt(layer.substring(CONVOLUTION.length()));
      return "%s-%d".formatted(CONVOLUTION, t + 1);
    }
    return layer.equals(EMBEDDING) ? EMBEDDING : NetworkConfig.HEAD;
  }

  private static void addTrained(CgcnnConfig config, String prefix, List<Parameter> all) {
    int inputs = config.shape().inputs();
    int width = config.width();
    for (String map : List.of("gate", "content")) {
      all.add(Parameter.weights(prefix + map + "Weights", inputs, width));
      all.add(Parameter.bias(prefix + map + "Bias", inputs, width));
    }
    for (String norm : norms(config.variant())) {
      all.add(Parameter.constant(prefix + norm + "Scale", width, 1));
      all.add(Parameter.constant(prefix + norm + "Shift", width, 0));
    }
  }

  private static String prefix(int convolution) {
    return "%s%d/".formatted(CONVOLUTION, convolution);
  }

  private static List<String> norms(ConvolutionVariant variant) {
    List<String> norms = new ArrayList<>(variant.edgeNorms());
    norms.add("atom");
    return norms;
  }

  /** Returns the matrices of a convolution, or their gradients. */
  static ConvolutionParameters convolution(CgcnnConfig config, Weights all, int index) {
    String prefix = prefix(index);
    return new ConvolutionParameters(
        all.matrix(prefix + "gateWeights"),
        all.matrix(prefix + "gateBias"),
        all.matrix(prefix + "contentWeights"),
        all.matrix(prefix + "contentBias"),
        config.variant().edgeNorms().stream().map(norm -> norm(all, prefix + norm)).toList(),
        norm(all, prefix + "atom"));
  }

  private static NormParameters norm(Weights all, String norm) {
    return new NormParameters(
        all.matrix(norm + "Scale"),
        all.matrix(norm + "Shift"),
        all.matrix(norm + "Mean"),
        all.matrix(norm + "Variance"));
  }
}
