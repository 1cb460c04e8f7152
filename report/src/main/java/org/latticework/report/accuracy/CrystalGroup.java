package org.latticework.report.accuracy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.latticework.report.judged.CrystalSystem;
import org.latticework.report.judged.Judgment;

/**
 * Crystals that have something in common.
 *
 * @param name what it is: cubic, 5 to 6 atoms
 * @param judgments of them; at least one
 */
record CrystalGroup(String name, List<Judgment> judgments) {
  private static final int[] ATOMS = {1, 2, 3, 4, 5, 7, 9, 13, 21, 41, 81}; // where groups begin
  private static final double[] DISTANCES = {0, 0.05, 0.1, 0.2, 0.4, 0.8}; // Å
  private static final int FEWEST = 5; // crystals of a space group
  private static final int MOST = 30; // space groups

  /** Groups crystals by the number of atoms in their cells. */
  static List<CrystalGroup> byAtoms(List<Judgment> judgments) {
    List<CrystalGroup> groups = new ArrayList<>();
    for (int k = 0; k < ATOMS.length; k++) {
      int from = k == 0 ? Integer.MIN_VALUE : ATOMS[k];
      int next = k + 1 < ATOMS.length ? ATOMS[k + 1] : Integer.MAX_VALUE;
      String name =
          next == Integer.MAX_VALUE
              ? "%d atoms or more".formatted(ATOMS[k])
              : next - ATOMS[k] == 1
                  ? ATOMS[k] + (ATOMS[k] == 1 ? " atom" : " atoms")
                  : "%d to %d atoms".formatted(ATOMS[k], next - 1);
      add(
          name,
          judgments.stream()
              .filter(each -> each.crystal().atoms() >= from && each.crystal().atoms() < next)
              .toList(),
          groups);
    }
    return groups;
  }

  /** Groups crystals by crystal system; those of unknown space group are the last. */
  static List<CrystalGroup> bySystem(List<Judgment> judgments) {
    List<CrystalGroup> groups = new ArrayList<>();
    for (CrystalSystem system : CrystalSystem.values()) {
      Optional<CrystalSystem> wanted = Optional.of(system);
      add(system.word(), in(wanted, judgments), groups);
    }
    add("not known", in(Optional.empty(), judgments), groups);
    return groups;
  }

  private static List<Judgment> in(Optional<CrystalSystem> system, List<Judgment> judgments) {
    return judgments.stream()
        .filter(each -> CrystalSystem.of(each.crystal().spaceGroup()).equals(system))
        .toList();
  }

  /**
   * Groups crystals by space group, where at least 5 have it: the 30 groups with the most, by
   * number of the space group.
   */
  static List<CrystalGroup> bySpaceGroup(List<Judgment> judgments) {
    Map<Integer, List<Judgment>> all =
        judgments.stream()
            .filter(each -> each.crystal().spaceGroup() > 0)
            .collect(
                Collectors.groupingBy(
                    each -> each.crystal().spaceGroup(), TreeMap::new, Collectors.toList()));
    return all.entrySet().stream()
        .filter(group -> group.getValue().size() >= FEWEST)
        .sorted(Comparator.comparingInt(group -> -group.getValue().size()))
        .limit(MOST)
        .sorted(Map.Entry.comparingByKey())
        .map(group -> new CrystalGroup(spaceGroup(group.getKey()), group.getValue()))
        .toList();
  }

  private static String spaceGroup(int number) {
    return "%d, %s".formatted(number, CrystalSystem.of(number).orElseThrow().word());
  }

  /**
   * Groups crystals by the distance of the nearest crystal of the same elements in training; last
   * those that have none.
   */
  static List<CrystalGroup> byDistance(List<Judgment> judgments) {
    List<CrystalGroup> groups = new ArrayList<>();
    for (int k = 0; k < DISTANCES.length; k++) {
      double from = DISTANCES[k];
      double to = k + 1 < DISTANCES.length ? DISTANCES[k + 1] : Double.POSITIVE_INFINITY;
      String name =
          Double.isFinite(to)
              ? String.format(Locale.ROOT, "%.2f to %.2f Å", from, to)
              : String.format(Locale.ROOT, "%.2f Å or more", from);
      add(
          name,
          judgments.stream()
              .filter(each -> each.distance() >= from && each.distance() < to)
              .toList(),
          groups);
    }
    add(
        "none to compare",
        judgments.stream().filter(each -> Double.isNaN(each.distance())).toList(),
        groups);
    return groups;
  }

  private static void add(String name, List<Judgment> judgments, List<CrystalGroup> groups) {
    if (!judgments.isEmpty()) {
      groups.add(new CrystalGroup(name, judgments));
    }
  }
}
