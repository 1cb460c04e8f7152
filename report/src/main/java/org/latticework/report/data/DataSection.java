package org.latticework.report.data;

import java.util.List;
import java.util.Map;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;
import org.latticework.report.page.Facts;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

/** What a workspace holds: releases, counts, what was refused, and how properties are spread. */
public final class DataSection {
  private static final int RELEASES = 20; // of many, the last ones are shown

  private DataSection() {}

  /** Returns the section. */
  public static Section of(DataFacts facts) {
    Section section = new Section("workspace", "Data");
    section.add(Words.of(words(facts)));
    releases(facts, section);
    counts("Commits of the tables that were read", "table", "commit", facts.commits(), section);
    counts("Graphs", "configuration", "graphs", facts.graphs(), section);
    rejections(facts.rejections(), section);
    SpreadFigures.of(facts.spreads(), "data").forEach(section::draw);
    if (facts.materials() > 0) {
      section.draw(columns("data-atoms", "Atoms in the cell", "atoms in the cell", facts.atoms()));
      section.draw(columns("data-elements", "Elements", "number of elements", facts.elements()));
    }
    if (!facts.spaceGroups().isEmpty()) {
      SpaceGroupFigures.of(facts.spaceGroups(), facts.materials()).forEach(section::draw);
    }
    return section;
  }

  private static String words(DataFacts facts) {
    long graphs = facts.graphs().stream().mapToLong(Count::count).sum();
    long refused = facts.rejections().stream().mapToLong(Count::count).sum();
    return "%s, %s, %s. %s"
        .formatted(
            Written.count(facts.materials(), "material", "materials"),
            Written.count(graphs, "graph", "graphs"),
            Written.count(refused, "rejection", "rejections"),
            facts.state());
  }

  private static void releases(DataFacts facts, Section section) {
    List<Release> all = facts.releases();
    if (all.isEmpty()) {
      return;
    }
    int left = Math.max(0, all.size() - RELEASES);
    Table table = new Table("release", "materials", "newest last_updated (UTC)");
    all.subList(left, all.size())
        .forEach(release -> table.row(release.name(), release.materials(), release.newest()));
    String caption =
        left == 0 ? "Releases" : "The last %d of %d releases".formatted(RELEASES, all.size());
    section.add(new Facts(caption, table));
  }

  private static void counts(
      String caption, String what, String number, List<Count> counts, Section section) {
    if (!counts.isEmpty()) {
      Table table = new Table(what, number);
      counts.forEach(count -> table.row(count.name(), count.count()));
      section.add(new Facts(caption, table));
    }
  }

  private static void rejections(List<Count> reasons, Section section) {
    if (reasons.isEmpty()) {
      return;
    }
    counts("Rejections by reason", "reason", "rejections", reasons, section);
    Table counts = new Table("name", "count");
    reasons.forEach(reason -> counts.row(reason.name(), reason.count()));
    long all = reasons.stream().mapToLong(Count::count).sum();
    Count first = reasons.get(0);
    section.draw(
        new Figure(
            "data-rejections",
            "Rejections by reason",
            "%s; the most frequent reason is %s, of %s."
                .formatted(
                    Written.count(all, "rejection", "rejections"),
                    first.name(),
                    Written.share(first.count(), all)),
            FigureTemplate.of("counts").fill(Map.of("quantity", "rejections", "what", "reason")),
            Map.of("counts", counts)));
  }

  private static Figure columns(String id, String title, String quantity, List<Count> of) {
    long all = of.stream().mapToLong(Count::count).sum();
    Table counts = new Table("name", "crystals", "share");
    of.forEach(
        count ->
            counts.row(count.name(), count.count(), all == 0 ? 0 : (double) count.count() / all));
    Count most = of.stream().reduce((a, b) -> a.count() >= b.count() ? a : b).orElseThrow();
    return new Figure(
        id,
        title,
        "Most frequent: %s (%s of %s crystals). From %s to %s."
            .formatted(
                most.name(),
                Written.share(most.count(), all),
                Written.count(all),
                of.get(0).name(),
                of.get(of.size() - 1).name()),
        FigureTemplate.of("columns").fill(Map.of("quantity", quantity)),
        Map.of("counts", counts));
  }
}
