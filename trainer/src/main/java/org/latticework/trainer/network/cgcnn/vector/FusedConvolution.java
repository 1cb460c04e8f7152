package org.latticework.trainer.network.cgcnn.vector;

import java.util.Arrays;
import java.util.List;
import org.latticework.trainer.network.cgcnn.ConvolutionParameters;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.rows.NormParameters;
import org.latticework.trainer.vector.TiledEdges;
import org.latticework.trainer.vector.VectorArrays;
import org.latticework.trainer.vector.VectorMoments;
import org.latticework.trainer.vector.VectorNorm;
import org.latticework.trainer.vector.VectorProduct;
import org.latticework.trainer.vector.VectorRows;

/**
 * One convolution in fused loops over float arrays, forward and backward, for one thread.
 *
 * <p>What it reads and writes lies in fields: load {@link #weights} and the norms' γ and β (and for
 * inference their mean and variance), call {@link #begin} and {@link #forward}, then {@link
 * #beginBackward} and {@link #backward}, and read {@link #gradients} and those in the norms.
 * Nothing of size E × d is kept between both: the backward pass computes the pre-activations again,
 * which costs less than writing and reading them.
 *
 * <p>w channels: d padded.
 */
public final class FusedConvolution {
  final FusedWeights weights;
  final FusedWeights gradients;
  final FusedPreNorm gateNorm; // original only
  final FusedPreNorm contentNorm; // original only
  final VectorNorm messageNorm; // message-norm only
  final VectorNorm atomNorm;

  private final ConvolutionVariant variant;
  private final int width;
  private final FusedScratch scratch;
  private final VectorMoments messages;
  private float[] atoms = new float[0]; // N x w; h
  private float[] products = new float[0]; // N x 4w
  private float[] sums = new float[0]; // N x w; what the atom norm normalizes
  private float[] output = new float[0]; // N x w

  private TiledEdges graph;
  private boolean training;

  FusedConvolution(ConvolutionVariant variant, int features, FusedScratch scratch) {
    this.variant = variant;
    this.scratch = scratch;
    this.width = scratch.width;
    this.weights = new FusedWeights(features, scratch.basis);
    this.gradients = new FusedWeights(features, scratch.basis);
    this.gateNorm = new FusedPreNorm(width, NormParameters.EPSILON);
    this.contentNorm = new FusedPreNorm(width, NormParameters.EPSILON);
    this.messageNorm = new VectorNorm(width, NormParameters.EPSILON);
    this.atomNorm = new VectorNorm(width, NormParameters.EPSILON);
    this.messages = new VectorMoments(width);
  }

  /** Returns the norms over edges in the order of {@link ConvolutionParameters#edgeNorms}. */
  List<VectorNorm> edgeNorms() {
    return switch (variant) {
      case MESSAGE_NORM -> List.of(messageNorm);
      case SUM_NORM -> List.of();
      case ORIGINAL -> List.of(gateNorm.norm, contentNorm.norm);
    };
  }

  /**
   * Begins a batch.
   *
   * @param batch edges, laid out
   * @return where to write h, N × w, before {@link #forward}; columns from d on must stay zero
   */
  float[] begin(TiledEdges batch) {
    graph = batch;
    int rows = scratch.paddedRows(graph.atoms);
    atoms = VectorArrays.reserved(atoms, rows * width);
    products = VectorArrays.reserved(products, rows * 4 * width);
    sums = VectorArrays.reserved(sums, rows * width);
    output = VectorArrays.reserved(output, rows * width);
    return atoms;
  }

  /**
   * Computes the new atom vectors.
   *
   * @param measured whether norms use the batch's statistics, which they then hold, or those they
   *     were given
   * @return N × w, valid until the next call
   */
  float[] forward(boolean measured) {
    training = measured;
    VectorProduct.multiply(
        atoms,
        scratch.paddedRows(graph.atoms),
        width,
        weights.nodes,
        4 * width,
        weights.bias,
        products);
    messages.reset(graph.atoms);
    passMessages();
    normalizeAtoms();
    return output;
  }

  private void passMessages() {
    FusedBlock block = block();
    if (variant == ConvolutionVariant.ORIGINAL) {
      if (training && graph.edges > 0) {
        gateNorm.moments.reset(graph.atoms);
        contentNorm.moments.reset(graph.atoms);
        block.work(graph, FusedStages.MEASURE);
        measured(gateNorm);
        measured(contentNorm);
      }
      gateNorm.norm.prepare();
      contentNorm.norm.prepare();
    }
    boolean measure = training && variant == ConvolutionVariant.MESSAGE_NORM;
    block.work(graph, FusedStages.forward(variant, measure));
    if (measure && graph.edges > 0) {
      messages.finish(scratch.columns, graph);
      messageNorm.adopt(messages);
    }
    messageNorm.prepare();
  }

