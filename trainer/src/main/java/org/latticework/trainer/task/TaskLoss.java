package org.latticework.trainer.task;

import org.nd4j.linalg.lossfunctions.ILossFunction;

/** The loss that a network's output layer learns a task by. */
public final class TaskLoss {
  private TaskLoss() {}

  /**
   * Returns it.
   *
   * @param chosen of those for numbers; a classification has its own
   */
  public static ILossFunction of(Task task, ILossFunction chosen) {
    if (task instanceof Classification) {
      return new LogisticLoss();
    }
    return task.columns().size() == 1 ? chosen : new MaskedLoss(chosen);
  }
}
