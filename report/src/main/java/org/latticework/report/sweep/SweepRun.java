package org.latticework.report.sweep;

/**
 * A run of a sweep.
 *
 * @param name of the run
 * @param conditions what sets it apart from other runs besides size and seed; empty if nothing does
 * @param outcome done, failed or cut
 * @param reason why it failed or where it was cut; empty if it is done
 * @param crystals to learn from
 * @param seed of the run
 * @param steps that each worker took; 0 if it failed
 * @param validationError NaN where not known
 * @param testError NaN where not known
 */
public record SweepRun(
    String name,
    String conditions,
    String outcome,
    String reason,
    long crystals,
    long seed,
    long steps,
    double validationError,
    double testError) {
  boolean isDone() {
    return outcome.equals("done");
  }
}
