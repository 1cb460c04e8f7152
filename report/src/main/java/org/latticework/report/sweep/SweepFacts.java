package org.latticework.report.sweep;

import java.util.List;

/**
 * A sweep.
 *
 * @param name of the sweep
 * @param error name of the errors: mae, scaled_mae, log_loss
 * @param unit of the errors; empty where they have none
 * @param curves of the runs that are done
 * @param runs all of them
 */
public record SweepFacts(
    String name, String error, String unit, List<SizedCurve> curves, List<SweepRun> runs) {
  public SweepFacts {
    curves = List.copyOf(curves);
    runs = List.copyOf(runs);
  }

  /** Returns the error's name with its unit: test MAE, eV/atom. */
  String quantity() {
    String name = "test " + error.replace('_', ' ').replace("mae", "MAE");
    return unit.isEmpty() ? name : name + ", " + unit;
  }

  long done() {
    return runs.stream().filter(SweepRun::isDone).count();
  }
}