  private void measured(FusedPreNorm edgeNorm) {
    edgeNorm.moments.finish(scratch.columns, graph);
    edgeNorm.norm.adopt(edgeNorm.moments);
  }

  private void normalizeAtoms() {
    int n = graph.atoms;
    if (variant == ConvolutionVariant.MESSAGE_NORM) {
      VectorRows.addNormalizedSums(atoms, messages.sums, messageNorm, graph, sums);
    } else {
      System.arraycopy(messages.sums, 0, sums, 0, n * width);
    }
    if (training) {
      atomNorm.measure(scratch.columns, sums, graph);
    }
    atomNorm.prepare();
    VectorRows.affine(sums, atomNorm.multiplier, atomNorm.offset, n, output);
    if (variant != ConvolutionVariant.MESSAGE_NORM) {
      VectorRows.add(atoms, n * width, output);
    }
    if (variant == ConvolutionVariant.ORIGINAL) {
      VectorRows.softplus(output, n * width, scratch.residual(n));
    }
  }

  /** Returns where to write ∂L/∂output, N × w, before {@link #backward}; padded with zeros. */
  float[] beginBackward() {
    return scratch.gradient(graph.atoms);
  }

  /**
   * Computes all gradients of a loss L, after a forward pass with measured statistics.
   *
   * @return ∂L/∂h, N × w, valid until the next call
   */
  float[] backward() {
    int n = graph.atoms;
    float[] gradient = scratch.gradient(n);
    float[] residual = scratch.residual(n);
    if (variant == ConvolutionVariant.ORIGINAL) {
      VectorRows.softplusGradient(output, n * width, gradient);
    }
    System.arraycopy(gradient, 0, residual, 0, n * width);
    scratch.columns.sum(gradient, n, scratch.first);
    scratch.columns.products(sums, atomNorm.mean, gradient, n, scratch.second);
    atomNorm.prepareBackward(scratch.first, scratch.second, graph.atomCount);
    VectorRows.backward(sums, atomNorm, graph, gradient);
    if (variant == ConvolutionVariant.MESSAGE_NORM) {
      System.arraycopy(gradient, 0, residual, 0, n * width);
    }
    backwardThroughEdges(gradient);
    VectorRows.add(residual, n * width, scratch.product(n));
    return scratch.product(n);
  }

  private void backwardThroughEdges(float[] upstream) {
    int n = graph.atoms;
    FusedBlock block = block();
    block.upstream = upstream;
    block.slope = scratch.zeros;
    if (variant == ConvolutionVariant.MESSAGE_NORM && graph.edges > 0) {
      differentiateMessageNorm(upstream);
      block.slope = messageNorm.backSlope;
    }
    gradients.clear();
    float[] productGradients = scratch.productGradients(n);
    Arrays.fill(productGradients, 0, scratch.paddedRows(n) * 4 * width, 0f);
    block.productGradients = productGradients;
    if (variant == ConvolutionVariant.ORIGINAL && graph.edges > 0) {
      gateNorm.resetGradients();
      contentNorm.resetGradients();
      block.work(graph, FusedStages.NORM_GRADIENTS);
      gateNorm.finishGradients(graph.pairCount);
      contentNorm.finishGradients(graph.pairCount);
    }
    block.work(graph, FusedStages.backward(variant));
    multiplyGradients(productGradients);
  }

  private void differentiateMessageNorm(float[] upstream) {
    scratch.columns.sum(upstream, graph.degrees, graph.atoms, scratch.first);
    scratch.columns.productsByDegree(
        messages.sums, graph, messageNorm.mean, upstream, scratch.second);
    messageNorm.prepareBackward(scratch.first, scratch.second, graph.pairCount);
    VectorRows.affineByMultiplicity(
        upstream, messageNorm.multiplier, messageNorm.backOffset, graph);
  }

  private void multiplyGradients(float[] productGradients) {
    int n = graph.atoms;
    VectorProduct.addTransposed(atoms, n, width, productGradients, 4 * width, gradients.nodes);
    scratch.pairColumns.sum(productGradients, n, 4 * width, scratch.pair);
    for (int c = 0; c < 2 * width; c++) {
      gradients.bias[c] = (float) scratch.pair[c];
    }
    VectorProduct.multiply(
        productGradients,
        scratch.paddedRows(n),
        4 * width,
        weights.transposed,
        width,
        scratch.zeros,
        scratch.product(n));
  }

  private FusedBlock block() {
    FusedBlock block = scratch.block;
    block.weights = weights;
    block.gradients = gradients;
    block.products = products;
    block.messages = messages;
    block.gateNorm = gateNorm;
    block.contentNorm = contentNorm;
    return block;
  }
}
