package org.latticework.report.split;

import java.util.List;
import org.latticework.report.data.Count;
import org.latticework.report.data.Spread;

/**
 * How a split is, and what its folds have in common.
 *
 * @param name of the split
 * @param strategy what decided on folds; empty where that is not known
 * @param folds crystals of train, validation and test
 * @param state which state of the tables this is: a sentence
 * @param leaks by level, the finest first; empty where they were not measured
 * @param nearest distance of test crystals from the nearest training crystal of the same elements;
 *     unknown are those for which training has none of the same elements
 * @param newElements elements that training lacks, and the test crystals that have each; symbols
 */
public record SplitFacts(
    String name,
    String strategy,
    List<Count> folds,
    String state,
    List<Leak> leaks,
    Spread nearest,
    List<Count> newElements) {
  public SplitFacts {
    folds = List.copyOf(folds);
    leaks = List.copyOf(leaks);
    newElements = List.copyOf(newElements);
  }

  /** Returns the number of test crystals now. */
  long test() {
    return folds.stream().filter(fold -> fold.name().equals("test")).mapToLong(Count::count).sum();
  }
}
