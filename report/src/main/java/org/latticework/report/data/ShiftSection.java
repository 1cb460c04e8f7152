package org.latticework.report.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

/**
 * Figures of distributions before and after: what was there in gray, what came in blue, each as
 * shares of its own values, so that shapes can be compared whatever the numbers. Those that shifted
 * most come first.
 */
public final class ShiftSection {
  private static final String RULE =
      "Gray: what was there. Blue: what arrived. D is the Kolmogorov-Smirnov distance of the two,"
          + " from 0 (alike) to 1. “Shifted” stands where chance alone would make one this large in"
          + " less than one case of a thousand, if each material (for distances, each crystal as a"
          + " whole) was drawn independently of the others.";

  private ShiftSection() {}

  /** Returns the section; it has no parts where there are no distributions. */
  public static Section of(String title, List<Shift> shifts) {
    Section section = new Section("shifts", title);
    if (shifts.isEmpty()) {
      return section;
    }
    section.add(Words.of(RULE));
    FigureIds ids = new FigureIds("shift");
    shifts.stream()
        .sorted(Comparator.comparingDouble(ShiftSection::rank).reversed())
        .forEach(shift -> section.draw(figure(ids.of(shift.name()), shift)));
    return section;
  }

  private static double rank(Shift shift) {
    return Double.isNaN(shift.distance()) ? -1 : shift.distance();
  }

  private static Figure figure(String id, Shift shift) {
    Table bins = new Table("from", "to", "standing", "arrived", "standing_share", "arrived_share");
    for (ShiftBin bin : shift.bins()) {
      bins.row(
          bin.from(),
          bin.to(),
          bin.standing(),
          bin.arrived(),
          share(bin.standing(), shift.standing()),
          share(bin.arrived(), shift.arrived()));
    }
    return new Figure(
        id,
        shift.shifted() ? shift.meaning() + ": shifted" : shift.meaning(),
        caption(shift),
        FigureTemplate.of("shift").fill(Map.of("quantity", shift.meaning())),
        Map.of("bins", bins));
  }

  private static double share(long count, long of) {
    return of == 0 ? 0 : (double) count / of;
  }

  private static String caption(Shift shift) {
    String counts =
        String.format(
            Locale.ROOT, "%,d values before, %,d arrived", shift.standing(), shift.arrived());
    if (Double.isNaN(shift.distance())) {
      return counts + ".";
    }
    return String.format(
        Locale.ROOT,
        "%s; D = %.3f%s.",
        counts,
        shift.distance(),
        shift.shifted() ? ": shifted by more than chance" : "");
  }
}
