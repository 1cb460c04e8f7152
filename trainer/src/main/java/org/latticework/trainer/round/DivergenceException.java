package org.latticework.trainer.round;

import java.util.List;
import org.latticework.trainer.measure.RoundMetrics;
import org.latticework.trainer.measure.WorkerRound;

/** A run whose error or parameters are no longer finite numbers. */
public final class DivergenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int epoch;
  private final int round;
  private final transient List<String> suspects;

  /**
   * Says what is wrong with a round.
   *
   * @param suspects material ids of the batches that may have done it
   */
  public DivergenceException(RoundMetrics metrics, List<String> suspects) {
    super(
        "Epoch %d, round %d of %d: %s; a lower learning rate or a bound of the gradient may help"
            .formatted(metrics.epoch(), metrics.round(), metrics.rounds(), symptom(metrics)));
    epoch = metrics.epoch();
    round = metrics.round();
    this.suspects = List.copyOf(suspects);
  }

  private static String symptom(RoundMetrics metrics) {
    return Double.isFinite(metrics.error())
        ? "the parameters or the optimizer's moments are no longer finite numbers"
        : "the training error is " + metrics.error();
  }

  public int epoch() {
    return epoch;
  }

  /** Returns the round in its epoch, from 1. */
  public int round() {
    return round;
  }

  /**
   * Returns the crystals of the first steps that went wrong, by worker; see {@link WorkerRound}.
   */
  public List<String> suspects() {
    return suspects;
  }
}
