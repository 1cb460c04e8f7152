package org.latticework.trainer.optimizer;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Huber's loss (1964), which Deeplearning4j lacks: e²/2 where |e| ≤ δ, δ(|e| − δ/2) elsewhere. With
 * c = min(|e|, δ) it is c(|e| − c/2), and its derivative is e clipped to ± δ. The mean over
 * outputs, as of Deeplearning4j's own.
 *
 * @param delta δ; positive
 */
public record HuberLoss(@JsonProperty("delta") double delta) implements ElementwiseLoss {
  @JsonCreator
  public HuberLoss {
    if (!(delta > 0)) {
      throw new IllegalArgumentException("Huber's delta must be positive, got " + delta);
    }
  }

  private static INDArray errors(INDArray labels, INDArray preOutput, IActivation activation) {
    return activation.getActivation(preOutput.dup(), true).subi(labels);
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
    INDArray absolute = Transforms.abs(errors(labels, preOutput, activation), false);
    INDArray clipped = Transforms.min(absolute, delta, true);
    return absolute.subi(clipped.mul(0.5)).muli(clipped).mean(true, 1);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
    INDArray errors = errors(labels, preOutput, activation);
    return activation
        .backprop(preOutput, Nd4j.math().clipByValue(errors, -delta, delta).divi(labels.size(1)))
        .getFirst();
  }

  @Override
  public String name() {
    return "HuberLoss";
  }
}
