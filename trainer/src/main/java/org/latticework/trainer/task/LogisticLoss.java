package org.latticework.trainer.task;

import org.latticework.trainer.optimizer.ElementwiseLoss;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log1p;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The log loss of a class from logits z and labels y of 0 or 1: max(z, 0) − y z + ln(1 + e^−|z|),
 * whose derivative is σ(z) − y. From probabilities, as Deeplearning4j has it, a certain mistake has
 * no gradient left. For an output layer without activation.
 */
public record LogisticLoss() implements ElementwiseLoss {
  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
    INDArray tail = Transforms.exp(Transforms.abs(preOutput, true).negi(), false);
    Nd4j.exec(new Log1p(tail, tail));
    INDArray positive = Transforms.max(preOutput, 0.0, true);
    return positive.subi(preOutput.mul(labels)).addi(tail).mean(true, 1);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
    return Transforms.sigmoid(preOutput, true).subi(labels).divi(labels.size(1));
  }

  @Override
  public String name() {
    return "LogisticLoss";
  }
}
