package org.latticework.trainer.training;

import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;

/** A worker's parameters and updater state after a round, and what the round was like. */
final class ShardResult extends ParameterAveragingTrainingResult {
  private static final long serialVersionUID = 1L;

  private final WorkerRound round;

  ShardResult(ParameterAveragingTrainingResult trained, WorkerRound round) {
    super(trained.getParameters(), trained.getUpdaterState(), trained.getScore(), null, null, null);
    this.round = round;
  }

  WorkerRound round() {
    return round;
  }
}
