package org.latticework.report.split;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.latticework.report.data.Count;
import org.latticework.report.data.Spread;
import org.latticework.report.data.SpreadFigures;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;
import org.latticework.report.page.Facts;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

/** A split: its folds, and how much training knows of what is judged. */
public final class SplitSection {
  private static final int ELEMENTS = 12; // said by name

  private SplitSection() {}

  /** Returns the section. */
  public static Section of(SplitFacts facts) {
    Section section = new Section("split", "Split");
    section.add(Words.of(words(facts)));
    folds(facts, section);
    if (facts.leaks().isEmpty()) {
      return section.add(
          Words.warning(
              "What its folds have in common was not measured: there are no rows of the split in the"
                  + " table leakage. A split that this build makes has them."));
    }
    if (facts.leaks().get(0).test() != facts.test()) {
      section.add(
          Words.warning(
              "Leakage was measured on another state of the split: its test fold had %s then, and has %s here."
                  .formatted(
                      Written.crystals(facts.leaks().get(0).test()), Written.count(facts.test()))));
    }
    section.add(new Facts("What folds have in common, by level", leaks(facts.leaks())));
    section.add(Words.of(unknown(facts)));
    section.draw(leakage(facts.leaks()));
    SpreadFigures.of(List.of(facts.nearest()), "split").forEach(section::draw);
    return section;
  }

  private static String words(SplitFacts facts) {
    String strategy = facts.strategy().isEmpty() ? "" : ", decided by " + facts.strategy();
    return "%s%s. %s".formatted(facts.name(), strategy, facts.state()).strip();
  }

  private static void folds(SplitFacts facts, Section section) {
    long all = facts.folds().stream().mapToLong(Count::count).sum();
    if (all == 0) {
      section.add(Words.warning("The split has no crystals."));
      return;
    }
    Table table = new Table("fold", "crystals", "share");
    facts
        .folds()
        .forEach(fold -> table.row(fold.name(), fold.count(), Written.share(fold.count(), all)));
    section.add(new Facts("Crystals by fold", table));
  }

  private static Table leaks(List<Leak> leaks) {
    Table table =
        new Table(
            "level", "groups", "in several folds", "test crystals known", "share of the test");
    leaks.forEach(
        leak ->
            table.row(
                leak.level(),
                leak.groups(),
                leak.shared(),
                leak.knownTest(),
                Written.share(leak.knownTest(), leak.test())));
    return table;
  }

  private static Figure leakage(List<Leak> leaks) {
    Table levels =
        new Table("level", "groups", "shared_groups", "known_test", "test", "known_share");
    leaks.forEach(
        leak ->
            levels.row(
                leak.level(),
                leak.groups(),
                leak.shared(),
                leak.knownTest(),
                leak.test(),
                leak.test() == 0 ? 0 : (double) leak.knownTest() / leak.test()));
    String shares =
        leaks.stream()
            .map(it -> it.level() + " " + Written.share(it.knownTest(), it.test()))
            .collect(Collectors.joining(", "));
    return new Figure(
        "split-leakage",
        "Test crystals with a relative in training",
        "Test crystals that share it with a training crystal: %s.".formatted(shares),
        FigureTemplate.of("leakage").fill(Map.of()),
        Map.of("levels", levels));
  }

  private static String unknown(SplitFacts facts) {
    Spread nearest = facts.nearest();
    long test = nearest.known() + nearest.unknown();
    String none =
        "Of %s (%s), training has no crystal of the same elements."
            .formatted(
                Written.count(nearest.unknown(), "test crystal", "test crystals"),
                Written.share(nearest.unknown(), test));
    if (facts.newElements().isEmpty()) {
      return none + " Training has every element of the test crystals.";
    }
    String elements =
        facts.newElements().stream()
            .limit(ELEMENTS)
            .map(it -> "%s (%s)".formatted(it.name(), Written.crystals(it.count())))
            .collect(Collectors.joining(", "));
    int more = facts.newElements().size() - ELEMENTS;
    return "%s Elements that no training crystal has: %s%s."
        .formatted(
            none,
            elements,
            more > 0 ? " and " + Written.count(more, "more element", "more elements") : "");
  }
}
