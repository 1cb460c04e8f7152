package org.latticework.trainer.network.cgcnn.vector;

import java.util.ArrayList;
import java.util.List;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.network.cgcnn.vector.FusedBlock.Stage;

/** The stages of every pass, in order. */
final class FusedStages {
  /** Measures z before it is normalized. */
  static final Stage[] MEASURE = measure();

  /** Sums what the backward pass of the norms of z needs. */
  static final Stage[] NORM_GRADIENTS = normGradients();

  private static final Stage[] FORWARD = forward(false, false);
  private static final Stage[] FORWARD_MEASURED = forward(false, true);
  private static final Stage[] FORWARD_ORIGINAL = forward(true, false);
  private static final Stage[] BACKWARD = backward(false);
  private static final Stage[] BACKWARD_ORIGINAL = backward(true);

  private FusedStages() {}

  /**
   * Returns the stages from node products to sums of messages.
   *
   * @param measured whether the messages' mean and variance are wanted
   */
  static Stage[] forward(ConvolutionVariant variant, boolean measured) {
    if (variant == ConvolutionVariant.ORIGINAL) {
      return FORWARD_ORIGINAL;
    }
    return measured ? FORWARD_MEASURED : FORWARD;
  }

  /** Returns the stages from node products to the gradients of these and of W_e. */
  static Stage[] backward(ConvolutionVariant variant) {
    return variant == ConvolutionVariant.ORIGINAL ? BACKWARD_ORIGINAL : BACKWARD;
  }

  private static List<Stage> preactivate() {
    List<Stage> stages = new ArrayList<>();
    stages.add(FusedForward::preactivateGates);
    stages.add(FusedForward::preactivateContents);
    return stages;
  }

  private static List<Stage> activate(boolean normalized) {
    List<Stage> stages = preactivate();
    if (normalized) {
      stages.add(FusedForward::normalize);
    }
    stages.add(FusedForward::openGates);
    stages.add(FusedForward::tails);
    return stages;
  }

  private static Stage[] measure() {
    List<Stage> stages = preactivate();
    stages.add(FusedForward::measure);
    return stages.toArray(Stage[]::new);
  }

  private static Stage[] forward(boolean normalized, boolean measured) {
    List<Stage> stages = activate(normalized);
    stages.add(FusedForward::messages);
    stages.add(FusedForward::sum);
    if (measured) {
      stages.add(FusedForward::deviate);
    }
    return stages.toArray(Stage[]::new);
  }

  private static List<Stage> differentiate(boolean normalized) {
    List<Stage> stages = activate(normalized);
    stages.add(FusedBackward::contents);
    stages.add(FusedBackward::differentiate);
    return stages;
  }

  private static Stage[] normGradients() {
    List<Stage> stages = differentiate(true);
    stages.add(FusedBackward::addNormGradients);
    return stages.toArray(Stage[]::new);
  }

  private static Stage[] backward(boolean normalized) {
    List<Stage> stages = differentiate(normalized);
    if (normalized) {
      stages.add(FusedBackward::differentiateNorms);
    }
    stages.add(FusedBackward::sumToCenters);
    stages.add(FusedBackward::addToNeighbors);
    stages.add(FusedBackward::addOuterOfGates);
    stages.add(FusedBackward::addOuterOfContents);
    return stages.toArray(Stage[]::new);
  }
}
