package org.latticework.report.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;

/** Histograms of quantities over crystals. */
public final class SpreadFigures {
  private SpreadFigures() {}

  /**
   * Returns a figure of each quantity that has values.
   *
   * @param kind what their ids begin with
   */
  public static List<Figure> of(List<Spread> spreads, String kind) {
    FigureIds ids = new FigureIds(kind);
    List<Figure> figures = new ArrayList<>();
    for (Spread spread : spreads) {
      if (!spread.bins().isEmpty()) {
        figures.add(figure(ids.of(spread.name()), spread));
      }
    }
    return figures;
  }

  private static Figure figure(String id, Spread spread) {
    Table bins = new Table("from", "to", "crystals");
    spread.bins().forEach(bin -> bins.row(bin.from(), bin.to(), bin.count()));
    return new Figure(
        id,
        spread.meaning(),
        caption(spread),
        FigureTemplate.of("spread").fill(Map.of("quantity", spread.meaning())),
        Map.of("bins", bins));
  }

  private static String caption(Spread spread) {
    Quantiles at = spread.quantiles();
    String caption =
        at.min() == at.max()
            ? "%s, all %s."
                .formatted(
                    Written.count(spread.known(), "value", "values"), Written.number(at.min()))
            : "%s from %s to %s; median %s, eight in ten from %s to %s."
                .formatted(
                    Written.count(spread.known(), "value", "values"),
                    Written.number(at.min()),
                    Written.number(at.max()),
                    Written.number(at.median()),
                    Written.number(at.low()),
                    Written.number(at.high()));
    if (spread.unknown() > 0) {
      caption += " " + Written.count(spread.unknown(), "crystal has", "crystals have") + " none.";
    }
    return spread.goesBeyond()
        ? caption + " The outermost bars also hold what lies beyond them."
        : caption;
  }
}
