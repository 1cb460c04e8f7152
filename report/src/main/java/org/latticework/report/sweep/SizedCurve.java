package org.latticework.report.sweep;

import java.util.List;
import java.util.Optional;

/**
 * Runs that differ in size and seed alone.
 *
 * @param name what sets them apart from other curves; empty for the only one
 * @param labeled crystals that could be learned from
 * @param runs by size, and by seed within a size
 * @param law that they follow; empty where there is one size
 */
public record SizedCurve(String name, long labeled, List<CurveRun> runs, Optional<Law> law) {
  public SizedCurve {
    runs = List.copyOf(runs);
  }

  boolean hasSizes() {
    return runs.stream().mapToLong(CurveRun::crystals).distinct().count() > 1;
  }

  /** Returns the name, or a word for the only curve. */
  String title() {
    return name.isEmpty() ? "all runs" : name;
  }
}
