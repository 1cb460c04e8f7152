package org.latticework.trainer.task;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.conditions.Conditions;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A loss that leaves out labels that are not a number: they are taken for what the network says, so
 * that their error is zero, and so is its gradient.
 *
 * @param known the loss of labels that are known; zero where they are what the network says
 */
public record MaskedLoss(@JsonProperty("known") ILossFunction known) implements ILossFunction {
  @JsonCreator
  public MaskedLoss {}

  private static INDArray filled(INDArray labels, INDArray preOutput, IActivation activation) {
    INDArray missing = labels.isNaN().castTo(labels.dataType());
    INDArray filled = labels.dup();
    BooleanIndexing.replaceWhere(filled, 0, Conditions.isNan());
    filled.addi(activation.getActivation(preOutput.dup(), true).muli(missing));
    return filled;
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
    return known.computeScore(
        filled(labels, preOutput, activation), preOutput, activation, mask, average);
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
    return known.computeScoreArray(
        filled(labels, preOutput, activation), preOutput, activation, mask);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
    return known.computeGradient(
        filled(labels, preOutput, activation), preOutput, activation, mask);
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
    return known.computeGradientAndScore(
        filled(labels, preOutput, activation), preOutput, activation, mask, average);
  }

  @Override
  public String name() {
    return "MaskedLoss";
  }
}
