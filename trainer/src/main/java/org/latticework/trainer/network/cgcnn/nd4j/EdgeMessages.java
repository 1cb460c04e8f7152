package org.latticework.trainer.network.cgcnn.nd4j;

import org.latticework.trainer.memory.RowBuffers;
import org.latticework.trainer.network.cgcnn.ConvolutionParameters;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.network.cgcnn.nd4j.EdgeAffine.AtomGradient;
import org.latticework.trainer.rows.ChannelNorm;
import org.latticework.trainer.rows.NormParameters;
import org.latticework.trainer.rows.Softplus;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The messages m = σ(W_g z + b_g) ⊙ softplus(W_c z + b_c) of one convolution, all matrices E × d by
 * position; {@link ConvolutionVariant#ORIGINAL} normalizes both pre-activations first.
 */
final class EdgeMessages {
  private final Nd4jEdges edges;
  private final RowBuffers buffers;
  private final ConvolutionParameters parameters;
  private final int index;

  private INDArray gate; // g
  private INDArray slope; // softplus'
  private INDArray message; // m
  private ChannelNorm gateNorm; // only where there are edge norms on pre-activations
  private ChannelNorm contentNorm;

  EdgeMessages(Nd4jEdges edges, RowBuffers buffers, ConvolutionParameters parameters, int index) {
    this.edges = edges;
    this.buffers = buffers;
    this.parameters = parameters;
    this.index = index;
  }

  /** Returns m, which stays until the backward pass. */
  INDArray forward(INDArray atoms, INDArray ranked, boolean training) {
    gate = kept("gate");
    message = kept("message");
    gateMap(parameters).forward(edges, buffers, atoms, ranked, gate);
    contentMap(parameters).forward(edges, buffers, atoms, ranked, message);
    if (normalizesPreactivations() && training) {
      gateNorm = normalized(gate, parameters.edgeNorms().get(0), "normalized gate");
      contentNorm = normalized(message, parameters.edgeNorms().get(1), "normalized content");
    } else if (normalizesPreactivations()) {
      ChannelNorm.inference(gate, parameters.edgeNorms().get(0));
      ChannelNorm.inference(message, parameters.edgeNorms().get(1));
    }
    Nd4j.exec(new Sigmoid(gate, gate));
    slope = training ? kept("slope") : scratch("edges a");
    Softplus.apply(message, slope, scratch("edges b"));
    if (training) {
      Softplus.slope(slope, scratch("edges b"));
    }
    message.muli(gate);
    return message;
  }

  /** Returns m of the last forward pass. */
  INDArray message() {
    return message;
  }

  private boolean normalizesPreactivations() {
    return parameters.edgeNorms().size() == 2;
  }

  private ChannelNorm normalized(INDArray values, NormParameters norm, String name) {
    INDArray normalized = kept(name);
    normalized.assign(values);
    ChannelNorm channelNorm =
        ChannelNorm.training(normalized, edges.counts().pairs(), norm, values);
    channelNorm.apply(values);
    return channelNorm;
  }

  /**
   * Takes ∂L/∂m, which is overwritten, back to the atoms; adds the gradients of h and writes those
   * of the parameters.
   */
  void backward(
      INDArray gradient, ConvolutionParameters gradients, AtomGradient atoms, AtomGradient ranked) {
    // ∂L/∂gate pre-activation = ∂L/∂m ⊙ c ⊙ g (1 − g) = ∂L/∂m ⊙ m ⊙ (1 − g).
    message.muli(gradient);
    // ∂L/∂content pre-activation = ∂L/∂m ⊙ g ⊙ softplus'.
    gradient.muli(gate);
    gradient.muli(slope);
    gate.rsubi(1);
    message.muli(gate);
    if (normalizesPreactivations()) {
      gateNorm.backward(message, gradients.edgeNorms().get(0), gate);
      contentNorm.backward(gradient, gradients.edgeNorms().get(1), gate);
    }
    gateMap(parameters).backward(edges, buffers, gateMap(gradients), message, atoms, ranked);
    contentMap(parameters).backward(edges, buffers, contentMap(gradients), gradient, atoms, ranked);
  }

  private static EdgeAffine gateMap(ConvolutionParameters parameters) {
    return new EdgeAffine(parameters.gateWeights(), parameters.gateBias());
  }

  private static EdgeAffine contentMap(ConvolutionParameters parameters) {
    return new EdgeAffine(parameters.contentWeights(), parameters.contentBias());
  }

  private INDArray kept(String name) {
    return scratch(name + " " + index);
  }

  private INDArray scratch(String name) {
    return buffers.matrix(name, edges.size(), parameters.gateBias().columns());
  }
}
