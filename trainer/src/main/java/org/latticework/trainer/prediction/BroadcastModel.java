package org.latticework.trainer.prediction;

import java.io.Serializable;
import java.util.Map;
import org.latticework.trainer.executor.NetworkPool;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.parallelism.Averaged;
import org.latticework.trainer.round.BroadcastNetwork;
import org.latticework.trainer.task.Scaling;
import org.latticework.trainer.task.Task;

/**
 * A model on its way to where it predicts.
 *
 * @param network in float, without the optimizer's state
 * @param task what it has learned
 * @param scaling of its outputs
 * @param rests whether its networks wait for the next task of the training, as those of a round do
 */
record BroadcastModel(BroadcastNetwork network, Task task, Scaling scaling, boolean rests)
    implements Serializable {
  /**
   * Takes the parameters of a model as they are now.
   *
   * @param training whose networks may serve
   * @param rests whether they wait for its next task
   */
  static BroadcastModel of(String training, TrainedModel model, boolean rests) {
    return new BroadcastModel(
        BroadcastNetwork.of(training, model.network(), Averaged.GRADIENTS),
        model.task(),
        model.scaling(),
        rests);
  }

  /** Returns the model, which is the caller's to give back. */
  TrainedModel model() {
    return new TrainedModel(network.network(), task, scaling, Map.of());
  }

  /**
   * Takes a model back.
   *
   * @param failed whether it may have stopped half-way; such a network is of no more use
   */
  void giveBack(TrainedModel model, boolean failed) {
    if (rests && !failed) {
      NetworkPool.ofThisProcess().keep(network.training(), model.network());
    } else {
      model.close();
    }
  }
}
