package org.latticework.trainer.training;

/** Is told how training goes, on the thread that trains. Every method may be left out. */
public interface TrainingListener {

  /** The crystals are dealt, the first epoch begins. */
  default void started(TrainingPlan plan) {}

  /** The workers' parameters were averaged. */
  default void roundFinished(Progress progress) {}

  /** The epoch was trained and validated. */
  default void epochFinished(EpochMetrics metrics) {}
}
