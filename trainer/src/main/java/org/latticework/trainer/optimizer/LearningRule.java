package org.latticework.trainer.optimizer;

import java.util.List;
import org.latticework.trainer.part.PartRates;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;

/**
 * What a network needs besides its shape in order to learn, in Deeplearning4j's terms.
 *
 * @param updater the optimizer of all parameters but running statistics
 * @param regularization of the weights of linear maps
 * @param loss of the output
 * @param dropout probability with which a neuron of the hidden layer is left out of a step; in [0,
 *     1)
 * @param rates which parts of the network learn slower or faster, or not at all
 */
public record LearningRule(
    IUpdater updater,
    List<Regularization> regularization,
    ILossFunction loss,
    double dropout,
    PartRates rates) {
  public LearningRule {
    regularization = List.copyOf(regularization);
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("Dropout must be in [0, 1), got " + dropout);
    }
  }

  /** Makes a rule by which all parts learn alike. */
  public LearningRule(
      IUpdater updater, List<Regularization> regularization, ILossFunction loss, double dropout) {
    this(updater, regularization, loss, dropout, PartRates.ALIKE);
  }

  /** Returns the same rule with another loss. */
  public LearningRule withLoss(ILossFunction other) {
    return new LearningRule(updater, regularization, other, dropout, rates);
  }

  /** Returns an optimizer with the mean absolute error, no weight decay and no dropout. */
  public static LearningRule of(IUpdater updater) {
    return new LearningRule(updater, List.of(), new LossMAE(), 0);
  }
}
