package org.latticework.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.latticework.report.data.DataSection;
import org.latticework.report.data.DataSectionTest;
import org.latticework.report.data.Shift;
import org.latticework.report.data.ShiftBin;
import org.latticework.report.data.ShiftSection;
import org.latticework.report.figure.Figure;
import org.latticework.report.page.Section;
import org.latticework.report.split.SplitSection;
import org.latticework.report.split.SplitSectionTest;
import org.latticework.report.sweep.SweepSection;
import org.latticework.report.sweep.SweepSectionTest;
import org.latticework.report.training.TrainingSection;
import org.latticework.report.training.TrainingSectionTest;

/** Every figure of every section can be drawn, also of little and of odd data. */
class DrawnSectionsTest {
  private static SvgDrawing drawing;

  @BeforeAll
  static void begin() {
    drawing = new SvgDrawing();
  }

  @AfterAll
  static void end() {
    drawing.close();
  }

  private static void draw(Section section) {
    for (Figure figure : section.figures()) {
      assertThat(figure.spec().get("width").asText()).as(figure.id()).isEqualTo("container");
      assertThat(drawing.svg(figure)).as(figure.id()).startsWith("<svg").doesNotContain("NaN");
    }
  }

  @Test
  void ofShifts() {
    Shift constant = new Shift("a", "A", List.of(new ShiftBin(0.5, 1.5, 1, 0)), Double.NaN, false);
    Shift shifted =
        new Shift("b", "B", List.of(new ShiftBin(0, 1, 1, 0), new ShiftBin(1, 2, 0, 2)), 1, true);
    draw(ShiftSection.of("Shifts", List.of(constant, shifted)));
  }

  @Test
  void ofData() {
    draw(DataSection.of(DataSectionTest.facts()));
  }

  @Test
  void ofASplit() {
    draw(SplitSection.of(SplitSectionTest.facts()));
    draw(SplitSection.of(SplitSectionTest.empty()));
  }

  @Test
  void ofTrainings() {
    TrainingSectionTest.all().forEach(facts -> draw(TrainingSection.of(facts)));
  }

  @Test
  void ofSweeps() {
    draw(SweepSection.of(SweepSectionTest.sized()));
    draw(SweepSection.of(SweepSectionTest.settings()));
    draw(SweepSection.of(SweepSectionTest.hopeless()));
  }
}
