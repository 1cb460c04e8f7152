package org.latticework.jobs.sweep;

import java.util.List;
import org.latticework.jobs.model.Provenance;

/**
 * A run by its name in the sweep.
 *
 * @param id its name
 * @param planned what is asked for, with its graphs by name
 * @param provenance what its model is made of
 */
record NamedRun(String id, PlannedRun planned, Provenance provenance) {
  /**
   * Returns what decides on which crystals and columns the run is judged: equal where errors
   * compare.
   */
  List<Object> comparable() {
    return List.of(
        planned.size(),
        planned.config().split(),
        planned.config().training().task(),
        planned.config().limits(),
        provenance.target(),
        provenance.graphConfig(),
        provenance.asOf());
  }

  /**
   * Returns the same run with as many epochs as make some steps.
   *
   * @param steps at least; 0 to leave the epochs as they are
   * @param crystals to learn from
   */
  NamedRun withSteps(int steps, int crystals) {
    return steps == 0 ? this : new NamedRun(id, planned.withSteps(steps, crystals), provenance);
  }

  /** Returns the same run, trained by several workers. */
  NamedRun withWorkers(int workers) {
    return new NamedRun(id, planned.withWorkers(workers), provenance);
  }
}
