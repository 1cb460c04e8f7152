package org.latticework.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;

class SvgDrawingTest {
  @Test
  void drawsAFigureWithoutABrowser() {
    Table bins =
        new Table("from", "to", "standing", "arrived", "standing_share", "arrived_share")
            .row(0.0, 1.0, 3L, 1L, 0.75, 0.5)
            .row(1.0, 2.0, 1L, 1L, 0.25, 0.5);
    Figure figure =
        new Figure(
            "shift-band-gap",
            "Band gap",
            "Three of four are below 1 eV.",
            FigureTemplate.of("shift").fill(Map.of("quantity", "band gap, eV")),
            Map.of("bins", bins));
    try (SvgDrawing drawing = new SvgDrawing()) {
      String svg = drawing.svg(figure);
      assertThat(svg).startsWith("<svg").contains("band gap, eV", "share");
      assertThat(PngDrawing.png(svg)).hasSizeGreaterThan(2000);
    }
  }
}
