package org.latticework.trainer.measure;

/** Is told of the rounds of an epoch. */
@FunctionalInterface
public interface RoundListener {

  /** A round is over; on the thread that trains. */
  void finished(RoundMetrics round);

  /** A round goes on; on a thread of Spark's, while the thread that trains waits for the round. */
  default void underWay(RoundProgress progress) {}
}
