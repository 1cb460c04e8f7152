package org.latticework.report.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latticework.report.figure.Figure;
import org.latticework.report.page.Section;

class ShiftSectionTest {
  private static final List<ShiftBin> BINS =
      List.of(new ShiftBin(0, 1, 3, 1), new ShiftBin(1, 2, 1, 1));

  @Test
  void putsTheLargestShiftFirstAndWhatCannotBeComparedLast() {
    Section section =
        ShiftSection.of(
            "Shifts",
            List.of(
                new Shift("e", "Empty", List.of(new ShiftBin(0, 1, 0, 2)), Double.NaN, false),
                new Shift("s", "Small", BINS, 0.25, false),
                new Shift("l", "Large", BINS, 0.5, true)));
    assertThat(section.figures())
        .extracting(Figure::title)
        .containsExactly("Large: shifted", "Small", "Empty");
    assertThat(section.figures())
        .extracting(Figure::caption)
        .containsExactly(
            "4 values before, 2 arrived; D = 0.500: shifted by more than chance.",
            "4 values before, 2 arrived; D = 0.250.",
            "0 values before, 2 arrived.");
  }

  @Test
  void comparesSharesWhateverTheNumbers() {
    Figure figure =
        ShiftSection.of("Shifts", List.of(new Shift("x", "X", BINS, 0.25, false))).figures().get(0);
    assertThat(figure.table().rows())
        .containsExactly(
            List.of(0.0, 1.0, 3L, 1L, 0.75, 0.5), List.of(1.0, 2.0, 1L, 1L, 0.25, 0.5));
  }

  @Test
  void namesFiguresApartWhoseColumnsDifferInSignsAlone() {
    List<Shift> shifts =
        List.of(
            new Shift("band_gap", "A", BINS, 0.3, false),
            new Shift("band-gap", "B", BINS, 0.2, false),
            new Shift("Ωμέγα", "C", BINS, 0.1, false));
    assertThat(ShiftSection.of("Shifts", shifts).figures())
        .extracting(Figure::id)
        .containsExactly("shift-band-gap", "shift-band-gap-2", "shift");
  }

  @Test
  void isEmptyWithoutDistributions() {
    assertThat(ShiftSection.of("Shifts", List.of()).parts()).isEmpty();
  }
}
