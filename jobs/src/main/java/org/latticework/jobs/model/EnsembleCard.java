package org.latticework.jobs.model;

import java.util.List;
import org.latticework.trainer.calibration.ConformalFactor;

/**
 * What {@code ensemble.json} says beside the networks of an ensemble.
 *
 * @param trainingId of the training that made them
 * @param members how many there are; each has a folder {@code member-<n>}, from 1
 * @param intervals of each column what makes intervals of deviations; empty where there was nothing
 *     to validate on, or classes are predicted
 */
record EnsembleCard(String trainingId, int members, List<ConformalFactor> intervals) {
  static final String FILE = "ensemble.json";

  EnsembleCard {
    intervals = List.copyOf(intervals);
  }

  /** Returns the name of a member's folder. */
  static String folder(int member) {
    return "member-" + member;
  }
}
