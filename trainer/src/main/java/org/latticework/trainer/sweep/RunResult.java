package org.latticework.trainer.sweep;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;

/**
 * What became of a run.
 *
 * @param id of the run
 * @param failure why there is no network; empty where there is one
 * @param cut why it was ended before its last epoch; empty where it was not
 * @param crystals to learn from
 * @param labeled crystals of all folds that could be learned from
 * @param workers that trained it
 * @param train what the best epoch's network is like on the crystals it has learned from
 * @param validation the same on those that chose the epoch
 * @param test the same on those it has never seen
 * @param epochs trained
 * @param bestEpoch from 1; 0 where there is none
 * @param steps of each worker
 * @param seconds from the crystals at hand to the last error, pauses left out
 * @param process where it ran, "executor 2 on node17"
 */
public record RunResult(
    String id,
    String failure,
    String cut,
    int crystals,
    int labeled,
    int workers,
    FoldErrors train,
    FoldErrors validation,
    FoldErrors test,
    int epochs,
    int bestEpoch,
    long steps,
    double seconds,
    String process)
    implements Serializable {
  public RunResult {
    failure = Objects.requireNonNullElse(failure, "");
    cut = Objects.requireNonNullElse(cut, ""); // files of older builds have none
  }

  /**
   * Errors on a fold.
   *
   * @param headline what early stopping reads; NaN where nothing is known
   * @param values by name; those of one of several columns as {@code column.name}
   */
  public record FoldErrors(double headline, Map<String, Double> values) implements Serializable {
    /** Of a fold that nobody was judged on. */
    public static final FoldErrors NONE = new FoldErrors(Double.NaN, Map.of());

    public FoldErrors {
      values = Map.copyOf(values);
    }
  }

  /** Returns a run that has failed. */
  static RunResult failed(SweepRun run, String failure, double seconds, String process) {
    return new RunResult(
        run.id(),
        failure,
        "",
        run.crystals(),
        run.labeled(),
        run.workers(),
        FoldErrors.NONE,
        FoldErrors.NONE,
        FoldErrors.NONE,
        0,
        0,
        0,
        seconds,
        process);
  }
}
