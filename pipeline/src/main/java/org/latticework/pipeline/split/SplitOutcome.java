package org.latticework.pipeline.split;

import java.util.List;

/**
 * What came of a split.
 *
 * @param name of the split
 * @param result what it has decided
 * @param notes what a user should know: names in a file that are no materials, empty folds,
 *     materials without a fold
 */
public record SplitOutcome(String name, SplitResult result, List<String> notes) {
  public SplitOutcome {
    notes = List.copyOf(notes);
  }
}
