package org.latticework.jobs.split;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Summary;
import org.latticework.pipeline.group.Level;
import org.latticework.pipeline.leakage.Leakage;
import org.latticework.pipeline.leakage.LevelLeak;
import org.latticework.pipeline.level.LevelResult;

/** What a split has to report of its leaks. */
final class LeakageFacts {
  private static final int ELEMENTS_SAID = 8;

  private LeakageFacts() {}

  /** Says it in about ten lines. */
  static void say(Console console, Leakage leakage) {
    console.say(
        "Leakage    %-18s %9s %9s %17s %22s",
        "level", "groups", "largest", "in several folds", "test crystals known");
    for (LevelLeak leak : leakage.levels()) {
      console.say(
          "           %-18s %,9d %,9d %,17d %,13d %8s",
          leak.level().word(),
          leak.groups(),
          leak.largestSize(),
          leak.sharedGroups(),
          leak.knownTest(),
          percent(leak));
    }
    long test = leakage.levels().isEmpty() ? 0 : leakage.levels().get(0).test();
    Map<Double, Double> quantiles = leakage.quantiles();
    if (!quantiles.isEmpty()) {
      console.say(
          "Nearest    training crystal of the same elements: median %.2f Å, eight in ten %.2f to %.2f Å",
          quantiles.get(0.5), quantiles.get(0.1), quantiles.get(0.9));
    }
    console.say(
        "           %,d of %,d test crystals have none to compare with", leakage.apart(), test);
    if (!leakage.newElements().isEmpty()) {
      console.say("Unknown    elements that no training crystal has:");
      console.sayBelow("%s", elements(leakage.newElements()));
    }
  }

  /**
   * Says in one line how many test crystals have a near-duplicate, their formula or their prototype
   * in training.
   */
  static void sayShortly(Console console, Leakage leakage) {
    StringJoiner shares = new StringJoiner(", ");
    for (LevelLeak leak : leakage.levels()) {
      if (leak.level() == Level.NEAR_DUPLICATE
          || leak.level() == Level.COMPOSITION
          || leak.level() == Level.PROTOTYPE) {
        shares.add("%s of %s".formatted(percent(leak), leak.level().word()));
      }
    }
    console.sayBelow("known to training: %s", shares);
  }

  private static String percent(LevelLeak leak) {
    return String.format(
        Locale.ROOT, "%.1f %%", leak.test() == 0 ? 0.0 : 100.0 * leak.knownTest() / leak.test());
  }

  private static String elements(Map<String, Long> crystals) {
    String said =
        crystals.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(ELEMENTS_SAID)
            .map(entry -> "%s (%,d test crystals)".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "));
    int more = crystals.size() - ELEMENTS_SAID;
    return more > 0 ? said + " and %d more elements".formatted(more) : said;
  }

  static Summary summary(Leakage leakage) {
    List<Map<String, Object>> levels = new ArrayList<>();
    for (LevelLeak leak : leakage.levels()) {
      levels.add(
          new Summary()
              .put("level", leak.level().word())
              .put("groups", leak.groups())
              .put("largest", leak.largest())
              .put("largest_size", leak.largestSize())
              .put("shared_groups", leak.sharedGroups())
              .put("known_test", leak.knownTest())
              .put("test", leak.test())
              .facts());
    }
    Summary quantiles = new Summary();
    new TreeMap<>(leakage.quantiles())
        .forEach((share, distance) -> quantiles.put(String.valueOf(share), distance));
    Summary elements = new Summary();
    new TreeMap<>(leakage.newElements()).forEach(elements::put);
    return new Summary()
        .put("levels", levels)
        .put("distance_quantiles", quantiles.facts())
        .put("without_nearest", leakage.apart())
        .put("new_elements", elements.facts());
  }

  static Summary summary(LevelResult levels) {
    return new Summary()
        .put("structures", levels.structures())
        .put("alone", levels.alone())
        .put("candidates", levels.work().candidates())
        .put("comparisons", levels.work().comparisons())
        .put("worst_block", levels.work().worstBlock())
        .put("worst_candidates", levels.work().worstCandidates());
  }
}
