package org.latticework.jobs.nightly;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.latticework.pipeline.report.Distribution;
import org.latticework.pipeline.report.Histogram;
import org.latticework.report.data.Shift;
import org.latticework.report.data.ShiftBin;
import org.latticework.report.data.ShiftSection;
import org.latticework.report.figure.Table;
import org.latticework.report.page.Facts;
import org.latticework.report.page.ReportPage;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

/** What a night brought, as a page. */
final class NightlyPage {
  private static final String LEAD =
      "What has come into the tables since the last report, and how it differs from what was there.";

  private final ReportPage page;

  /**
   * Begins a page.
   *
   * @param releases names of what was taken in
   */
  NightlyPage(List<String> releases) {
    page = new ReportPage("Data report %s".formatted(String.join(", ", releases)).strip(), LEAD);
  }

  /** Adds what could not be read, and why, so that nobody misses it; nothing if all was. */
  NightlyPage unread(List<String> complaints) {
    Section section = new Section("unread", "Releases that could not be read");
    complaints.forEach(complaint -> section.add(Words.warning(complaint)));
    page.add(section);
    return this;
  }

  /** Adds numbers under a heading; nothing where there are none. */
  NightlyPage counts(String id, String title, Map<String, Long> counts) {
    Section section = new Section(id, title);
    if (!counts.isEmpty()) {
      Table table = new Table("what", "number");
      counts.forEach(table::row);
      section.add(new Facts(title, table));
    }
    page.add(section);
    return this;
  }

  /** Adds a figure for each distribution. */
  NightlyPage distributions(List<Distribution> distributions) {
    page.add(
        ShiftSection.of(
            "What arrived, compared with what was there",
            distributions.stream().map(NightlyPage::shift).toList()));
    return this;
  }

  private static Shift shift(Distribution of) {
    return new Shift(of.name(), of.meaning(), bins(of), of.shift(), of.shifted());
  }

  /** Returns the bins as they are; of values that are all the same, one that has a width. */
  private static List<ShiftBin> bins(Distribution of) {
    Histogram standing = of.standing();
    Histogram arrived = of.arrived();
    double width = (standing.max() - standing.min()) / standing.bins();
    if (width == 0) {
      double room = Math.max(0.5, 0.05 * Math.abs(standing.min()));
      return List.of(
          new ShiftBin(
              standing.min() - room, standing.min() + room, standing.total(), arrived.total()));
    }
    List<ShiftBin> bins = new ArrayList<>();
    for (int k = 0; k < standing.bins(); k++) {
      double from = standing.min() + k * width;
      bins.add(new ShiftBin(from, from + width, standing.count(k), arrived.count(k)));
    }
    return bins;
  }

  String html() {
    return page.html();
  }
}
