package org.latticework.report.data;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;
import org.latticework.report.judged.CrystalSystem;

/** Crystals by space group and crystal system. */
final class SpaceGroupFigures {
  private SpaceGroupFigures() {}

  private static String system(int number) {
    return CrystalSystem.of(number).map(CrystalSystem::word).orElse("unknown");
  }

  /**
   * Returns a figure of groups and one of systems.
   *
   * @param groups crystals by the number of their group
   * @param materials all crystals, also those without a group
   */
  static List<Figure> of(List<Count> groups, long materials) {
    return List.of(groups(groups, materials), systems(groups));
  }

  private static Figure groups(List<Count> groups, long materials) {
    Table counts = new Table("space_group", "system", "crystals", "from", "to");
    for (Count group : groups) {
      int number = Integer.parseInt(group.name());
      counts.row(number, system(number), group.count(), number - 0.5, number + 0.5);
    }
    long known = groups.stream().mapToLong(Count::count).sum();
    String most =
        groups.stream()
            .sorted(Comparator.comparingLong(Count::count).reversed())
            .limit(3)
            .map(it -> "%s (%s)".formatted(it.name(), Written.share(it.count(), known)))
            .collect(Collectors.joining(", "));
    String caption =
        "%s of 230 space groups occur. Most frequent: %s."
            .formatted(Written.count(groups.size()), most);
    return new Figure(
        "data-space-groups",
        "Space groups",
        known == materials
            ? caption
            : caption
                + " The source gives none for %s.".formatted(Written.crystals(materials - known)),
        FigureTemplate.of("spacegroups").fill(Map.of()),
        Map.of("counts", counts));
  }

  private static Figure systems(List<Count> groups) {
    Map<String, Long> sums = new LinkedHashMap<>();
    for (CrystalSystem system : CrystalSystem.values()) {
      sums.put(system.word(), 0L);
    }
    groups.forEach(
        group -> sums.merge(system(Integer.parseInt(group.name())), group.count(), Long::sum));
    long known = sums.values().stream().mapToLong(Long::longValue).sum();
    Table counts = new Table("name", "count");
    sums.forEach(counts::row);
    return new Figure(
        "data-crystal-systems",
        "Crystal systems",
        sums.entrySet().stream()
                .map(it -> it.getKey() + " " + Written.share(it.getValue(), known))
                .collect(Collectors.joining(", "))
            + ".",
        FigureTemplate.of("counts").fill(Map.of("quantity", "crystals", "what", "crystal system")),
        Map.of("counts", counts));
  }
}
