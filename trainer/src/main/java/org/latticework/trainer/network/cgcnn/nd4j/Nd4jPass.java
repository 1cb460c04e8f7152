package org.latticework.trainer.network.cgcnn.nd4j;

import org.latticework.trainer.memory.RowBuffers;
import org.latticework.trainer.network.cgcnn.Convolution;
import org.latticework.trainer.network.cgcnn.ConvolutionParameters;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.network.cgcnn.nd4j.EdgeAffine.AtomGradient;
import org.latticework.trainer.rows.ChannelNorm;
import org.latticework.trainer.rows.ChannelStatistics;
import org.latticework.trainer.rows.NormParameters;
import org.latticework.trainer.rows.Softplus;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastSubOp;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;

/** One convolution in ND4J operations: sums of messages, norms, and the update of the atoms. */
final class Nd4jPass implements Convolution.Pass {
  private final ConvolutionVariant variant;
  private final RowBuffers buffers;
  private final Nd4jEdges edges;
  private final ConvolutionParameters parameters;
  private final int index;
  private final EdgeMessages messages;

  private INDArray atoms; // h
  private INDArray ranked; // h by rank
  private INDArray sums; // Σ m, N × d, by rank
  private MessageNorm messageNorm; // only for message-norm with edges
  private ChannelNorm atomNorm;
  private INDArray output;

  Nd4jPass(
      ConvolutionVariant variant,
      RowBuffers buffers,
      Nd4jEdges edges,
      ConvolutionParameters parameters,
      int index) {
    this.variant = variant;
    this.buffers = buffers;
    this.edges = edges;
    this.parameters = parameters;
    this.index = index;
    this.messages = new EdgeMessages(edges, buffers, parameters, index);
  }

  @Override
  public INDArray output() {
    return output;
  }

  void forward(INDArray h, boolean training, String outputName) {
    atoms = h;
    ranked = edges.ranked(h, "ranked " + index);
    sums = kept("sums");
    INDArray update = scratch("atoms a");
    if (edges.size() == 0) {
      sums.assign(0);
      update.assign(0);
    } else {
      INDArray message = messages.forward(atoms, ranked, training);
      edges.sumOverNeighbors(message, sums);
      if (variant == ConvolutionVariant.MESSAGE_NORM) {
        ChannelStatistics statistics = training ? statistics(message) : running();
        messageNorm =
            new MessageNorm(
                parameters.edgeNorms().get(0),
                statistics,
                edges.counts().degrees(),
                edges.counts().multiplicities());
        messageNorm.apply(sums, update);
      } else {
        update.assign(sums);
      }
    }
    output = scratch(outputName);
    update(edges.unranked(update, "atoms b"), training);
  }

  private ChannelStatistics running() {
    NormParameters norm = parameters.edgeNorms().get(0);
    return new ChannelStatistics(norm.mean(), norm.variance(), edges.counts().pairs().total());
  }

  /** Two passes over the messages: mean of squares minus square of mean would cancel in float. */
  private ChannelStatistics statistics(INDArray message) {
    double count = edges.counts().pairs().total();
    INDArray mean = edges.counts().sumOfRanked(sums).divi(count);
    INDArray centered = buffers.matrix("edges a", edges.size(), message.columns());
    Nd4j.exec(new BroadcastSubOp(message, mean, centered, 1));
    Nd4j.exec(new Square(centered, centered));
    edges.counts().weigh(centered);
    INDArray squares = scratch("atoms a");
    edges.sumToCenters(centered, squares);
    return new ChannelStatistics(mean, edges.counts().sumOfRanked(squares).divi(count), count);
  }

  /** Writes the output for u = Σ m or Σ BN(m), N × d by atom; u is overwritten. */
  private void update(INDArray u, boolean training) {
    if (variant == ConvolutionVariant.MESSAGE_NORM) {
      u.addi(atoms);
    }
    if (training) {
      INDArray normalized = kept("normalized atoms");
      normalized.assign(u);
      atomNorm = ChannelNorm.training(normalized, edges.counts().atoms(), parameters.atomNorm(), u);
      atomNorm.apply(output);
    } else {
      ChannelNorm.inference(u, parameters.atomNorm());
      output.assign(u);
    }
    if (variant != ConvolutionVariant.MESSAGE_NORM) {
      output.addi(atoms);
    }
    if (variant == ConvolutionVariant.ORIGINAL) {
      Softplus.apply(output, scratch("atoms c"), scratch("atoms d"));
    }
  }

  @Override
  public INDArray backward(INDArray outputGradient, ConvolutionParameters gradients) {
    INDArray result = scratch("gradient " + index % 2); // the other is what it is made of
    result.assign(outputGradient);
    INDArray gradient = scratch("atoms a"); // of Σ m or Σ BN(m)
    if (variant == ConvolutionVariant.ORIGINAL) {
      // softplus'(x) = 1 − exp(−softplus(x))
      gradient.assign(output);
      gradient.negi();
      Nd4j.exec(new Exp(gradient, gradient));
      gradient.rsubi(1);
      result.muli(gradient);
    }
    gradient.assign(result);
    atomNorm.backward(gradient, gradients.atomNorm(), scratch("atoms b"));
    if (variant == ConvolutionVariant.MESSAGE_NORM) {
      result.assign(gradient);
    }
    if (edges.size() == 0) {
      clear(gradients);
    } else {
      backwardThroughEdges(gradient, gradients, result);
    }
    return result;
  }

  private void backwardThroughEdges(
      INDArray gradient, ConvolutionParameters gradients, INDArray result) {
    INDArray upstream = edges.ranked(gradient, "atoms c");
    INDArray perMessage = buffers.matrix("edges a", edges.size(), gradient.columns());
    if (variant == ConvolutionVariant.MESSAGE_NORM) {
      INDArray slope =
          messageNorm.backward(upstream, sums, gradients.edgeNorms().get(0), scratch("atoms b"));
      perMessage.assign(messages.message());
      perMessage.muliRowVector(slope);
      edges.counts().weighByCenters(perMessage);
    } else {
      perMessage.assign(0);
    }
    edges.addFromCenters(upstream, perMessage);
    edges.counts().weigh(perMessage);
    INDArray rankedResult = scratch("atoms b");
    rankedResult.assign(0);
    messages.backward(
        perMessage,
        gradients,
        new AtomGradient(atoms, result),
        new AtomGradient(ranked, rankedResult));
    result.addi(edges.unranked(rankedResult, "atoms c"));
  }

  private static void clear(ConvolutionParameters gradients) {
    gradients.gateWeights().assign(0);
    gradients.gateBias().assign(0);
    gradients.contentWeights().assign(0);
    gradients.contentBias().assign(0);
    gradients.edgeNorms().forEach(NormParameters::clear);
  }

  private INDArray kept(String name) {
    return scratch(name + " " + index);
  }

  private INDArray scratch(String name) {
    return buffers.matrix(name, atoms.rows(), atoms.columns());
  }
}
