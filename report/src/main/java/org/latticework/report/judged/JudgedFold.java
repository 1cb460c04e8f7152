package org.latticework.report.judged;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The crystals of a fold for which there are both a target and a prediction.
 *
 * @param name test, validation or train
 * @param judgments at least one; target and prediction are finite
 */
public record JudgedFold(String name, List<Judgment> judgments) {
  /** Name of the fold that a model learns from. */
  public static final String TRAIN = "train";

  /** All folds, the one that counts most first. */
  public static final List<String> ALL = List.of("test", "validation", TRAIN);

  public JudgedFold {
    judgments = List.copyOf(judgments);
    if (judgments.isEmpty()) {
      throw new IllegalArgumentException("The fold %s has no crystals".formatted(name));
    }
  }

  /** Returns the folds of a column that have crystals to judge: test, validation, train. */
  public static List<JudgedFold> of(JudgedColumn column) {
    Map<String, List<Judgment>> byName = new LinkedHashMap<>();
    ALL.forEach(name -> byName.put(name, new ArrayList<>()));
    column.judgments().stream()
        .filter(judgment -> Double.isFinite(judgment.error()))
        .forEach(
            judgment ->
                byName.computeIfAbsent(judgment.fold(), unused -> new ArrayList<>()).add(judgment));
    return byName.entrySet().stream()
        .filter(fold -> !fold.getValue().isEmpty())
        .map(fold -> new JudgedFold(fold.getKey(), fold.getValue()))
        .toList();
  }

  /** Returns the errors' sizes, |prediction − target|. */
  public Distribution errorSizes() {
    return errorSizes(judgments);
  }

  /** Returns |prediction − target| of some crystals. */
  public static Distribution errorSizes(List<Judgment> judgments) {
    return Distribution.of(judgments.stream().mapToDouble(each -> Math.abs(each.error())));
  }

  /**
   * Returns the crystals with the largest errors of all, the worst first; of equal ones the first
   * by id.
   *
   * @param most how many at most
   */
  public static List<Judgment> worst(List<Judgment> judgments, int most) {
    return judgments.stream()
        .sorted(
            Comparator.comparingDouble((Judgment each) -> -Math.abs(each.error()))
                .thenComparing(each -> each.crystal().id()))
        .limit(most)
        .toList();
  }
}
