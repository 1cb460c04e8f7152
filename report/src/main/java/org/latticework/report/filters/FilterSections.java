package org.latticework.report.filters;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;
import org.latticework.report.page.Facts;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

/** The filters of a model against the distance, as a section of a page. */
public final class FilterSections {
  /** How many blocks have a panel. */
  static final int PANELS = 12;

  private final Map<Integer, List<FilterPoint>> blocks; // the shortest distance first

  private FilterSections(List<FilterPoint> points) {
    blocks = points.stream().collect(groupingBy(FilterPoint::block, TreeMap::new, toList()));
  }

  private static Section empty() {
    return new Section("filters", "What the filters let through");
  }

  /**
   * Returns the section {@code filters} of a model whose filters cannot be shown.
   *
   * @param model its name
   * @param reason why, in words without a period
   */
  public static Section without(String model, String reason) {
    return empty()
        .add(Words.warning("The filters of %s cannot be shown: %s.".formatted(model, reason)));
  }

  /**
   * Returns the section {@code filters}.
   *
   * @param shortest which distances are shown, and why no shorter ones, in whole sentences
   * @param points of all blocks at the same distances, block after block; at least one
   */
  public static Section of(String shortest, List<FilterPoint> points) {
    FilterSections filters = new FilterSections(points);
    return empty()
        .add(
            Words.of(
                "SchNet multiplies what an atom hears of a neighbor, channel by channel, with a"
                    + " filter: a function of their distance alone, which it has learned. The root"
                    + " mean square over the channels says how much comes through at a distance;"
                    + " the channels between the first and the last tenth say how far they differ,"
                    + " and a channel that changes its sign tells shells of neighbors apart. "
                    + shortest))
        .draw(filters.strengths())
        .draw(filters.channels())
        .add(new Facts("Filters of each block: root mean squares over channels", filters.facts()));
  }

  private Figure strengths() {
    Table table = new Table("block", "distance", "strength");
    blocks.forEach(
        (block, points) ->
            points.forEach(point -> table.row(block, point.distance(), point.strength())));
    return new Figure(
        "filter-distance",
        "Strength of filters against distance",
        "Root mean square of each block's filters over their channels. "
            + blocks.values().stream().map(FilterSections::words).collect(joining(" ")),
        FigureTemplate.of("filter-distance").fill(Map.of()),
        Map.of("filters", table));
  }

  private static String words(List<FilterPoint> block) {
    FilterPoint strongest = strongest(block);
    return "Block %d: most at %s Å, %s; %s at %s Å."
        .formatted(
            strongest.block(),
            Written.number(strongest.distance()),
            Written.number(strongest.strength()),
            Written.number(last(block).strength()),
            Written.number(last(block).distance()));
  }

  private Figure channels() {
    Table table = new Table("block", "distance", "low", "median", "high");
    blocks.values().stream()
        .limit(PANELS)
        .flatMap(List::stream)
        .forEach(
            point ->
                table.row(
                    point.block(), point.distance(), point.low(), point.median(), point.high()));
    return new Figure(
        "filter-channels",
        "Channels of filters against distance",
        "%s. Shaded is where eight of ten channels are, between the lowest and the highest tenth; the line is the median. %s"
            .formatted(
                blocks.size() > PANELS ? "The first %d blocks".formatted(PANELS) : "All blocks",
                blocks.values().stream()
                    .limit(PANELS)
                    .map(FilterSections::widest)
                    .collect(joining(" "))),
        FigureTemplate.of("filter-channels").fill(Map.of()),
        Map.of("filters", table));
  }

  private static String widest(List<FilterPoint> block) {
    FilterPoint widest =
        block.stream()
            .max(Comparator.comparingDouble(point -> point.high() - point.low()))
            .orElseThrow();
    return "Block %d: widest at %s Å, from %s to %s."
        .formatted(
            widest.block(),
            Written.number(widest.distance()),
            Written.number(widest.low()),
            Written.number(widest.high()));
  }

  private Table facts() {
    Table table =
        new Table("block", "largest", "at (Å)", "at the shortest distance", "at the cutoff");
    blocks.forEach(
        (block, points) ->
            table.row(
                block,
                strongest(points).strength(),
                strongest(points).distance(),
                points.get(0).strength(),
                last(points).strength()));
    return table;
  }

  private static FilterPoint strongest(List<FilterPoint> block) {
    return block.stream().max(Comparator.comparingDouble(FilterPoint::strength)).orElseThrow();
  }

  private static FilterPoint last(List<FilterPoint> block) {
    return block.get(block.size() - 1);
  }
}
