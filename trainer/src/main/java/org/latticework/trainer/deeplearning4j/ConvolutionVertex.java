package org.latticework.trainer.deeplearning4j;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.network.cgcnn.NetworkConfig;
import org.latticework.trainer.network.cgcnn.convolution.ConvolutionParameters;
import org.latticework.trainer.network.cgcnn.convolution.ConvolutionVariant;
import org.latticework.trainer.rows.NormParameters;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** One convolution. Inputs: atom vectors (N × d), and the {@link EdgeVertex}. */
final class ConvolutionVertex extends CrystalVertex {
  private static final long serialVersionUID = 1L;

  @JsonCreator
  ConvolutionVertex(
      @JsonProperty("name") String name,
      @JsonProperty("network") NetworkConfig network,
      @JsonProperty("updater") IUpdater updater,
      @JsonProperty("regularization") List<Regularization> regularization) {
    super(name, network, updater, regularization);
  }

  @Override
  List<Parameter> parameters() {
    int inputs = network().shape().inputs();
    int width = network().width();
    List<Parameter> all = new ArrayList<>();
    for (String map : List.of("gate", "content")) {
      all.add(Parameter.weights(map + "Weights", inputs, width));
      all.add(Parameter.bias(map + "Bias", inputs, width));
    }
    List<String> norms = new ArrayList<>(edgeNorms(network().variant()));
    norms.add("atom");
    for (String norm : norms) {
      all.add(Parameter.constant(norm + "Scale", width, 1));
      all.add(Parameter.constant(norm + "Shift", width, 0));
    }
    // Last, so that the optimizer moves all others of this vertex in one go.
    for (String norm : norms) {
      all.add(Parameter.running(norm + "Mean", width, 0));
      all.add(Parameter.running(norm + "Variance", width, 1));
    }
    return all;
  }

  private static List<String> edgeNorms(ConvolutionVariant variant) {
    return switch (variant) {
      case MESSAGE_NORM -> List.of("message");
      case SUM_NORM -> List.of();
      case ORIGINAL -> List.of("gate", "content");
    };
  }

  /** Returns a convolution's matrices under the names the kernel knows. */
  ConvolutionParameters named(Weights all) {
    return new ConvolutionParameters(
        all.matrix("gateWeights"),
        all.matrix("gateBias"),
        all.matrix("contentWeights"),
        all.matrix("contentBias"),
        edgeNorms(network().variant()).stream().map(norm -> norm(all, norm)).toList(),
        norm(all, "atom"));
  }

  private static NormParameters norm(Weights all, String norm) {
    return new NormParameters(
        all.matrix(norm + "Scale"),
        all.matrix(norm + "Shift"),
        all.matrix(norm + "Mean"),
        all.matrix(norm + "Variance"));
  }

  @Override
  CrystalPass pass(ComputationGraph graph, int index, Weights parameters, DataType type) {
    return new ConvolutionPass(this, graph, index, parameters, type);
  }

  @Override
  public int minVertexInputs() {
    return 2;
  }

  @Override
  public int maxVertexInputs() {
    return 2;
  }

  @Override
  public GraphVertex clone() {
    return new ConvolutionVertex(name(), network(), updater().clone(), regularization());
  }
}
