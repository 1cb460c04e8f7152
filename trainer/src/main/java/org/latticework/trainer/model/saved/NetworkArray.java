package org.latticework.trainer.model.saved;

import java.util.ArrayList;
import java.util.List;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;

/**
 * An array of a file, and the parameters that it is made of.
 *
 * <p>Names and layout are those of txie-93/cgcnn, whose linear maps are outputs × inputs, as
 * PyTorch has them, and hold gate and content as the halves of one map. The networks here keep
 * inputs × outputs, and the halves apart.
 *
 * @param name in the file
 * @param shape in the file
 * @param parameters in the network, each of an equal part of the first axis, in their order
 * @param transposed whether the network keeps inputs × outputs
 */
record NetworkArray(String name, List<Long> shape, List<String> parameters, boolean transposed) {
  NetworkArray {
    shape = List.copyOf(shape);
    parameters = List.copyOf(parameters);
  }

  /**
   * Returns all arrays of a network but its table of element features.
   *
   * @param outputs t
   */
  public static List<NetworkArray> of(NetworkConfig config, int outputs) {
    List<NetworkArray> arrays = new ArrayList<>();
    if (config instanceof CgcnnConfig cgcnn) {
      addBody(cgcnn, arrays);
    } else {
      config.parameters().forEach(parameter -> arrays.add(plain(parameter)));
    }
    arrays.addAll(
        linear("fc_out", outputs, config.outputWidth(), List.of("output_W"), List.of("output_b")));
    return arrays;
  }

  /** Returns an array of a network that has no names of its own in PyTorch. */
  private static NetworkArray plain(Parameter parameter) {
    return new NetworkArray(
        parameter.name(),
        List.of(parameter.rows(), parameter.columns()),
        List.of("network_" + parameter.name()),
        false);
  }

  private static void addBody(CgcnnConfig config, List<NetworkArray> arrays) {
    long width = config.width();
    if (config.elementFeatures() == 0) {
      arrays.add(
          new NetworkArray(
              "embedding.weight",
              List.of((long) config.elements(), width),
              List.of("network_embedding/vectors"),
              false));
    } else {
      arrays.addAll(
          linear(
              "embedding",
              width,
              config.elementFeatures(),
              List.of("network_embedding/weights"),
              List.of("network_embedding/bias")));
    }
    for (int t = 0; t < config.convolutions(); t++) {
      arrays.addAll(convolution("convs." + t, "network_convolution" + t + "/", config));
    }
    arrays.addAll(
        linear(
            "conv_to_fc",
            config.hidden(),
            width,
            List.of("network_hidden/weights"),
            List.of("network_hidden/bias")));
  }

  private static List<NetworkArray> convolution(String name, String prefix, CgcnnConfig config) {
    List<String> halves = List.of(prefix + "gate", prefix + "content");
    List<NetworkArray> arrays = new ArrayList<>();
    arrays.addAll(
        linear(
            name + ".fc_full",
            2L * config.width(),
            config.shape().inputs(),
            each(halves, "Weights"),
            each(halves, "Bias")));
    arrays.addAll(norm(name + ".bn1", edgeNorms(prefix, config.variant()), config.width()));
    arrays.addAll(norm(name + ".bn2", List.of(prefix + "atom"), config.width()));
    return arrays;
  }

  private static List<String> edgeNorms(String prefix, ConvolutionVariant variant) {
    return switch (variant) {
      case MESSAGE_NORM -> List.of(prefix + "message");
      case SUM_NORM -> List.of();
      case ORIGINAL -> List.of(prefix + "gate", prefix + "content");
    };
  }

  private static List<NetworkArray> linear(
      String name, long outputs, long inputs, List<String> weights, List<String> biases) {
    return List.of(
        new NetworkArray(name + ".weight", List.of(outputs, inputs), weights, true),
        new NetworkArray(name + ".bias", List.of(outputs), biases, false));
  }

  private static List<NetworkArray> norm(String name, List<String> norms, long width) {
    if (norms.isEmpty()) {
      return List.of();
    }
    List<Long> shape = List.of(norms.size() * width);
    return List.of(
        new NetworkArray(name + ".weight", shape, each(norms, "Scale"), false),
        new NetworkArray(name + ".bias", shape, each(norms, "Shift"), false),
        new NetworkArray(name + ".running_mean", shape, each(norms, "Mean"), false),
        new NetworkArray(name + ".running_var", shape, each(norms, "Variance"), false));
  }

  private static List<String> each(List<String> beginnings, String end) {
    return beginnings.stream().map(beginning -> beginning + end).toList();
  }
}
